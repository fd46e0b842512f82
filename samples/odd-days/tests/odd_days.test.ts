import assert from "node:assert/strict";
import { test } from "node:test";

import { odd_Days } from "./odd_days.ts";

test("the examples", () => {
  assert.equal(odd_Days(100), 5);
  assert.equal(odd_Days(50), 6);
  assert.equal(odd_Days(75), 2);
});
