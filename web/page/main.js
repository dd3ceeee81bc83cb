// The page's beginning: checks the browser, loads fonts and program side by side, and wires the controls to the program.
import { cover } from './cover.js';
import { holdActs } from './arriving.js';
import { firstFonts, watchFonts } from './fonts.js';
import { advances, faceMetrics, rasterise } from './glyphs.js';
import { canDraw, loadProgram, missingParts } from './program.js';
import { watchTheme } from './theme.js';
import { createActions } from './actions.js';
import { askWhy } from './ask_why.js';
import { byId } from './elements.js';
import { createMirror } from './mirror.js';
import { createHeader } from './header.js';
import { createAsking } from './asking.js';
import { createComposer } from './composer.js';
import { saveFile } from './files.js';
import { createFind } from './find.js';
import { createKeys } from './keys.js';
import { createBorder } from './border.js';
import { createReader } from './reader.js';
import { createManners } from './manners.js';
import { createEditor } from './editor.js';
import { createHistory } from './history.js';
import { createRecipes } from './recipes.js';
import { createReplay } from './replay.js';
import { createScreens } from './screen.js';
import { createCredentials } from './credentials.js';
import { keepModels } from './kept_models.js';
import { keepOffline } from './offline.js';
import { remember, remembered } from './store.js';
import { copyMarkdown, watchClipboard, writeClipboard } from './clipboard.js';
import { createSharing } from './sharing.js';
import { createWords } from './words.js';

const canvas = byId('moa-canvas');
const credentials = createCredentials();

/** What the program calls of the page. @type {Moa.Page} */
const page = {
  frames: 0,
  advances,
  faceMetrics,
  rasterise,
  update: () => {},
  keys: credentials.port,
  keep: () => {},
  history: () => {},
  recipes: {},
  setCursor: (name) => {
    canvas.style.cursor = name;
  },
  writeClipboard,
  copyMarkdown,
  askWhy,
  saveFile: (name, type, text) => saveFile(name, [text], type),
  shareLink: () => {},
  openLink: (url) => window.open(url, '_blank', 'noopener,noreferrer'),
};

/** A fault the program cannot survive: it stops, what was typed stays (the composer has stored it). */
let halt = () => {};
function crashed(/** @type {unknown} */ reason) {
  halt();
  cover.fail(`The program stopped because of a fault (${String(reason).slice(0, 200)}). Your question is kept.`);
}

/** @param {Moa.Invoke} invoke @param {Promise<void>} whole the program with all of its parts */
function wire(invoke, whole) {
  const keys = createKeys(invoke);
  const words = createWords(invoke);
  const actions = createActions(invoke, keys);
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  const mirror = createMirror(invoke, actions, keys);
  const header = createHeader(invoke, words);
  const composer = createComposer(invoke, keys, words);
  const find = createFind(invoke, keys);
  const border = createBorder(invoke, keys);
  const reader = createReader(invoke, keys, actions);
  const replay = createReplay(invoke, keys, words);
  const manners = createManners(invoke, (text) => history.takeOver(text));
  const keep = keepModels(invoke);
  const screens = createScreens(invoke, keys);
  const openScreen = (/** @type {string} */ name) => {
    screens.settle();
    invoke('screen', { do: 'open', name });
  };
  const editor = createEditor(invoke, keys, words);
  const history = createHistory(invoke, words);
  const sharing = createSharing(invoke, createAsking(keys), words);
  page.shareLink = sharing.shareLink;
  page.keep = history.keep;
  page.history = history.request;
  page.recipes = createRecipes(() => header.fillRecipes(), editor.chooseFile);
  /** @type {number | undefined} */
  let kept;
  let running = false;
  let asking = false;
  let recipeMark = -1;
  const setup = remembered('setup');
  if (setup) invoke('use_kept_setup', setup);
  const experience = remembered('experience');
  if (experience) invoke('remember_experience', experience);
  page.update = (changed) => {
    mirror.update(changed);
    if (changed.controls) {
      header.update(changed.controls);
      manners.update(changed.controls);
      composer.update(changed.controls);
      actions.update(changed.controls.actions);
      history.update(changed.controls);
      if (recipeMark !== changed.controls.recipe_mark) {
        recipeMark = changed.controls.recipe_mark;
        remember('setup', invoke('kept_setup').text);
      }
      const { models } = changed.controls;
      asking = models.asking;
      kept ??= models.revision;
      if (!models.asking && models.revision !== kept) {
        keep();
        kept = models.revision;
      }
    }
    if (changed.controls && running !== changed.controls.running) {
      running = changed.controls.running;
      if (!running) remember('experience', invoke('kept_experience').text);
    }
    if (changed.screen !== undefined) {
      editor.update(changed.screen);
      screens.update(changed.screen?.recipe ? null : changed.screen);
    }
    if (changed.to_question) composer.focus();
    if (changed.look) useLook(changed.look);
    if (changed.draft !== undefined) composer.setDraft(changed.draft);
    if (changed.panel) border.update(changed.panel);
    if (changed.reading) reader.update(changed.reading);
    if (changed.find) find.update(changed.find);
    if (changed.replay !== undefined) replay.update(changed.replay);
    if (changed.composer) composer.place(changed.composer);
  };
  header.onModels = () => openScreen('setup');
  header.onEdit = () => openScreen('recipe');
  header.onHistory = () => openScreen('history');
  composer.onModels = () => openScreen('setup');
  composer.onHeight = (height) => invoke('options', { composer_height: height });

  const useLook = watchTheme(invoke, composer.setLook);
  for (const [name, screen] of [['settings', 'settings'], ['keys', 'shortcuts']]) {
    byId(name).addEventListener('click', () => openScreen(screen));
    keys.on(name, () => openScreen(screen));
  }
  for (const screen of ['compare', 'share']) keys.on(screen, () => openScreen(screen));
  keys.on('fit', () => invoke('fit'));
  watchClipboard(invoke, canvas);
  new ResizeObserver(() => invoke('resized')).observe(canvas);
  watchPixelRatio(() => invoke('resized'));
  const bar = byId('header');
  const tellHeight = () => invoke('options', { header_height: bar.getBoundingClientRect().height });
  tellHeight();
  new ResizeObserver(tellHeight).observe(bar);
  watchFonts(invoke);
  credentials.restore(invoke, keys, words, () => running || asking);
  composer.restore();
  invoke('begin');
  whole.then(history.restore).then(sharing.openLinked);
}

