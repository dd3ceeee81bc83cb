// A run log is kept in pieces as they came. Each has its number within the turn and the writer it is of, a loading of the page,
// so that no piece takes another's place, a missing one is noticed, and nothing is read on behind it.
/** @typedef {[number: number, writer: string]} Seq */
/** @typedef {{ turn: number, text: string, seq: unknown }} Piece */
/** @typedef {Piece & { seq: Seq }} Numbered */

const MOST_TURNS = 10000;

/** The key of a piece within its turn. Those of earlier versions of the page have the time instead: a number, which sorts before.
 *  @param {number} number @param {string} writer @returns {Seq} */
export const seqOf = (number, writer) => [number, writer];

/** @param {any} piece what the database has @returns {piece is Piece} */
const isPiece = (piece) => piece && Number.isInteger(piece.turn) && piece.turn >= 1 && piece.turn <= MOST_TURNS
  && typeof piece.text === 'string';
/** @param {Piece} piece @returns {piece is Numbered} */
const isNumbered = (piece) => Array.isArray(piece.seq) && Number.isInteger(piece.seq[0]) && piece.seq[0] >= 0
  && typeof piece.seq[1] === 'string';

/** Pieces of one turn in the order of their keys: what they say in one go, up to the first that is missing. */
function textOf(/** @type {Piece[]} */ pieces) {
  const text = [];
  const at = /** @type {Map<number, Numbered[]>} */ (new Map());
  for (const piece of pieces) {
    if (!isNumbered(piece)) text.push(piece.text);
    else at.get(piece.seq[0])?.push(piece) ?? at.set(piece.seq[0], [piece]);
  }
  // Where two have written at once, each on a copy of its own, one of them is followed to its end.
  const others = new Set();
  let writer = '';
  let next = 0;
  for (;; ++next) {
    const here = (at.get(next) ?? []).filter((piece) => !others.has(piece.seq[1]));
    const piece = here.find((one) => one.seq[1] === writer) ?? here[0];
    if (!piece) break;
    for (const one of here) if (one !== piece) others.add(one.seq[1]);
    writer = piece.seq[1];
    text.push(piece.text);
  }
  return { text: text.join(''), next, last: next > 0 ? seqOf(next - 1, writer) : null, leftOut: pieces.length - text.length };
}

/** The logs of a conversation by turn, how many of its pieces are none or stand behind a gap, and where each turn goes on.
 *  @param {unknown[]} pieces */
export function assemble(pieces) {
  const turns = /** @type {Map<number, Piece[]>} */ (new Map());
  let leftOut = 0;
  for (const piece of pieces) {
    if (!isPiece(piece) || (!isNumbered(piece) && typeof piece.seq !== 'number')) ++leftOut;
    else turns.get(piece.turn)?.push(piece) ?? turns.set(piece.turn, [piece]);
  }
  const logs = Array.from({ length: Math.max(0, ...turns.keys()) }, () => '');
  const ends = /** @type {Map<number, { next: number, last: Seq | null }>} */ (new Map());
  for (const [turn, its] of turns) {
    const { text, next, last, leftOut: more } = textOf(its);
    logs[turn - 1] = text;
    leftOut += more;
    ends.set(turn, { next, last });
  }
  return { logs, leftOut, ends };
}

/** Whether it can be an entry of the list: the program reads the rest of it. @param {any} entry @returns {entry is Moa.Entry} */
export const isEntry = (entry) => Boolean(entry) && typeof entry.id === 'string' && Array.isArray(entry.turns)
  && entry.turns.length > 0
  && entry.turns.every((/** @type {unknown} */ turn) => turn && typeof turn === 'object' && !Array.isArray(turn));
