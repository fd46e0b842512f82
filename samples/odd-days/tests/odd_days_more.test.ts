import assert from "node:assert/strict";
import { test } from "node:test";

import { odd_Days } from "./odd_days.ts";

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days beyond whole weeks in the years 1 to `years`, counted one by one. */
const counted = (years: number): number => {
  let days = 0;
  for (let year = 1; year <= years; year++) days += isLeap(year) ? 366 : 365;
  return days % 7;
};

for (const years of [0, 1, 3, 4, 99, 101, 200, 300, 399, 400, 401, 1600, 2024]) {
  test(`${years} years`, () => {
    assert.equal(odd_Days(years), counted(years));
  });
}
