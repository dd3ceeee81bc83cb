// The bar of a replay above the question, and its keys where nothing else has the keyboard.
import { byId, made, setText, targetOf } from './elements.js';

const KEYS = ['replay_play', 'replay_back', 'replay_on', 'replay_far_back', 'replay_far_on', 'replay_first', 'replay_last', 'replay_slower',
  'replay_faster', 'replay_close'];
const FRAME = 33; // milliseconds between two places of the scrubber
const LETTER = 6; // pixels of a mark's words, about

/** @param {Moa.Invoke} invoke @param {import('./keys.js').Keys} keys @param {Moa.Words} words */
export function createReplay(invoke, keys, words) {
  const bar = byId('replay');
  const play = byId('replay-play');
  const line = byId('replay-line');
  const place = byId('replay-place', HTMLInputElement);
  const marks = byId('replay-marks');
  const speed = byId('replay-speed', HTMLSelectElement);
  const skip = byId('replay-skip');
  let now = /** @type {Moa.Replay | null} */ (null);
  let told = 0; // when
  let marked = '';
  let goesOn = false; // it played when the scrubber was taken, and will again
  let timer = 0;
  const act = (/** @type {string} */ name) => invoke('replay', { act: name });

  for (const button of /** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll('[data-act]'))) {
    button.addEventListener('click', () => act(button.dataset.act ?? ''));
  }
  place.addEventListener('input', () => invoke('replay', { place: Number(place.value) }));
  place.addEventListener('pointerdown', () => {
    goesOn = Boolean(now?.playing);
    if (goesOn) act('replay_play'); // it stands still in the hand
  });
  for (const end of ['pointerup', 'pointercancel']) {
    place.addEventListener(end, () => {
      if (goesOn && now && now.place < now.length) act('replay_play');
      goesOn = false;
    });
  }
  speed.addEventListener('change', () => invoke('replay', { speed: speed.selectedIndex }));
  skip.addEventListener('click', () => invoke('replay', { skip: !now?.skips }));

  // What has the keyboard keeps its own keys: buttons and lists theirs, and a text all of them but the one that closes.
  document.addEventListener('keydown', (event) => {
    const name = !now || event.defaultPrevented || document.querySelector('dialog[open]') ? '' : KEYS.find((one) => keys.is(event, one));
    if (!name) return;
    const target = targetOf(event);
    const inBar = bar.contains(target) && target !== speed && (target === place || event.key !== ' ');
    if (target !== document.body && !inBar && !(name === 'replay_close' && byId('composer').contains(target))) return;
    event.preventDefault();
    act(name);
  });

  function show(/** @type {number} */ at) {
    if (!now) return;
    place.value = String(at);
    place.style.setProperty('--share', String(at / Math.max(1, now.length)));
  }

  /** Between what the program tells, the scrubber goes on by itself. */
  function slide() {
    if (!now?.playing) return;
    const rate = parseFloat(now.speeds[now.speed]);
    show(Math.min(now.length, now.place + (performance.now() - told) * rate));
  }

  function mark() {
    if (!now) return;
    let free = -Infinity;
    const width = line.clientWidth;
    marks.replaceChildren(...now.marks.flatMap(([at, label]) => {
      const share = at / Math.max(1, now?.length ?? 1);
      const fits = share * width >= free;
      if (fits) free = share * width + (label.length + 1) * LETTER;
      return [made('i'), ...(fits ? [made('span', '', label)] : [])].map((one) => {
        one.style.setProperty('--at', String(share));
        one.dataset.at = String(at);
        return one;
      });
    }));
    pass();
  }

  function pass() {
    for (const one of marks.children) one.classList.toggle('past', Number(/** @type {HTMLElement} */ (one).dataset.at) <= (now?.place ?? 0));
  }
  new ResizeObserver(mark).observe(line);

  return {
    update(/** @type {Moa.Replay | null} */ next) {
      const began = next && !now;
      const had = bar.contains(document.activeElement);
      now = next;
      told = performance.now();
      bar.hidden = !next;
      clearInterval(timer);
      if (!next) {
        if (had && !matchMedia('(pointer: coarse)').matches) byId('question').focus();
        return;
      }
      const label = next.playing ? words.pause : words.play;
      play.toggleAttribute('data-plays', next.playing);
      play.setAttribute('aria-label', label);
      play.title = label;
      place.max = String(next.length);
      place.setAttribute('aria-valuetext', `${next.words}. ${next.event}`);
      place.title = next.event;
      setText(byId('replay-words'), next.words);
      if (speed.length === 0) speed.append(...next.speeds.map((one) => new Option(one)));
      speed.selectedIndex = next.speed;
      skip.hidden = next.skips === null;
      skip.setAttribute('aria-pressed', String(Boolean(next.skips)));
      show(next.place);
      const marking = JSON.stringify([next.length, next.marks]);
      if (marking !== marked) mark();
      else pass();
      marked = marking;
      if (began) play.focus();
      if (next.playing) timer = setInterval(slide, FRAME);
    },
  };
}
