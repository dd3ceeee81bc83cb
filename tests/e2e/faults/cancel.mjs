// A run that is stopped at any moment, through the page: its calls end at once, and nothing arrives after.
import { table } from './cases.mjs';
import { check, until } from '../browser/support.mjs';

/** The fault that holds a run in this moment, and how the node looks then. */
const moments = {
  'in mid-stream': { fault: 'stall-mid-stream', reached: ({ text }) => text !== '' },
  'before the head': { fault: 'stall-before-head', reached: ({ state }) => state === 'waiting' },
  'behind the head': { fault: 'stall-after-head', reached: ({ state }) => state === 'waiting' },
  'while a request waits to be repeated': { fault: 'rate-limit-seconds', reached: ({ state, attempts }) => state === 'queued' && attempts === 1, closes: false },
};
const modelOf = (fault) => `${table.model}:stopped-${fault}`;

/** Rules for the provider's --fault. */
export const rules = Object.values(moments).map(({ fault }) => `${fault}@${modelOf(fault)}`);

/** Runs every moment; gives a line for each that did not end as it should. `provider` notes its requests in `log`. */
export async function checkStops(tab, provider) {
  const faults = [];
  const requests = (model) => provider.log().split('\n').filter((line) => line.includes(`${model} `));
  for (const [moment, { fault, reached, closes = true }] of Object.entries(moments)) {
    const model = modelOf(fault);
    try {
      await tab.begin({ model }, provider.address);
      await until(`a run ${moment}`, async () => reached(await tab.look('2.1')));
      // Whoever comes later is served later: by then the provider has the request before.
      if (closes) await tab.visit(`${provider.address}/models`);
      await tab.stop();
      const before = await tab.look('2.1');
      check(before.run === 'cancelled' && before.state === 'cancelled', `it is ${before.run}, the node ${before.state}`);
      if (closes) await until('the closed connection', () => requests(model).some((line) => line.includes('closed by the client')));
      check(requests(model).length === 1, `${requests(model).length} requests`);
      check(JSON.stringify(await tab.look('2.1')) === JSON.stringify(before), 'something came after the stop');
    } catch (error) {
      faults.push(`stopped ${moment}: ${error.message}`);
    }
  }
  try {
    const model = `${table.model}:stopped-at-once`;
    await tab.begin({ model: table.model, proposer: model, andStop: true }, provider.address);
    const after = await tab.look('1.1');
    check(after.run === 'cancelled', `it is ${after.run}`);
    // A run that is let through shows that whatever was on its way before it has arrived.
    await tab.run({ name: 'another run', model: table.model, node: '2.1' }, provider.address);
    check(requests(model).length === 0, `${requests(model).length} requests left all the same`);
  } catch (error) {
    faults.push(`stopped before it was sent: ${error.message}`);
  }
  return { faults, checked: Object.keys(moments).length + 1 };
}
