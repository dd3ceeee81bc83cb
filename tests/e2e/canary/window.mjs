// The window under Xvfb: a run through every answer, with the key in its environment; then what it wrote, printed and put in its title.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { formsIn, hitsIn } from './forms.mjs';
import { environment, writeRecipe } from './terminal.mjs';

const program = path.join(process.env.MOA_BUILD, 'moa-desktop');

/** @param {Awaited<ReturnType<typeof import('./provider.mjs').startProvider>>} provider @param {string} home */
export async function* window(provider, home) {
  mkdirSync(home, { recursive: true });
  const recipe = path.join(home, 'recipe.json');
  writeRecipe(recipe);
  const picture = path.join(home, 'picture.png');
  const env = { ...environment(home, provider.origin), LIBGL_ALWAYS_SOFTWARE: '1', LP_NUM_THREADS: '1' };
  const args = ['-a', '-s', '-screen 0 1600x1000x24', program, '--trace', '--provider', `together=${provider.url}`, recipe,
    '--question', 'Which key?', '--run', '--size', '1400x900', '--screenshot', picture];
  const child = spawn('xvfb-run', args, { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('latin1').on('data', (part) => { text += part; });
  const [code] = await once(child, 'close');
  const ran = /status (complete|degraded|failed)/.test(text);
  yield { shell: 'window', feature: 'a run, with its trace', bytes: text.length, hits: ran ? formsIn(text) : [`it did not run: ${code} ${text.slice(-300)}`] };
  const found = hitsIn(home);
  yield { shell: 'window', feature: `${found.files} files of its home`, bytes: found.bytes, masks: found.masks, hits: found.hits };
}
