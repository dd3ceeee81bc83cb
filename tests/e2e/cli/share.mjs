// moa share and moa open: links that the page opens, and links of the page; nothing runs and nothing is kept unasked.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { call, events, folder, provider, test } from './support.mjs';

const PASSPHRASE = 'correct horse battery';
const KEY = 'sk-shared-0123456789';
const fresh = () => ({ XDG_DATA_HOME: mkdtempSync(path.join(folder, 'data-')), XDG_CONFIG_HOME: mkdtempSync(path.join(folder, 'config-')) });

/** What the page makes and reads links with. */
async function pageLinks() {
  const to = mkdtempSync(path.join(folder, 'page-'));
  const page = fileURLToPath(new URL('../../../web/page/', import.meta.url));
  for (const name of ['link_text.js', 'passphrase.js']) copyFileSync(path.join(page, name), path.join(to, name));
  writeFileSync(path.join(to, 'package.json'), '{"type": "module"}');
  return import(path.join(to, 'link_text.js'));
}

/** A home with one run in whose answers stands what is a key by now. */
async function asked() {
  const env = fresh();
  const server = await provider(() => ({ text: `Light scatters. ${KEY}` }));
  const run = await call(['run', '--provider', `together=${server.url}`, 'Why is the sky blue?'], { env });
  assert.equal(run.code, 0, run.errors);
  assert.ok(run.output.includes(KEY), 'the test knows no key that could be taken out');
  return { env: { ...env, MOA_TOGETHER_API_KEY: KEY, MOA_TOGETHER_ORIGIN: new URL(server.url).origin }, server };
}

test('share: a run as a link, which the page reads, and which is shown before it is kept elsewhere', async () => {
  const { env, server } = await asked();
  const made = await call(['share', 'last', '--page', 'https://moa.example.org/app/'], { env });
  assert.equal(made.code, 0, made.errors);
  assert.match(made.output, /^https:\/\/moa\.example\.org\/app\/#1\.[\w-]+\n$/);
  assert.match(made.errors, /Who has the link can read everything in it/);
  const { fromFragment } = await pageLinks();
  const log = await fromFragment(made.output.trim().split('#')[1]);
  assert.equal(events(log).at(-1).event, 'run.finished');
  assert.match(log, /Light scatters\./);
  assert.doesNotMatch(log, new RegExp(KEY));

  const there = fresh();
  const calls = server.requests.length;
  const opened = await call(['open', made.output.trim()], { env: there });
  assert.equal(opened.code, 0, opened.errors);
  assert.match(opened.output, /^> Why is the sky blue\?[\s\S]*Light scatters\. .*\n/);
  assert.match(opened.errors, /A run that came by a link\..*\n--save keeps it in the history\./);
  assert.ok(!existsSync(path.join(there.XDG_DATA_HOME, 'moa', 'history')), 'it is kept unasked');
  const again = await call(['open', '-', '--json'], { env: there, input: made.output });
  assert.equal(again.output, log, again.errors);
  const saved = await call(['open', '--save', made.output.trim()], { env: there });
  assert.match(saved.errors, /Imported as \S+\./);
  assert.match((await call(['history'], { env: there })).output, /Why is the sky blue\?/);
  assert.equal(server.requests.length, calls, 'a model was called');
  await server.close();
});

test('share: a recipe under a passphrase, read by the page and here, and saved under a name that is free', async () => {
  const env = fresh();
  const made = await call(['share', '--recipe', 'moa-lite-simulated', '--passphrase'], { env, input: `${PASSPHRASE}\n` });
  assert.equal(made.code, 0, made.errors);
  assert.match(made.output, /^1e\.[\w-]+\n$/);
  assert.doesNotMatch(made.errors, /Who has the link/);
  const { fromFragment, packed, toFragment } = await pageLinks();
  const recipe = await fromFragment(made.output.trim(), PASSPHRASE);
  assert.ok(JSON.parse(recipe).layers.length > 1);
  await assert.rejects(fromFragment(made.output.trim(), `${PASSPHRASE}!`));

  const link = `https://moa.example.org/#${await toFragment(await packed(recipe), PASSPHRASE)}`;
  const wrong = await call(['open', link], { env, input: 'another passphrase\n' });
  assert.equal(wrong.code, 2);
  assert.match(wrong.errors, /This passphrase does not open the link/);
  assert.equal(wrong.output, '');
  const opened = await call(['open', link, '--save', '--name', 'theirs'], { env, input: `${PASSPHRASE}\n` });
  assert.equal(opened.code, 0, opened.errors);
  assert.match(opened.errors, /Saved as .*theirs\.json\. Use it with: moa run --recipe /);
  const second = await call(['open', link, '--save', '--name', 'theirs'], { env, input: `${PASSPHRASE}\n` });
  assert.equal(second.code, 2);
  assert.match(second.errors, /saved already/);
  assert.deepEqual(readdirSync(path.join(env.XDG_CONFIG_HOME, 'moa', 'recipes')), ['theirs.json']);
});

test('share: what is too large, short, unknown or no link is refused in a sentence', async () => {
  const env = fresh();
  const refused = async (args, words, input = '') => {
    const run = await call(args, { env, input });
    assert.equal(run.code, 2, `${args}: ${run.output}`);
    assert.equal(run.output, '');
    assert.match(run.errors, words);
  };
  await refused(['share'], /Name a conversation, .* or a recipe with --recipe/);
  await refused(['share', 'last', '--recipe', 'moa-lite-simulated'], /Name a conversation/);
  await refused(['share', '--recipe', 'moa-lite-simulated', '--page', 'moa.example.org'], /--page takes the address/);
  await refused(['share', '--recipe', 'moa-lite-simulated', '--passphrase'], /Use at least 12 characters\./, 'short\n');
  await refused(['open', 'https://moa.example.org/'], /This is no link of this program/);
  await refused(['open', '#2.AAAA'], /newer version/);
  await refused(['open', '#1.AAAA'], /incomplete or damaged/);

  const recipe = JSON.parse((await call(['recipes', '--show', 'moa-lite-simulated'], { env })).output);
  recipe.description = Array.from({ length: 20000 }, (_, i) => Math.sin(i).toString(36).slice(3)).join(' ').slice(0, 200_000);
  const large = path.join(folder, 'large.json');
  writeFileSync(large, JSON.stringify(recipe));
  await refused(['share', '--recipe', large], /Too large for a link: packed, this takes [\d.]+ KB, and a link holds 32 KB\. Save it as a file instead\./);
});

test('open: what a link holds reaches no terminal as it is, and a wrong text is told', async () => {
  const env = fresh();
  const { packed, toFragment } = await pageLinks();
  const link = async (text) => `#${await toFragment(await packed(text), '')}`;
  const recipe = { format: 'moa-recipe/1', name: 'evil\u001b]0;title\u0007\u009b31m', layers: [{ agents: [{ provider: 'https://evil.example/v1', model: 'm' }] }] };
  const opened = await call(['open', await link(JSON.stringify(recipe))], { env });
  assert.doesNotMatch(opened.output + opened.errors, /[\u001b\u0007\u0080-\u009f]/);
  assert.match((await call(['open', await link('no JSON')], { env })).errors, /moa: .+/);
  assert.equal((await call(['open', await link('no JSON')], { env })).code, 2);
});