/** The media query holds for one ratio only, so each change needs the next one. @param {() => void} changed */
function watchPixelRatio(changed) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener('change', () => {
    changed();
    watchPixelRatio(changed);
  }, { once: true });
}

/** Without WebGL the program runs all the same, and what it draws is there as text. */
async function beginAsText() {
  document.body.classList.add('as-text');
  cover.wait();
  await start();
}

async function begin() {
  // A page around this one could show it in parts, or under its own, and have its buttons pressed.
  if (window.top !== window.self) {
    return cover.fail('MoA does not run inside another page.', 'Open in a tab of its own', () => page.openLink(location.href));
  }
  // Connections that the page's policy does not know.
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);
  const missing = missingParts();
  if (missing) return cover.fail(missing, '');
  if (location.protocol === 'file:') {
    return cover.fail('Opened as a file, the page cannot load its program. Serve its folder over HTTP, for example with '
      + '“moa serve” or “python3 -m http.server”, and open the address that it prints.', '');
  }
  if (!canDraw()) {
    return cover.fail('This browser offers no WebGL 2, which draws the tree. Switch on hardware acceleration in its settings, use another '
      + 'browser, or go on without the picture.', 'Continue as text', beginAsText);
  }
  await start();
}

function notLoaded(/** @type {unknown} */ error) {
  const why = /** @type {Error} */ (error).message || error;
  cover.fail(`The program could not be loaded: ${why}. Check the connection, then reload.`);
}

async function start() {
  // What somebody has kept or been sent needs more of the program than the first frame of a new visitor does.
  const early = remembered('setup') === null && !location.hash && !location.search && !document.body.classList.contains('as-text');
  const release = holdActs(byId('question', HTMLTextAreaElement));
  let program;
  try {
    const fonts = firstFonts();
    const create = await loadProgram(early, (share) => cover.progress(share));
    await fonts;
    byId('app').hidden = false;
    program = await create(page, crashed);
    if (!early) await program.whole;
  } catch (error) {
    return notLoaded(error);
  }
  halt = program.halt;
  window.addEventListener('error', (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) crashed(event.error.message);
  });
  window.addEventListener('unhandledrejection', (event) => {
    if (event.reason instanceof WebAssembly.RuntimeError) crashed(event.reason.message);
  });
  wire(program.invoke, program.whole);
  // The browser ends all requests of a page that it leaves: no failure of the run, which is broken off here and can go on.
  // After the listeners of the controls: what they keep, they ask the program for.
  window.addEventListener('pagehide', (event) => event.persisted || halt());
  cover.hide();
  program.whole.then(() => {
    release();
    keepOffline();
  }, notLoaded);
}

begin();
