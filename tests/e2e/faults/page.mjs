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
  const invoke = (name, argument) => page.evaluate(([command, given]) => {
    const { programUnderTest: program } = window;
    const place = (text) => {
      const bytes = program.lengthBytesUTF8(text) + 1;
      const at = program._malloc(bytes);
      program.stringToUTF8(text, at, bytes);
      return at;
    };
    return JSON.parse(program.UTF8ToString(program._moa_invoke(place(command), place(JSON.stringify(given)))));
  }, [name, argument ?? null]);
  const must = async (name, argument) => {
    const result = await invoke(name, argument);
    if (result.error) throw new Error(`${name}: ${result.error.message}`);
  };
  const look = (node) => page.evaluate((id) => {
    const item = document.querySelector(`#moa-tree [data-node="${id}"]`);
    return { run: document.getElementById('moa-answer').dataset.status, state: item.dataset.state, finish: item.dataset.finish,
      text: item.textContent, attempts: Number(item.dataset.attempt), error: item.dataset.error };
  }, node);

  return {
    async run(one, baseUrl) {
      await must('new');
      await must('use_setup', { provider: 'custom', base_url: baseUrl, shape: 'moa-lite', key: 'sk-test-fault',
        proposers: [table.model], aggregator: one.model, limits: table.limits });
      await must('draft', table.question);
      await must('run');
      await until(`the end of ${one.name}`, async () => !['running', 'idle'].includes((await look(one.node)).run));
      return look(one.node);
    },
    faults: page.faults,
    close: () => context.close(),
  };
}
