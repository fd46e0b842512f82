import assert from "node:assert/strict";
import { test } from "node:test";
import { dearest, linePrice, quantityOf, totalOf, voucherValue } from "./basket.mjs";

test("ten is many, and none costs nothing", () => {
  assert.equal(linePrice(100, 10), 900);
  assert.equal(linePrice(100, 9), 900);
  assert.equal(linePrice(100, -1), 0);
});

test("none at all, and too many", () => {
  assert.equal(quantityOf(0), 0);
  assert.equal(quantityOf(500), 99);
});

test("vouchers at their limits", () => {
  assert.equal(voucherValue(1000, { value: 500, from: 1000, used: false }), 500);
  assert.equal(voucherValue(900, { value: 500, from: 1000, used: false }), 0);
  assert.equal(voucherValue(2000, { value: 500, from: 1000, used: true }), 0);
  assert.equal(voucherValue(300, { value: 500, from: 0, used: false }), 300);
  assert.equal(voucherValue(300, { value: -5, from: 0, used: false }), 0);
});

test("shipping is free from the limit on", () => {
  assert.equal(totalOf([{ cents: 5000 }]), 5000);
  assert.equal(totalOf([{ cents: 4999 }]), 5489);
});

test("what follows a cancelled line counts", () => {
  assert.equal(totalOf([{ cents: 1, cancelled: true }, { cents: 6000 }]), 6000);
});

test("the list stays, and is as long as asked", () => {
  const lines = [{ name: "a", cents: 1 }, { name: "b", cents: 5 }];
  assert.deepEqual(dearest(lines, 2).map((one) => one.name), ["b", "a"]);
  assert.deepEqual(lines.map((one) => one.name), ["a", "b"]);
});
