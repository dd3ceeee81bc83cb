// The page's typefaces. The letters of most texts in the two faces of the first frame are waited for, so that they are not
// drawn twice; other faces and other letters load when a text has them, and are drawn again then (web/fonts.cmake).
const FIRST = ['400 16px Inter', '600 16px Inter'];
const SOON = ['700 16px Inter', 'italic 400 16px Inter', '400 16px "JetBrains Mono"'];
const WAIT_MS = 3000;

const load = (/** @type {string[]} */ faces) => Promise.allSettled(faces.map((face) => document.fonts.load(face)));

export function firstFonts() {
  return Promise.race([load(FIRST), new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
}

export function watchFonts(/** @type {Moa.Invoke} */ invoke) {
  document.fonts.addEventListener('loadingdone', () => invoke('fonts_changed'));
  load(SOON);
}
