// Markdown as DOM, made of the blocks that the program's parser has found: headings, lists, tables, code and links for who
// reads without the canvas. What a model wrote only ever becomes text.
import { made } from './elements.js';

const STRONG = 1;
const EMPHASIS = 2;
const CODE = 4;
const STRUCK = 8;
/** Characters of a text in one group of its segments. Only the first group is laid out: the others stand so far below the mirror's
 *  window that they are told to screen readers and laid out for nobody (style.css), or a text of megabytes would cost all of its
 *  layout at each change. So the first one is short, and the others are few. */
const FIRST_GROUP = 4096;
const GROUP = 32768;
/** Beside a segment that is longer, by one paragraph or by code, the first group is not laid out either. */
const MOST_LAID_OUT = 4096;

/** @typedef {{ list: HTMLElement, item: HTMLElement, ordered: boolean }} Level */

/** @param {HTMLElement} host @param {(address: string) => void} openLink @param {number} [above] how many levels of headings stand above it */
export function createDocument(host, openLink, above = 2) {
  const segments = /** @type {HTMLElement[]} */ ([]);
  let first = 0; // the level of its first heading, as its writer numbers it
  let latest = above;

  /** @param {HTMLElement} element @param {Moa.Run[]} runs */
  function addRuns(element, runs) {
    for (const [words, style, address] of runs) {
      let place = element;
      const wrap = (/** @type {HTMLElement} */ inner) => {
        place.append(inner);
        place = inner;
      };
      if (address && /^https?:\/\//i.test(address)) wrap(link(address));
      if (style & STRONG) wrap(made('strong'));
      if (style & EMPHASIS) wrap(made('em'));
      if (style & STRUCK) wrap(made('del'));
      if (style & CODE) wrap(made('code'));
      place.append(words);
    }
    return element;
  }

  /** Its address is asked about before it is followed, as on the canvas. */
  function link(/** @type {string} */ address) {
    const one = Object.assign(made('a'), { href: address, tabIndex: -1 });
    one.addEventListener('click', (event) => {
      event.preventDefault();
      openLink(address);
    });
    return one;
  }

  /** @param {Moa.Block} block */
  function table({ columns = 1, cells = [] }) {
    const box = made('table');
    for (let at = 0; at < cells.length; at += columns) {
      const row = made('tr');
      for (const runs of cells.slice(at, at + columns)) {
        const cell = addRuns(made(at === 0 ? 'th' : 'td'), runs);
        if (at === 0) cell.setAttribute('scope', 'col');
        row.append(cell);
      }
      box.append(row);
    }
    return box;
  }

  /** @param {Moa.Block} block @returns {HTMLElement} */
  function element(block) {
    if (block.kind === 'rule') return made('hr');
    if (block.kind === 'table') return table(block);
    if (block.kind === 'code') {
      const box = made('pre');
      box.append(made('code', '', block.text));
      return box;
    }
    if (block.kind === 'heading') {
      // Writers begin at any level and leave levels out; who walks from heading to heading finds none missing.
      first ||= block.level ?? 1;
      const level = Math.min(6, latest + 1, Math.max(1, (block.level ?? 1) - first + 1) + above);
      latest = level;
      return addRuns(made(/** @type {'h3'} */ (`h${level}`)), block.runs ?? []);
    }
    return addRuns(made('p'), block.runs ?? []);
  }

  /** Blocks tell how deep they stand; here they are put into lists and quotes again.
   *  @param {HTMLElement} box @param {Moa.Block[]} blocks */
  function fill(box, blocks) {
    let levels = /** @type {Level[]} */ ([]);
    let quotes = /** @type {HTMLElement[]} */ ([box]);
    for (const block of blocks) {
      const quote = (block.quote ?? 0) + 1;
      if (quotes.length !== quote) levels = [];
      quotes = quotes.slice(0, quote);
      while (quotes.length < quote) {
        const inner = made('blockquote');
        quotes[quotes.length - 1].append(inner);
        quotes.push(inner);
      }
      const depth = block.depth ?? 0;
      if (levels.length > depth) levels = levels.slice(0, depth);
      if (block.marker) beginItem(levels, depth, block.marker, quotes[quotes.length - 1]);
      (levels.at(-1)?.item ?? quotes[quotes.length - 1]).append(element(block));
    }
    return box;
  }

  /** @param {Level[]} levels @param {number} depth @param {string} marker @param {HTMLElement} outside */
  function beginItem(levels, depth, marker, outside) {
    const number = /^(\d+)/.exec(marker)?.[1];
    const ordered = number !== undefined;
    if (levels[depth - 1]?.ordered !== ordered) levels.length = Math.min(levels.length, depth - 1);
    while (levels.length < depth) {
      const list = made(ordered ? 'ol' : 'ul');
      if (number !== undefined) list.setAttribute('start', number);
      (levels.at(-1)?.item ?? outside).append(list);
      levels.push({ list, item: list.appendChild(made('li')), ordered });
    }
    const { list, item: before } = levels[depth - 1];
    const item = before.hasChildNodes() ? list.appendChild(made('li')) : before;
    const task = /^\[(.)\]$/.exec(marker);
    if (task) item.append(task[1] === ' ' ? '☐ ' : '☑ ');
    levels[depth - 1].item = item;
  }

  function place(/** @type {HTMLElement} */ segment) {
    let group = host.lastElementChild;
    const room = group === host.firstElementChild ? FIRST_GROUP : GROUP;
    if (!group || (group.textContent?.length ?? 0) > room) group = host.appendChild(made('div', group ? 'far' : ''));
    group.append(segment);
    segments.push(segment);
    settle(segment);
  }

  /** Whether what has come or grown is laid out. */
  function settle(/** @type {HTMLElement} */ segment) {
    const group = segment.parentElement;
    let read = segment;
    if (group && group.className !== 'far' && (segment.textContent?.length ?? 0) > MOST_LAID_OUT) {
      group.className = 'far';
      read = group;
    }
    if (group?.className !== 'far') return;
    // Chromium takes a paragraph without a layout for nothing, unless its role is said.
    for (const paragraph of read.querySelectorAll('p')) paragraph.setAttribute('role', 'paragraph');
  }

  function removeLast() {
    const group = segments.at(-1)?.parentElement;
    segments.pop()?.remove();
    if (!group?.hasChildNodes()) group?.remove();
  }

  return {
    /** @param {Moa.DocumentChange} change */
    update(change) {
      if (change.code !== undefined) {
        const segment = /** @type {HTMLElement} */ (segments.at(-1));
        [...segment.querySelectorAll('pre > code')].at(-1)?.append(change.code);
        settle(segment);
        return;
      }
      if (change.segments === undefined) return;
      while (segments.length > (change.from ?? 0)) removeLast();
      const heading = /** @type {HTMLElement | undefined} */ ([...host.querySelectorAll('h1, h2, h3, h4, h5, h6')].at(-1));
      latest = heading ? Number(heading.tagName[1]) : above;
      if (!heading) first = 0;
      for (const blocks of change.segments) place(fill(made('div'), blocks));
    },
  };
}
