import test from 'node:test';
import assert from 'node:assert/strict';
import { groupBy } from './group.ts';

test('groups', () => {
  const grouped = groupBy(['ant', 'bee', 'ape'], (word) => word[0]);
  assert.deepEqual([...grouped], [['a', ['ant', 'ape']], ['b', ['bee']]]);
});
test('any key will do', () => assert.deepEqual(groupBy(['x'], () => '__proto__').get('__proto__'), ['x']));
test('numbers stay numbers', () => assert.deepEqual([...groupBy([2, 1], (n) => n).keys()], [2, 1]));
