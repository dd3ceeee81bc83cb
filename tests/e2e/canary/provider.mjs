// A provider that sends back the key it was given: in heads, errors, answers, reasoning, finish reasons and lists, in every form,
// at once, letter by letter, and in JSON's own escapes. The model's name says where.
import { listen } from '../browser/support.mjs';
import { sent as forms } from './forms.mjs';
import { textOf } from '../request_text.mjs';

const CORS = {
  'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization, content-type', 'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Expose-Headers': '*',
};
const all = Object.values(forms).join(' or ');
/** JSON with every letter of its texts escaped. */
const escaped = (value) => JSON.stringify(value).replace(/sk-canary[^"]*/g, (text) => [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''));

/** A chunk of a stream. */
const chunk = (delta, finish = null, write = JSON.stringify) => `data: ${write({ id: `chat-${forms.plain}`, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const done = chunk({}, 'stop');
/** A text never repeats a piece: some servers do, and that is mended. */
const letters = (text, member) => [...text].map((letter) => chunk({ [member]: letter }));

const answers = {
  'in-text': () => [chunk({ content: `Your key is ${all}.` }), done],
  'in-letters': () => [...letters(`It is ${forms.plain}, backwards ${forms.reversed}.`, 'content'), done],
  'in-reasoning': () => [...letters(`The key is ${forms.plain}.`, 'reasoning_content'), chunk({ content: 'Done.' }), done],
  'in-finish': () => [chunk({ content: 'An answer.' }), chunk({}, forms.plain)],
  'in-escapes': () => [chunk({ content: `Escaped: ${forms.plain}.` }, null, escaped), chunk({}, forms.plain, escaped)],
};
const errors = {
  'in-error': (write) => [401, write({ error: { message: `The key ${all} is not known`, type: forms.plain, code: forms.reversed } })],
  'in-escaped-error': () => errors['in-error'](escaped),
  'in-page': () => [502, `<html><title>${forms.plain}</title><body>Bad gateway for ${all}</body></html>`],
};
export const models = [...Object.keys(answers), ...Object.keys(errors)];

export async function startProvider() {
  const provider = { keys: new Set(), calls: 0 };
  const server = await listen(async (request, response) => {
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    const body = await textOf(request);
    if (body === null) return;
    provider.calls += 1;
    provider.keys.add(request.headers.authorization ?? '');
    const heads = { ...CORS, 'X-Your-Key': forms.plain, 'X-Request-Id': forms['base64+0'], 'Retry-After': forms.plain };
    const send = (status, type, text) => response.writeHead(status, { ...heads, 'Content-Type': type }).end(text);
    if (request.method === 'GET') {
      return send(200, 'application/json', escaped({ data: [...models, forms.plain].map((id) => ({ id, name: `${id} ${all}`, type: forms.plain })) }));
    }
    const { model } = JSON.parse(body);
    if (errors[model]) {
      const [status, text] = errors[model](JSON.stringify);
      return send(status, text.startsWith('<') ? 'text/html' : 'application/json', text);
    }
    response.writeHead(200, { ...heads, 'Content-Type': 'text/event-stream' });
    for (const part of (answers[model] ?? answers['in-text'])()) response.write(part);
    response.end('data: [DONE]\n\n');
  });
  return Object.assign(provider, { origin: server.origin, url: `${server.origin}/v1`, close: server.close });
}
