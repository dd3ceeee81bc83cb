// While the program is on its way (program.js), the page shows its first frame and takes a question. What is pressed meanwhile, the
// last of it, is done when all is there; what has no meaning later is left out.
const ACTS = ['click', 'contextmenu', 'mousedown', 'mousemove', 'mouseup', 'mouseleave', 'wheel', 'touchstart', 'touchmove', 'touchend', 'keydown', 'keyup',
  'change', 'paste', 'drop'];

/** To be called before the program listens; returns what is to be called when it is whole. @param {HTMLTextAreaElement} field the question's */
export function holdActs(field) {
  let act = () => {};
  const hold = (/** @type {Event} */ event) => {
    const { target, type } = event;
    if (target instanceof Element && target.closest('#cover')) return;
    event.stopImmediatePropagation();
    const key = event instanceof KeyboardEvent ? event.key : '';
    const sends = type === 'keydown' && key === 'Enter' && event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey);
    if (sends) act = () => field.form?.requestSubmit();
    if (type === 'click' && target instanceof HTMLElement && target !== field) act = () => target.click();
    // The browser itself edits the field and moves the focus.
    if (sends || (target !== field && key !== 'Tab')) event.preventDefault();
  };
  const how = { capture: true, passive: false };
  for (const type of ACTS) window.addEventListener(type, hold, how);
  document.body.setAttribute('aria-busy', 'true');
  return () => {
    for (const type of ACTS) window.removeEventListener(type, hold, how);
    document.body.removeAttribute('aria-busy');
    act();
  };
}
