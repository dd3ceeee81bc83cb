// A recording of a terminal as an SVG picture that plays it by style alone, over and over; where movement is not wanted, it
// shows the end.

const CELL = { width: 9.6, height: 20, font: 16 };
const EDGE = 18;
// The dark theme of the page, in the places of a terminal's colours.
const COLOURS = { 31: '#ff7b72', 32: '#3fcf9f', 33: '#e3b341', 34: '#7c9cff', 35: '#d08bf0', 36: '#5ccfe6' };
const STYLE = `svg { background: #14171c; } text { white-space: pre; font-variant-ligatures: none; fill: #e7eaee; font: ${CELL.font}px ui-monospace, 'JetBrains Mono', Menlo, 'DejaVu Sans Mono', Consolas, monospace; }
.dim { fill: #9aa4b0; } .bold { font-weight: 700; } .italic { font-style: italic; } .underline { text-decoration: underline; } .struck { text-decoration: line-through; }
${Object.entries(COLOURS).map(([number, colour]) => `.c${number} { fill: ${colour}; }`).join(' ')}`;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const rounded = (number) => String(Math.round(number * 100) / 100);

function textOf([column, style, text]) {
  const length = [...text].length;
  // Whatever font is there, a run has its columns.
  return `<text x="${rounded(column * CELL.width)}"${style && ` class="${style}"`} textLength="${rounded(length * CELL.width)}">${escaped(text)}</text>`;
}

/**
 * `frames`: [{ at, picture }] in milliseconds, `picture` as TerminalScreen gives it; the last one stands for `hold` ms. `title`
 * says what is seen.
 */
export function film(frames, { columns, rows, title, hold }) {
  const total = frames.at(-1).at + hold;
  const width = columns * CELL.width + 2 * EDGE;
  const height = rows * CELL.height + 2 * EDGE;
  const names = new Map();
  const rowOf = (runs) => {
    const drawn = runs.map(textOf).join('');
    if (!names.has(drawn)) names.set(drawn, `r${names.size.toString(36)}`);
    return names.get(drawn);
  };
  const shown = frames.map(({ picture }, index) => {
    const uses = picture.map((runs, row) => (runs.length ? `<use href="#${rowOf(runs)}" y="${row * CELL.height + CELL.font}"/>` : '')).join('');
    return `<g transform="translate(${rounded(index * width)})">${uses}</g>`;
  });
  const keys = frames.map(({ at }, index) => `${rounded(100 * at / total)}%{transform:translateX(${rounded(-index * width)}px)}`).join('');
  const end = rounded(-(frames.length - 1) * width);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${rounded(width)}" height="${height}" viewBox="0 0 ${rounded(width)} ${height}" role="img" aria-label="${escaped(title).replaceAll('"', '&quot;')}">
<style>${STYLE}
.film { transform: translateX(${end}px); animation: film ${rounded(total / 1000)}s step-end infinite; }
@keyframes film {${keys}100%{transform:translateX(${end}px)}}
@media (prefers-reduced-motion: reduce) { .film { animation: none; } }</style>
<defs>${[...names].map(([drawn, name]) => `<g id="${name}">${drawn}</g>`).join('\n')}</defs>
<rect width="100%" height="100%" rx="10" fill="#14171c"/>
<svg x="${EDGE}" y="${EDGE}" width="${rounded(columns * CELL.width)}" height="${rows * CELL.height}" overflow="hidden"><g class="film">
${shown.join('\n')}
</g></svg>
</svg>
`;
}
