// The border between tree and panel for the keyboard; the pointer drags it on the canvas. Where it stands is remembered.
import { byId } from './elements.js';
import { remembered, remember } from './store.js';

const STEP = 0.02;

/** @param {Moa.Invoke} invoke @param {import('./keys.js').Keys} keys */
export function createBorder(invoke, keys) {
  const border = byId('border');
  let place = { share: 1 / 3, open: true, timeline: true, wrap_code: false };
  try {
    const kept = JSON.parse(remembered('panel') ?? 'null');
    if (kept) invoke('panel', kept);
  } catch {
    // Nothing that can be read: as in a first visit.
  }
  let told = '';

  border.addEventListener('keydown', (event) => {
    const left = keys.is(event, 'border_left');
    if (left || keys.is(event, 'border_right')) invoke('panel', { share: place.share + (left ? STEP : -STEP), open: true });
    else if (event.key === 'Enter') invoke('panel', { open: !place.open });
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  keys.on('panel', () => invoke('panel', { open: !place.open }));

  return {
    /** @param {Moa.Panel} panel */
    update({ rect: [x, y, width, height], ...now }) {
      place = now;
      const { open } = now;
      border.hidden = width <= 0;
      Object.assign(border.style, { left: `${x - 4}px`, top: `${y}px`, height: `${height}px` });
      border.setAttribute('aria-valuenow', String(open ? Math.round((width / window.innerWidth) * 100) : 0));
      const telling = JSON.stringify(place);
      if (told && told !== telling) remember('panel', telling);
      told = telling;
    },
  };
}
