import test from 'node:test';
import assert from 'node:assert/strict';
import { slug } from './slug.ts';

test('joins words', () => assert.equal(slug('  Hello,  World! '), 'hello-world'));
test('drops accents', () => assert.equal(slug('Crème Brûlée'), 'creme-brulee'));
test('nothing is left of signs', () => assert.equal(slug('?!'), ''));
