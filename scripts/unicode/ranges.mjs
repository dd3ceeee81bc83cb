// Sets of code points as sorted ranges [first, last], the form of core/unicode/packed_range.hpp.

/** What one PackedRange can hold. */
export const longestRange = 2048;

export function inRange(c, [first, last]) {
  return c >= first && c <= last;
}

/** The ranges of a set. Where all that lies between two of them is in `between`, they become one. */
export function rangesOf(set, between = new Set()) {
  const ranges = [];
  const areJoined = (last, next) => {
    for (let c = last + 1; c < next; ++c) {
      if (!between.has(c)) return false;
    }
    return true;
  };
  [...set].sort((a, b) => a - b).forEach((c) => {
    const open = ranges.at(-1);
    if (open !== undefined && areJoined(open[1], c)) open[1] = c;
    else ranges.push([c, c]);
  });
  return ranges.flatMap(split);
}

function split([first, last]) {
  const parts = [];
  for (let begin = first; begin <= last; begin += longestRange) {
    parts.push([begin, Math.min(last, begin + longestRange - 1)]);
  }
  return parts;
}

/**
 * A map of letters to what they fold to as ranges [first, last, by]. Capitals that take turns with the small letters they fold to,
 * which is the one kind whose `by` is 1, make one range, too.
 */
export function foldingRanges(foldings) {
  const ranges = [];
  [...foldings].sort(([a], [b]) => a - b).forEach(([letter, folded]) => {
    const by = folded - letter;
    const open = ranges.at(-1);
    const step = by === 1 ? 2 : 1;
    if (open !== undefined && open[2] === by && letter === open[1] + step && letter - open[0] < longestRange) open[1] = letter;
    else ranges.push([letter, letter, by]);
  });
  return ranges;
}
