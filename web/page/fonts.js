// The page's typefaces, loaded before the first frame so that no text is drawn twice; without them the system's are used.
const WAIT_MS = 3000;
const FACES = ['400 16px Inter', '600 16px Inter', '700 16px Inter', 'italic 400 16px Inter', '400 16px "JetBrains Mono"'];

export function loadFonts() {
  const all = Promise.allSettled(FACES.map((face) => document.fonts.load(face)));
  const enough = new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  return Promise.race([all, enough]);
}
