// moa key: keys in a real secret store, on a message bus of the test's own; and what is said where there is none.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { call, folder, onTerminal, provider, start, test, until } from './support.mjs';

const key = 'sk-kept-0123456789';

/** A message bus with GNOME Keyring on it; `env` leads there. */
async function secretStore() {
  const home = mkdtempSync(path.join(folder, 'store-'));
  const env = { HOME: home, XDG_DATA_HOME: path.join(home, 'data'), XDG_RUNTIME_DIR: home, XDG_CACHE_HOME: path.join(home, 'cache') };
  const script = 'printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null && echo "$DBUS_SESSION_BUS_ADDRESS" && exec cat';
  const session = start(['--', 'sh', '-c', script], { command: 'dbus-run-session', env });
  env.DBUS_SESSION_BUS_ADDRESS = await until('a secret store', () => {
    if (session.code !== null) throw new Error(`it ended with ${session.code}: ${session.errors}`);
    return session.output.includes('\n') && session.output.split('\n')[0];
  });
  return {
    env,
    async close() {
      session.child.stdin.end();
      await session.ended;
    },
  };
}

/** All text of a folder's files. */
function everything(of) {
  return readdirSync(of, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
    .map((each) => readFileSync(path.join(each.parentPath ?? each.path, each.name), 'latin1')).join('\n');
}

test('key: set, list, used for its origin only, forget', async () => {
  const store = await secretStore();
  const own = await provider(() => ({ text: 'An answer.' }));
  const other = await provider(() => ({ text: 'Another answer.' }));
  const at = (server) => ['--provider', `together=${server.url}`];
  const moa = (args, more = {}) => call(args, { env: store.env, ...more });
  const log = path.join(folder, 'kept-key.jsonl');
  try {
    const set = await moa(['key', 'set', 'together', ...at(own)], { input: `  ${key}\n` });
    assert.equal(set.code, 0, set.errors);
    assert.match(set.errors, /The key for Together is saved in the system's secret store and is sent only to http:\/\/127\.0\.0\.1:\d+\./);

    const list = await moa(['key', 'list']);
    assert.equal(list.code, 0, list.errors);
    assert.match(list.output, /^PROVIDER +SENT TO\ntogether +http:\/\/127\.0\.0\.1:\d+\n$/);

    const run = await moa(['run', ...at(own), '--record', log, 'Why?']);
    assert.equal(run.code, 0, run.errors);
    assert.ok(own.requests.length > 6);
    assert.ok(own.requests.every((each) => each.headers.authorization === `Bearer ${key}`));

    const elsewhere = await moa(['run', ...at(other), 'Why?']);
    assert.equal(elsewhere.code, 0, elsewhere.errors);
    assert.ok(other.requests.every((each) => each.headers.authorization === undefined));

    own.requests.length = 0;
    const variable = await moa(['run', ...at(own), 'Why?'], { env: { ...store.env, MOA_TOGETHER_API_KEY: 'from-environment' } });
    assert.equal(variable.code, 0, variable.errors);
    assert.ok(own.requests.every((each) => each.headers.authorization === 'Bearer from-environment'), 'the environment wins');

    for (const told of [set, list, run, elsewhere]) assert.doesNotMatch(told.output + told.errors, new RegExp(key));
    assert.doesNotMatch(readFileSync(log, 'utf8'), new RegExp(key));
    assert.doesNotMatch(everything(store.env.HOME), new RegExp(key), 'no file holds it readable');

    const forgotten = await moa(['key', 'forget', 'together']);
    assert.equal(forgotten.code, 0, forgotten.errors);
    assert.match(forgotten.errors, /was deleted/);
    own.requests.length = 0;
    await moa(['run', ...at(own), 'Why?']);
    assert.ok(own.requests.every((each) => each.headers.authorization === undefined));
    assert.match((await moa(['key', 'list'])).errors, /No key is saved/);
    assert.equal((await moa(['key', 'forget', 'together'])).code, 2);
  } finally {
    await own.close();
    await other.close();
    await store.close();
  }
});

test('key: moa run, models and check take a kept key where the provider needs one', async () => {
  const store = await secretStore();
  try {
    const none = await call(['run', '--recipe', 'moa-lite-groq', 'Why?'], { env: store.env });
    assert.equal(none.code, 2);
    assert.match(none.errors, /No API key for Groq: set GROQ_API_KEY or save a key with moa key set groq/);
    assert.equal((await call(['key', 'set', 'groq'], { input: key, env: store.env })).code, 0);
    const estimate = await call(['run', '--estimate', 'Why?'], { env: store.env });
    assert.equal(estimate.code, 0, 'the recipe is that of the provider with a key');
    assert.match(estimate.output, /gpt-oss-120b/);
  } finally {
    await store.close();
  }
  // The note says that one is kept, but nobody answers any more.
  const gone = await call(['run', '--recipe', 'moa-lite-groq', 'Why?'], { env: { ...store.env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/nobody` } });
  assert.equal(gone.code, 2);
  assert.match(gone.errors, /Could not read the saved key for Groq at https:\/\/api\.groq\.com\. The system's secret store did not respond/);
});

test('key: without a secret service, one sentence says what to do', async () => {
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/nobody`, XDG_DATA_HOME: mkdtempSync(path.join(folder, 'data-')) };
  for (const args of [['set', 'together'], ['list'], ['forget', 'together']]) {
    const run = await call(['key', ...args], { input: `${key}\n`, env });
    assert.equal(run.code, 4);
    assert.equal(run.output, '');
    assert.match(run.errors, /^moa: The system's secret store did not respond \(.+\)\. Start or unlock one, such as GNOME Keyring, KWallet or KeePassXC, or set the key as an environment variable\.\n$/);
    assert.doesNotMatch(run.errors, new RegExp(key));
  }
});

test('key: what is no key, no provider, or an argument is refused', async () => {
  const refused = async (args, input, words) => {
    const run = await call(['key', ...args], { input });
    assert.equal(run.code, 2, run.errors);
    assert.match(run.errors, words);
    assert.doesNotMatch(run.errors, /sk-/);
  };
  await refused(['set', 'together'], 'sk-one two\n', /This is not an API key for Together/);
  await refused(['set', 'together'], '', /This is not an API key for Together/);
  await refused(['set', 'nobody'], 'sk-1\n', /Unknown provider nobody/);
  await refused(['set', 'simulated'], 'sk-1\n', /needs no key/);
  await refused(['set'], 'sk-1\n', /Name a provider/);
});

test('key: what is typed on a terminal is not shown, and Ctrl+C leaves the terminal as it was', async () => {
  const store = await secretStore();
  try {
    const typed = onTerminal(['key', 'set', 'groq'], { env: store.env });
    await until('the question', () => typed.output.includes('API key for Groq at https://api.groq.com: '));
    typed.child.stdin.write(`${key}\r`);
    await typed.ended;
    assert.equal(typed.code, 0, typed.output);
    assert.doesNotMatch(typed.output, new RegExp(key));
    const kept = await call(['key', 'list'], { env: store.env });
    assert.match(kept.output, /^groq /m);
    const stopped = onTerminal(['key', 'set', 'together'], { env: store.env });
    await until('the question', () => stopped.output.includes('API key for Together'));
    stopped.child.stdin.write('\x03');
    await stopped.ended;
    assert.equal(stopped.code, 130, stopped.output);
    assert.equal((await call(['key', 'list'], { env: store.env })).output, kept.output, 'nothing is kept');
  } finally {
    await store.close();
  }
});

test('key: the secret store is not touched, nor its library loaded, where no key is kept', async () => {
  const server = await provider(() => ({ text: 'slow', hang: true }));
  const run = start(['run', '--provider', `together=${server.url}`, '--json', 'Why?']);
  await until('text', () => run.output.includes('slow'));
  const loaded = readFileSync(`/proc/${run.child.pid}/maps`, 'utf8');
  run.child.kill('SIGINT');
  await run.ended;
  await server.close();
  assert.doesNotMatch(loaded, /libsecret|libglib/);
});
