import assert from 'node:assert/strict';
import test from 'node:test';
import { film } from './terminal_film.mjs';
import { TerminalScreen } from './terminal_screen.mjs';

const rows = (screen) => screen.picture().map((runs) => runs.map(([, , text]) => text).join('|'));
function shown(columns, lines, ...pieces) {
  const screen = new TerminalScreen(columns, lines);
  for (const piece of pieces) screen.write(piece);
  return screen;
}

test('lines wrap and scroll, or stop at the edge where a program has said so', () => {
  assert.deepEqual(rows(shown(4, 2, 'abcdef')), ['abcd', 'ef']);
  assert.deepEqual(rows(shown(4, 2, 'a\r\nb\r\nc')), ['b', 'c']);
  assert.deepEqual(rows(shown(4, 2, '\x1b[?7labcdef')), ['abcf', '']);
});

test('a tree is drawn over in place, and what is left of the old one goes', () => {
  const screen = shown(20, 4, 'one\r\ntwo\r\nthree', '\x1b[2A\rOne\x1b[K\r\n\r\nthr\x1b[K', '\x1b[1A\r\x1b[J');
  assert.deepEqual(rows(screen), ['One', '', '', '']);
});

test('styles add up, end with 0, and a sequence may come in pieces', () => {
  const screen = shown(20, 1, 'a\x1b[1;3', '2mb\x1b[2mc\x1b[0', 'md');
  assert.deepEqual(screen.picture()[0], [[0, '', 'a'], [1, 'bold c32', 'b'], [2, 'bold c32 dim', 'c'], [3, '', 'd']]);
  assert.deepEqual(shown(20, 1, '\x1b[31ma\x1b[34mb').picture()[0], [[0, 'c31', 'a'], [1, 'c34', 'b']]);
});

test('a film shows each picture from its time on, and repeats no row', () => {
  const picture = shown(20, 2, 'a <b>\r\nc').picture();
  const drawn = film([{ at: 0, picture }, { at: 500, picture }], { columns: 20, rows: 2, title: 'Say "a" & b', hold: 500 });
  assert.match(drawn, /aria-label="Say &quot;a&quot; &amp; b"/);
  assert.equal(drawn.match(/<text/g).length, 2);
  assert.equal(drawn.match(/<use/g).length, 4);
  assert.match(drawn, /0%\{transform:translateX\(0px\)\}50%\{transform:translateX\(-228px\)\}100%/);
  assert.match(drawn, />a &lt;b></);
});
