import test from 'node:test';
import assert from 'node:assert/strict';
import { seconds } from './duration.ts';

test('adds up units', () => assert.equal(seconds('1h30m5s'), 5405));
test('takes one unit', () => assert.equal(seconds('45s'), 45));
for (const text of ['', '5', 'm5', '1m1h', '1x'])
  test(`refuses '${text}'`, () => assert.throws(() => seconds(text), SyntaxError));
