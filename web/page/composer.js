// The question: a real text field over the canvas, where the view left room for it. What is typed survives a reload.
import { takeAct } from './actions.js';
import { byId, createButton, setText, showButtons, targetOf } from './elements.js';
import { remembered, remember } from './store.js';

const FIRST_QUESTION = 'Why is the sky blue?';

/** @param {Moa.Invoke} invoke @param {import('./keys.js').Keys} keys @param {Moa.Words} words */
export function createComposer(invoke, keys, words) {
  const composer = {
    onModels: () => {}, onHeight: (/** @type {number} */ _) => {}, update, setDraft, setLook, place, restore, focus: () => field.focus(),
  };
  const box = byId('composer');
  const field = byId('question', HTMLTextAreaElement);
  const notice = byId('notice');
  const noticeWords = byId('notice-words');
  const run = byId('run');
  const stop = byId('stop');
  let controls = { running: false, asking_again: 0 };
  let enterRuns = false;

  field.addEventListener('input', () => {
    typed();
    hideNotice();
  });
  byId('question-form').addEventListener('submit', (event) => {
    event.preventDefault();
    ask();
  });
  stop.addEventListener('click', () => {
    invoke('stop');
    field.focus();
  });
  keys.on('run', ask);
  field.addEventListener('keydown', (event) => {
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (!enterRuns || event.key !== 'Enter' || !plain) return;
    event.preventDefault();
    ask();
  });
  // Elsewhere the key closes what is open there.
  keys.on('stop', (event) => {
    if (controls.running && (event.target === document.body || box.contains(targetOf(event)))) invoke('stop');
    return false;
  });
  const actsByKey = [['new_conversation', 'new'], ['previous_turn', 'previous'], ['next_turn', 'next']];
  for (const [name, act] of actsByKey) keys.on(name, () => invoke('conversation', act));
  /** @param {Moa.Button} button */
  const buttonAbove = (button) => createButton(button, `composer-${button.name.replaceAll(' ', '-')}`, () => {
    if (takeAct(invoke, button.name) && !button.name.startsWith('replay')) field.focus(); // a replay takes the keyboard itself
  });

  /** Of this tab, and of the browser for a tab that is opened next. @param {string} text */
  function keepDraft(text) {
    for (const session of [true, false]) remember('draft', text, session);
  }

  function typed() {
    keepDraft(field.value);
    invoke('draft', field.value);
    grow();
  }

  function ask() {
    invoke('draft', field.value);
    const result = invoke('run');
    if (result.error || controls.running) {
      field.focus();
    } else {
      hideNotice();
      if (matchMedia('(pointer: coarse)').matches) field.blur(); // the on-screen keyboard would cover the tree
    }
  }

  /** As high as its text, up to a third of the window. */
  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, Math.max(window.innerHeight / 3, 44))}px`;
    tellHeight();
  }

  let toldHeight = 0;
  function tellHeight() {
    const height = box.offsetHeight;
    if (height === 0 || height === toldHeight) return;
    toldHeight = height;
    composer.onHeight(height);
  }
  new ResizeObserver(tellHeight).observe(box);
  window.addEventListener('resize', grow);

  function hideNotice() {
    notice.hidden = true;
    setText(noticeWords, '');
  }

  /** @param {Moa.Fault} error @param {Moa.Button[]} buttons */
  function showNotice(error, buttons) {
    setText(noticeWords, error.message);
    showButtons(byId('notice-buttons'), buttons, buttonAbove);
    notice.hidden = false;
  }

  function update(/** @type {Moa.Controls} */ now) {
    const was = controls;
    controls = now;
    run.hidden = now.running;
    stop.hidden = !now.running;
    showHint();
    field.placeholder = now.turns === 0 ? words.ask : words.follow_up;
    setText(byId('follow-up-words'), now.follow_up.words);
    showMeter(now.follow_up.meter);
    showButtons(byId('follow-up-buttons'), now.follow_up.buttons, buttonAbove);
    if (now.asking_again && now.asking_again !== was.asking_again) field.focus();
    if (was.running !== now.running && document.activeElement === document.body) (now.running ? stop : field).focus();
    if (now.notice) showNotice(now.notice, now.notice_buttons);
    else hideNotice();
  }

  /** How full the context will be. @param {Moa.Controls['follow_up']['meter']} [meter] */
  function showMeter(meter) {
    const shown = byId('context-meter');
    shown.hidden = !meter;
    if (!meter) return;
    const percent = String(Math.min(100, Math.round(100 * meter.share)));
    setText(shown, meter.words);
    shown.dataset.tone = meter.tone;
    shown.title = meter.description;
    shown.style.setProperty('--share', `${percent}%`);
    shown.setAttribute('aria-valuenow', percent);
    shown.setAttribute('aria-label', meter.description);
  }

  function showHint() {
    setText(byId('hint'), controls.running ? words.esc_stops : enterRuns ? words.enter_runs : words.ctrl_enter_runs);
  }

  /** @param {Moa.Look} look */
  function setLook(look) {
    enterRuns = look.enter_runs;
    field.enterKeyHint = enterRuns ? 'send' : 'enter';
    showHint();
  }

  /** From the program: emptied when a run has begun, brought back when it came to nothing. @param {string} text */
  function setDraft(text) {
    if (field.value === text) return;
    field.value = text;
    keepDraft(text);
    grow();
  }

  function place(/** @type {Moa.Rect} */ [x, y, width, height]) {
    if (width <= 0) return;
    const other = box.style.width !== `${width}px`;
    box.style.left = `${x}px`;
    box.style.width = `${width}px`;
    box.style.bottom = `${Math.max(0, window.innerHeight - y - height)}px`;
    if (other) grow();
  }

  function restore() {
    const kept = remembered('draft', true) ?? remembered('draft');
    field.value = kept === null ? FIRST_QUESTION : kept;
    invoke('draft', field.value);
    grow();
    if (!matchMedia('(pointer: coarse)').matches) field.focus();
  }
  return composer;
}
