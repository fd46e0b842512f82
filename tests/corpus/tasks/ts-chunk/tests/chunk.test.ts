import test from 'node:test';
import assert from 'node:assert/strict';
import { chunk } from './chunk.ts';

test('splits and keeps the rest', () => assert.deepEqual(chunk([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]));
test('nothing gives nothing', () => assert.deepEqual(chunk([], 3), []));
test('a size below one is refused', () => assert.throws(() => chunk([1], 0), RangeError));
