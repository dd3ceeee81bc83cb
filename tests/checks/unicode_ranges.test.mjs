// The ranges that scripts/unicode-tables writes: nothing is lost in them, nothing is added.
import assert from 'node:assert/strict';
import test from 'node:test';
import { foldingRanges, longestRange, rangesOf } from '../../scripts/unicode/ranges.mjs';

test('neighbours make one range, in order', () => {
  assert.deepEqual(rangesOf(new Set([7, 3, 1, 2, 9])), [[1, 3], [7, 7], [9, 9]]);
  assert.deepEqual(rangesOf(new Set()), []);
});

test('ranges become one where all between them may be in it, and only there', () => {
  assert.deepEqual(rangesOf(new Set([1, 4, 8]), new Set([2, 3, 5, 7])), [[1, 4], [8, 8]]);
});

test('a range that is too long for a table is cut', () => {
  const set = new Set(Array.from({ length: 2 * longestRange + 1 }, (_, i) => 100 + i));
  assert.deepEqual(rangesOf(set), [
    [100, 99 + longestRange], [100 + longestRange, 99 + 2 * longestRange], [100 + 2 * longestRange, 100 + 2 * longestRange]]);
});

test('letters that fold by the same distance make one range, capitals that take turns with small letters, too', () => {
  const foldings = new Map([[0x41, 0x61], [0x42, 0x62], [0x100, 0x101], [0x102, 0x103], [0x105, 0x106], [0x178, 0xff]]);
  assert.deepEqual(foldingRanges(foldings), [[0x41, 0x42, 32], [0x100, 0x102, 1], [0x105, 0x105, 1], [0x178, 0x178, -121]]);
});
