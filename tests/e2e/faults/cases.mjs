// The cases of tests/fixtures/faults.json, and how outcomes are told apart. The C++ column reads the same file.
import { readFileSync } from 'node:fs';

const file = new URL('../../fixtures/faults.json', import.meta.url);
export const table = JSON.parse(readFileSync(file, 'utf8'));

const MEMBERS = ['run', 'state', 'finish', 'text', 'attempts', 'error'];

/** Every case with its name, the model that meets it, its rule for --fault, and what is expected in each column. */
export const cases = table.cases.map((one) => {
  const hits = one.attempts_hit ? `:1:${one.attempts_hit}` : '';
  const name = one.attempts_hit ? `${one.fault} (once)` : one.fault;
  const model = `${table.model}:${one.fault}${one.attempts_hit ? '-once' : ''}`;
  const merged = { ...table.outcomes[one.outcome], ...one };
  const expected = { ...Object.fromEntries(MEMBERS.map((member) => [member, merged[member]])) };
  return {
    name,
    fault: one.fault,
    address: one.address,
    node: one.address ? '1.1' : '2.1',
    model,
    rule: `${one.fault}${hits}@${model}`,
    expected,
    page: { ...expected, ...Object.fromEntries(Object.entries(one.page || {}).filter(([member]) => MEMBERS.includes(member))) },
  };
});

/** An outcome as one cell: texts by their name in the table, kinds that mean the same as one. */
export function cell({ run, state, finish, text, attempts, error }) {
  const named = Object.entries(table.texts).find(([, words]) => words === text);
  const kind = table.same_kind[error] || error;
  return [run, state, finish || '-', named ? named[0] : JSON.stringify(text), attempts, kind || '-'].join(' ');
}

/** The cell that the table expects. */
export const expectedCell = ({ run, state, finish, text, attempts, error }) =>
  [run, state, finish || '-', text, attempts, error || '-'].join(' ');
