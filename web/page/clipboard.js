// Copy, cut and paste on the canvas, inside the browser's own events: only there it lets a page at the clipboard.
/** @param {Moa.Invoke} invoke @param {HTMLElement} canvas */
export function watchClipboard(invoke, canvas) {
  const onCanvas = () => document.activeElement === canvas;
  for (const kind of /** @type {const} */ (['copy', 'cut'])) {
    document.addEventListener(kind, (event) => {
      if (!onCanvas()) return;
      const text = invoke('copy', kind);
      if (typeof text !== 'string' || text === '') return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    });
  }
  document.addEventListener('paste', (event) => {
    if (!onCanvas()) return;
    invoke('paste', event.clipboardData?.getData('text/plain'));
    event.preventDefault();
  });
}
