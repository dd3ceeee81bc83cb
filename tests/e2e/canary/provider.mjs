// A provider that sends back the key it was given: in heads, errors, answers, reasoning, finish reasons and lists, in every form,
// at once and letter by letter. The model's name says where.
import { listen } from '../browser/support.mjs';
import { forms } from './forms.mjs';

const CORS = {
  'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization, content-type', 'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Expose-Headers': '*',
};
const all = Object.values(forms).join(' or ');

/** What stands in a chunk of a stream. */
const chunk = (delta, finish = null) => `data: ${JSON.stringify({ id: `chat-${forms.plain}`, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

const answers = {
  text: () => [chunk({ content: `Your key is ${all}.` }), chunk({}, 'stop')],
  letters: () => [...`It is ${all}, letter by letter.`].map((letter, i) => chunk({ [i % 2 ? 'content' : 'content']: letter })).concat(chunk({}, 'stop')),
  reasoning: () => [chunk({ reasoning_content: `The key is ${all}.` }), chunk({ content: 'Done.' }), chunk({}, 'stop')],
  finish: () => [chunk({ content: 'An answer.' }), chunk({}, forms.plain)],
};

export async function startProvider() {
  const provider = { keys: new Set(), calls: 0 };
  const server = await listen(async (request, response) => {
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    let body = '';
    for await (const part of request) body += part;
    provider.calls += 1;
    provider.keys.add(request.headers.authorization ?? '');
    const heads = { ...CORS, 'X-Your-Key': forms.plain, 'X-Request-Id': forms['base64+0'] };
    const json = (status, value) => response.writeHead(status, { ...heads, 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    if (request.method === 'GET') return json(200, { data: [...Object.keys(answers), 'error', forms.plain].map((id) => ({ id, owned_by: all })) });
    const { model } = JSON.parse(body);
    if (model === 'error') return json(401, { error: { message: `The key ${all} is not known`, type: forms.plain, code: forms.reversed } });
    response.writeHead(200, { ...heads, 'Content-Type': 'text/event-stream' });
    for (const part of (answers[model] ?? answers.text)()) response.write(part);
    response.end('data: [DONE]\n\n');
  });
  return { ...provider, provider, origin: server.origin, url: `${server.origin}/v1`, models: [...Object.keys(answers), 'error'], close: server.close };
}
