// The whole history as one file to download, and such a file read again: conversation by conversation, so that neither has to be
// in the memory at once. What stands in it is the program's to say.
import { saveFile } from './files.js';

/** What goes into the file of a log: its whole lines. @param {string} log */
const wholeLines = (log) => log.slice(0, log.lastIndexOf('\n') + 1);

/** `bringBack(id)`: whether it was deleted here, and is there again.
 *  @param {Moa.Invoke} invoke @param {ReturnType<typeof import('./history_store.js').createStore>} store
 *  @param {(id: string) => Promise<boolean>} bringBack */
export function createHistoryFile(invoke, store, bringBack) {
  /** Under the first id that is free, unless it is there. @param {Moa.Filed} filed */
  async function keep({ ids, logs, entry, marks }) {
    for (const id of ids) {
      const there = await store.read(id);
      if (there.fault) return { fault: there.fault };
      if (there.logs.length === 0) {
        const { fault } = await store.add({ ...entry, id }, logs);
        if (!fault && (marks.name || marks.pinned)) await store.mark({ ...marks, id });
        return { fault, became: /** @type {const} */ ('added') };
      }
      if (there.logs.map(wholeLines).join('\0') === logs.map(wholeLines).join('\0'))
        return { became: await bringBack(id) ? /** @type {const} */ ('added') : /** @type {const} */ ('present') };
    }
    return { became: /** @type {const} */ ('left_out') };
  }

  return {
    /** Whether the file is one of these. @param {Blob} file */
    async isMany(file) {
      return (await file.slice(0, 100).text()).startsWith(invoke('history_lines', {}).head.trim());
    },

    /** Keeps what is in it. @param {Blob} file @returns {Promise<Omit<Moa.HistoryAnswer, 'do'>>} */
    async read(file) {
      const count = { added: 0, present: 0, left_out: 0 };
      const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
      for (let first = true, last = false; !last; first = false) {
        const { value: text = '', done } = await reader.read();
        last = done;
        const { conversations, left_out: damaged } = invoke('history_part', { text, first, last });
        if (last) count.left_out += damaged;
        for (const one of conversations) {
          const { fault, became } = await keep(one);
          if (fault) return { fault: fault.words };
          ++count[became];
        }
      }
      return { import: count };
    },

    /** @returns {Promise<Omit<Moa.HistoryAnswer, 'do'>>} */
    async save() {
      const { ids, marks, fault } = await store.list();
      if (fault) return { fault: fault.words };
      const parts = [new Blob([invoke('history_lines', {}).head])];
      for (const id of ids.map(String)) {
        const logs = await store.export(id);
        const { head, turns } = invoke('history_lines', { ...marks.get(id), id, turns: logs.length });
        // A blob of its own, which the browser may put aside.
        if (logs.length > 0) parts.push(new Blob([head, ...logs.flatMap((log, i) => [turns[i], wholeLines(log)])]));
      }
      saveFile(`moa-history-${new Date().toISOString().slice(0, 10)}.jsonl`, parts, 'application/jsonl');
      return {};
    },
  };
}
