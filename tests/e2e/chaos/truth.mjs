// Whether a run log is truthful: it is read as a stranger would, line by line, and compared with itself, with the exit code,
// and with what the server saw and said.
import assert from 'node:assert/strict';

const ended = ['done', 'failed', 'cancelled', 'skipped'];
const cutReasons = ['length', 'content_filter', 'interrupted'];
/** A kept connection that the server has just closed costs no attempt (core/run/retry_policy.hpp). */
const mostStaleRepeats = 3;
const exitCodes = { complete: 0, degraded: 3, failed: 4 };

/** The nodes as the lines leave them, and the last line. */
export function read(text) {
  assert.ok(text.endsWith('\n'), 'the log ends in the middle of a line');
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line));
  const [first, last] = [lines[0], lines.at(-1)];
  assert.equal(first.event, 'run.started');
  assert.equal(first.format, 'moa-run/1');
  assert.equal(last.event, 'run.finished');
  const nodes = new Map(first.nodes.map(({ id }) => [id, { id, state: 'queued', attempt: 0, text: '' }]));
  let t = 0;
  for (const line of lines.slice(1, -1)) {
    assert.ok(line.t >= t, `time runs backwards at ${JSON.stringify(line)}`);
    t = line.t;
    assert.notEqual(line.event, 'run.finished', 'the run ends twice');
    const node = nodes.get(line.node);
    assert.ok(node, `a line of no node: ${JSON.stringify(line)}`);
    assert.ok(!ended.includes(node.state), `${node.id} goes on after its end`);
    if (line.event === 'node.text') node.text += line.text;
    if (line.event !== 'node.state') continue;
    if (line.state === 'queued' || line.state === 'waiting') {
      assert.equal(node.text, '', `${node.id} was sent again after its first token`);
    }
    Object.assign(node, { finish: undefined, error: undefined }, line);
  }
  return { nodes: [...nodes.values()], last };
}

const isCut = (node) => node.state === 'done' && cutReasons.includes(node.finish);

/** Throws where something is not as the log says. `answers`: what the models of each layer say in full. */
export function check({ nodes, last }, { code, requests, answers, retries }) {
  const aggregator = nodes.at(-1);
  const answered = aggregator.state === 'done';
  const missing = nodes.filter((node) => node.state === 'failed' || node.state === 'cancelled');
  const cut = nodes.filter(isCut);
  const status = !answered ? 'failed' : missing.length + cut.length > 0 ? 'degraded' : 'complete';
  assert.equal(last.status, status, 'the status is not what the nodes say');
  assert.deepEqual(last.missing, missing.map((node) => node.id));
  assert.deepEqual(last.cut, cut.map((node) => node.id));
  assert.equal(last.answer, aggregator.text, "the answer is not the aggregator's text");
  assert.equal(code, exitCodes[status], 'the exit code is not that of the status');
  for (const node of nodes) {
    assert.ok(ended.includes(node.state), `${node.id} is left ${node.state}`);
    assert.ok(node.attempt <= 1 + retries + mostStaleRepeats, `${node.id} was sent ${node.attempt} times`);
    const whole = answers[node.id.split('.')[0]];
    if (node.state === 'done' && !isCut(node)) {
      assert.equal(node.text, whole, `${node.id} has lost text`);
    } else {
      assert.ok(whole.startsWith(node.text), `${node.id} has text that nobody sent`);
    }
    if (node.state !== 'failed') continue;
    for (const member of ['kind', 'message', 'hint']) assert.ok(node.error?.[member], `${node.id} failed without ${member}`);
  }
  const attempts = nodes.reduce((sum, node) => sum + node.attempt, 0);
  assert.equal(requests, attempts, 'the server was asked another number of times than the log says');
}
