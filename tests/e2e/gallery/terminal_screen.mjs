// What a terminal shows after each piece of a program's output: rows of cells, each a character with its SGR style. It knows
// what moa and a shell's line editor send, and leaves out what has no cell.

const ATTRIBUTES = { 1: 'bold', 2: 'dim', 3: 'italic', 4: 'underline', 9: 'struck' };

/** The style after the parameters of an SGR sequence; '' is the default look. */
function styled(style, parameters) {
  let words = new Set(style.split(' ').filter(Boolean));
  for (const number of parameters.split(';').map(Number)) {
    if (number === 0) words = new Set();
    else if (ATTRIBUTES[number]) words.add(ATTRIBUTES[number]);
    else if (number >= 30 && number <= 37) words = new Set([...words].filter((word) => !word.startsWith('c3')).concat(`c${number}`));
  }
  return [...words].sort().join(' ');
}

export class TerminalScreen {
  constructor(columns, rows) {
    Object.assign(this, { columns, rows, row: 0, column: 0, style: '', wraps: true, unread: '' });
    this.cells = Array.from({ length: rows }, () => []);
  }

  /** Takes output in pieces of any length; what may be the beginning of a sequence waits for its end. */
  write(text) {
    const all = this.unread + text;
    const whole = all.replace(/\x1b(\[[?\d;]*)?$/, '');
    this.unread = all.slice(whole.length);
    for (const [token] of whole.matchAll(/\x1b\[[?\d;]*[@-~]|\x1b.|[\s\S]/gu)) this.#take(token);
  }

  #take(token) {
    const [, parameters, command] = /^\x1b\[([?\d;]*)([@-~])$/.exec(token) ?? [];
    if (token === '\r') this.column = 0;
    else if (token === '\n') this.#down();
    else if (token === '\b') this.column = Math.max(0, this.column - 1);
    else if (command === 'm') this.style = styled(this.style, parameters);
    else if (command === 'A') this.row = Math.max(0, this.row - Number(parameters || 1));
    else if (command === 'K') this.#clearRow();
    else if (command === 'J') {
      this.#clearRow();
      for (let row = this.row + 1; row < this.rows; ++row) this.cells[row] = [];
    } else if (parameters === '?7') this.wraps = command === 'h';
    else if (token >= ' ' && token !== '\x7f') this.#put(token);
  }

  #clearRow() {
    this.cells[this.row].length = Math.min(this.cells[this.row].length, this.column);
  }

  #down() {
    if (this.row + 1 < this.rows) this.row += 1;
    else this.cells = [...this.cells.slice(1), []];
  }

  #put(character) {
    if (this.column === this.columns) {
      if (this.wraps) {
        this.#down();
        this.column = 0;
      } else this.column -= 1;
    }
    const row = this.cells[this.row];
    while (row.length < this.column) row.push({ character: ' ', style: '' });
    row[this.column] = { character, style: this.style };
    this.column += 1;
  }

  /** The rows as runs of one style, `[column, style, text]`, without blanks at the end. */
  picture() {
    return this.cells.map((cells) => {
      const runs = [];
      cells.forEach(({ character, style }, column) => {
        const last = runs.at(-1);
        if (last?.[1] === style && last[0] + last[2].length === column) last[2] += character;
        else runs.push([column, style, character]);
      });
      return runs.filter(([, style, text]) => text.trim() !== '' || style.includes('underline'))
        .map(([column, style, text]) => [column, style, text.trimEnd()]);
    });
  }
}
