import assert from "node:assert/strict";
import { test } from "node:test";
import { dearest, linePrice, quantityOf, totalOf, voucherValue } from "./basket.mjs";

test("a line", () => {
  assert.equal(linePrice(100, 2), 200);
  assert.equal(linePrice(100, 20), 1800);
});

test("a quantity", () => {
  assert.equal(quantityOf(3), 3);
  assert.equal(quantityOf(undefined), 1);
});

test("a voucher", () => {
  assert.equal(voucherValue(3000, { value: 500, from: 1000, used: false }), 500);
  assert.equal(voucherValue(100, { value: 500, from: 1000, used: true }), 0);
  assert.equal(voucherValue(3000, null), 0);
});

test("a basket", () => {
  assert.equal(totalOf([{ cents: 1000, quantity: 2 }]), 2490);
  assert.equal(totalOf([{ cents: 9000, quantity: 1 }, { cents: 100, cancelled: true }]), 9000);
  assert.equal(totalOf([]), 0);
});

test("the dearest", () => {
  assert.equal(dearest([{ name: "a", cents: 1 }, { name: "b", cents: 5 }, { name: "c", cents: 3 }], 3)[0].name, "b");
});
