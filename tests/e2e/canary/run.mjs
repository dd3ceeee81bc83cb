// The canary report: each feature, how much was searched, and what was found. The last line is `N passed, N failed`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { tally } from '../trial.mjs';
import { formsIn, hitsIn, KEY, sent } from './forms.mjs';
import { page } from './page.mjs';
import { startProvider } from './provider.mjs';
import { terminal } from './terminal.mjs';
import { window } from './window.mjs';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'moa-canary-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const tests = tally();
const provider = await startProvider();

/** A planted leak is found, in each form and in a file as in a text: else a clean report says nothing. */
await tests.run('a planted leak is found in every form', async () => {
  for (const [name, form] of Object.entries(sent)) {
    const text = `before ${form} after`;
    if (!formsIn(text).includes(name)) throw new Error(`${name} is not found in a text`);
    const folder = path.join(scratch, 'planted', name.replace(/\W/g, '-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'log.jsonl'), text);
    if (hitsIn(folder).hits.length === 0) throw new Error(`${name} is not found in a file`);
  }
});

const homes = { terminal, window };
for (const [shell, features] of Object.entries({ terminal, window, page })) {
  await tests.run(`no key leaves the ${shell}`, async () => {
    const before = provider.calls;
    const home = homes[shell] ? mkdtempSync(path.join(scratch, `${shell}-`)) : '';
    const leaks = [];
    let taken = 0;
    for await (const { feature, bytes, hits, masks = 0 } of features(provider, home)) {
      console.log(`        ${shell.padEnd(9)} ${feature.padEnd(46)} ${String(bytes).padStart(9)} bytes  ${String(masks).padStart(3)} taken out  ${hits.length ? hits.join(', ') : 'clean'}`);
      taken += masks;
      if (hits.length) leaks.push(`${feature}: ${hits.join(', ')}`);
    }
    if (leaks.length) throw new Error(leaks.join('\n'));
    if (taken === 0) throw new Error('no key was taken out of anything: it was not sent back');
    if (provider.calls === before) throw new Error('the provider was not asked');
    if (!provider.keys.has(`Bearer ${KEY}`)) throw new Error('the provider did not get its key');
  }, { limit: 400000 });
}
await provider.close();
process.exit(await tests.end() ? 0 : 1);
