import test from 'node:test';
import assert from 'node:assert/strict';
import { Emitter } from './emitter.ts';

type Events = { tick: number; name: string };

test('calls listeners in order', () => {
  const emitter = new Emitter<Events>();
  const seen: number[] = [];
  emitter.on('tick', (value) => seen.push(value));
  emitter.on('tick', (value) => seen.push(10 * value));
  emitter.emit('tick', 2);
  assert.deepEqual(seen, [2, 20]);
});
test('a listener that leaves does not hide the next', () => {
  const emitter = new Emitter<Events>();
  const seen: string[] = [];
  const leave = emitter.on('name', () => leave());
  emitter.on('name', (value) => seen.push(value));
  emitter.emit('name', 'a');
  emitter.emit('name', 'b');
  assert.deepEqual(seen, ['a', 'b']);
});
