// What a page owes its surroundings: title and icon tell how far a run is, leaving during one is asked about, files may be dropped.
const MOST_BYTES = 64 * 1024 * 1024;

const icon = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel="icon"]'));
const SHAPES = {
  idle: '<path d="M9 9 23 16 9 23M9 16h14" fill="none" stroke="#828d9b" stroke-width="2"/><g fill="#5b8dff"><circle cx="9" cy="9" r="3.5"/><circle cx="9" cy="16" r="3.5"/><circle cx="9" cy="23" r="3.5"/></g><circle cx="23" cy="16" r="5" fill="#39b87f"/>',
  complete: '<circle cx="16" cy="16" r="14" fill="#0c7d5d"/><path d="m9 16.5 5 5 9.5-11" fill="none" stroke="#fff" stroke-width="3.5"/>',
  failed: '<circle cx="16" cy="16" r="14" fill="#b3261e"/><path d="M16 7v11M16 21.5v4" fill="none" stroke="#fff" stroke-width="4"/>',
  degraded: '<circle cx="16" cy="16" r="14" fill="#8a5a00"/><path d="M16 7v11M16 21.5v4" fill="none" stroke="#fff" stroke-width="4"/>',
  cancelled: '<circle cx="16" cy="16" r="14" fill="#5d6a7a"/><path d="M11 11h10v10H11z" fill="#fff"/>',
};

/** A ring that closes as nodes end. @param {number} share */
function ring(share) {
  const length = 2 * Math.PI * 12;
  return `<g fill="none" stroke-width="6"><circle cx="16" cy="16" r="12" stroke="#828d9b" stroke-opacity=".45"/>` +
    `<circle cx="16" cy="16" r="12" stroke="#5b8dff" stroke-dasharray="${(share * length).toFixed(2)} ${length.toFixed(2)}" transform="rotate(-90 16 16)"/></g>`;
}

/** By its first line, whatever the file is called. @param {string} text */
const isRunLog = (text) => text.slice(0, 200).includes('"moa-run/');

const ask = (/** @type {Event} */ event) => event.preventDefault();

/** `takeOver(text)`: keeps run logs and puts them on screen; gives { error } where that cannot be.
 *  @param {Moa.Invoke} invoke @param {(text: string) => Promise<Moa.Outcome>} takeOver */
export function createManners(invoke, takeOver) {
  let shown = '';
  let running = false;

  for (const kind of /** @type {const} */ (['dragover', 'drop'])) {
    document.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault(); // else the browser leaves the page for the file
      event.dataTransfer.dropEffect = 'copy';
      if (kind === 'drop') openAll(event.dataTransfer.files);
    });
  }
  // Files that were copied in the system's file manager; text is pasted as ever.
  document.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length || event.clipboardData?.getData('text')) return;
    event.preventDefault();
    openAll(files);
  });

  /** One after another, in their order: a run, a recipe, or a text that belongs to the question. */
  async function openAll(/** @type {FileList} */ files) {
    for (const file of [...files]) {
      const text = file.size > MOST_BYTES ? '' : await file.text();
      const kept = !running && isRunLog(text) && !(await takeOver(text)).error;
      // What cannot be kept is opened all the same, or the program says what is wrong with it.
      if (!kept) invoke('open_file', { name: file.name, text });
    }
  }

  return {
    update(/** @type {Moa.Controls} */ { status, title, ended, nodes, running: now }) {
      if (document.title !== title) document.title = title;
      const picture = status === 'running' ? ring(ended / Math.max(1, nodes)) : SHAPES[status] ?? SHAPES.idle;
      if (picture !== shown) {
        shown = picture;
        icon.href = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${picture}</svg>`)}`;
      }
      // Only while it is needed: a page that asks is not kept for going back to.
      if (now !== running) (now ? addEventListener : removeEventListener)('beforeunload', ask);
      running = now;
    },
  };
}
