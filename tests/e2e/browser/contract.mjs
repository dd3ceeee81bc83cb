// Holds what the program says to the page while the browser tests run against the page's types (web/contract.d.ts): each kind of
// message once, as TypeScript that the compiler reads. A member that one side has and the other does not is an error there.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { check } from './support.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = path.join(root, 'build/contract');
const compiler = fileURLToPath(new URL('../node_modules/typescript/lib/tsc.js', import.meta.url));

/** In the page, before its scripts: tells each kind of message that passes between program and page. */
function listen() {
  /** Members whose texts are part of the contract. All others count as texts. */
  const literal = new Set(['kind', 'role', 'tone', 'width', 'status', 'theme', 'motion']);
  const known = new Set();
  const different = (list) => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
  function reduced(value, name) {
    if (typeof value === 'string') return literal.has(name) ? value : '';
    if (typeof value === 'number') return 1;
    if (Array.isArray(value)) {
      const parts = value.map((part) => reduced(part, ''));
      return parts.some((part) => part && typeof part === 'object') ? different(parts) : parts.slice(0, 4);
    }
    if (!value || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([member, part]) => [member, reduced(part, member)]));
  }
  function heard(what, value) {
    const kind = reduced(value, '');
    const key = `${what} ${JSON.stringify(kind)}`;
    if (known.has(key)) return;
    known.add(key);
    window.tellContract(what, kind);
  }

  /** Where Emscripten's script puts its function: the program it makes is listened to. */
  let create;
  Object.defineProperty(window, 'createMoa', {
    configurable: true, // a test may break the program on purpose
    set: (made) => {
      create = made;
    },
    get: () => create && (async (parts) => {
      const { page } = parts;
      window.moa = page; // for tests
      const listening = new Proxy(page, {
        get: (target, name) => (name !== 'update' ? target[name] : (changed) => {
          for (const [member, value] of Object.entries(changed)) heard('update', { [member]: value });
          target.update(changed);
        }),
      });
      const program = await create({ ...parts, page: listening });
      let invoke = program._moa_invoke; // replaces itself when it is first called
      const listeningInvoke = (name, argument) => {
        const result = invoke(name, argument);
        heard(program.UTF8ToString(name), JSON.parse(program.UTF8ToString(result)));
        return result;
      };
      Object.defineProperty(program, '_moa_invoke', { get: () => listeningInvoke, set: (real) => { invoke = real; } });
      return program;
    }),
  });
}

export function createContract() {
  const messages = new Map(); // by what said it: an update, or the command that answered

  return {
    /** Listens on every page of `context`. */
    async listen(context) {
      await context.exposeBinding('tellContract', (_, what, kind) => {
        if (!messages.has(what)) messages.set(what, new Set());
        messages.get(what).add(JSON.stringify(kind));
      });
      await context.addInitScript(listen);
    },

    hasHeard: () => messages.size > 0,

    /** What has been heard so far, read by the compiler. */
    async verify() {
      const updates = [...messages.get('update') ?? []];
      check(updates.length > 0, 'no update of the program was heard');
      const commands = (await readFile(path.join(root, 'web/src/commands.cpp'), 'utf8')).match(/(?<=^ {4}\{")\w+(?=", \w+\},$)/gm);
      const answers = commands.map((name) => `  ${name}: [${[...messages.get(name) ?? []].join(',\n    ')}],\n`);
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, 'messages.ts'), `const updates: Moa.Changed[] = [\n${updates.join(',\n')},\n];\n`
        + `const answers: { [Name in keyof Moa.Commands]: Moa.Commands[Name][1][] } = {\n${answers.join('')}};\n`);
      await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({
        extends: '../../web/tsconfig.json', include: ['../../web/contract.d.ts', 'messages.ts'],
      }));
      const { stdout, error } = await promisify(execFile)(process.execPath, [compiler, '-p', folder])
        .catch((failed) => ({ stdout: failed.stdout, error: failed }));
      check(!error, `web/contract.d.ts and the program differ (see build/contract/messages.ts):\n${stdout.slice(0, 4000)}`);
    },
  };
}
