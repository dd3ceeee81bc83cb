// The cases through the page in Chromium: its program, its transport and its mirror.
import { table } from './cases.mjs';
import { openPage, until } from '../browser/support.mjs';

/** Keeps hold of the program, whose limits no control of the page can set as short as a test needs them. */
const holdProgram = () => {
  let create;
  Object.defineProperty(window, 'createMoa', {
    get: () => create && ((options) => create(options).then((program) => (window.programUnderTest = program))),
    set: (value) => { create = value; },
  });
};

/** A tab that runs cases one after another. */
export async function openTab(browser, address) {
  const context = await browser.newContext({ viewport: { width: 480, height: 360 }, reducedMotion: 'reduce' });
  await context.addInitScript(holdProgram);
  const page = await openPage(context, address);
  /** Calls a command of the program, and another one before anything else can happen. */
  const invoke = (name, argument = null, next = null) => page.evaluate(([command, given, then]) => {
    const { programUnderTest: program } = window;
    const place = (text) => {
      const bytes = program.lengthBytesUTF8(text) + 1;
      const at = program._malloc(bytes);
      program.stringToUTF8(text, at, bytes);
      return at;
    };
    const call = (one, its) => JSON.parse(program.UTF8ToString(program._moa_invoke(place(one), place(JSON.stringify(its)))));
    const result = call(command, given);
    if (then) call(then, null);
    return result;
  }, [name, argument, next]);
  const must = async (...command) => {
    const result = await invoke(...command);
    if (result.error) throw new Error(`${command[0]}: ${result.error.message}`);
  };
  const look = (node) => page.evaluate((id) => {
    const item = document.querySelector(`#moa-tree [data-node="${id}"]`);
    return { run: document.getElementById('moa-answer').dataset.status, state: item.dataset.state, finish: item.dataset.finish,
      text: item.textContent, attempts: Number(item.dataset.attempt), error: item.dataset.error };
  }, node);

  /** Starts a run of this model as aggregator, with the provider's first proposer or another; may stop it in the same breath. */
  const begin = async ({ model, proposer = table.model, andStop = false }, baseUrl) => {
    await must('new');
    await must('use_setup', { provider: 'custom', base_url: baseUrl, shape: 'moa-lite',
      proposers: [proposer], repeat: table.proposers, aggregator: model, limits: table.limits });
    await must('saved_keys', { state: 'none', waiting: false, set: [{ provider: 'custom', base_url: baseUrl, key: 'sk-test-fault' }] });
    await must('draft', table.question);
    await must(...(andStop ? ['run', null, 'stop'] : ['run']));
  };

  return {
    begin,
    look,
    stop: () => must('stop'),
    visit: (url) => page.evaluate((address) => fetch(address).then((response) => response.text()), url),
    async run(one, baseUrl) {
      await begin(one, baseUrl);
      await until(`the end of ${one.name}`, async () => !['running', 'idle'].includes((await look(one.node)).run));
      return look(one.node);
    },
    close: () => context.close(),
  };
}
