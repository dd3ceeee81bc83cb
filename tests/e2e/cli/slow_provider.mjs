// A chat-completions server whose answers follow from the request alone and come in pieces, so that a client can be
// interrupted anywhere.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { textOf } from '../request_text.mjs';

const pause = () => new Promise((resolve) => { setTimeout(resolve, 3); });

/**
 * `requests` has every body as it arrived; `steps` counts arrivals and pieces sent; `refuses(body)`: whether it is answered
 * with status 400; `models` is the list at /models; `most`: the most calls at once.
 */
export async function slowProvider() {
  const server = { requests: [], steps: 0, refuses: () => false, models: [], busy: 0, most: 0 };
  const http = createServer(async (request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(server.models));
      return;
    }
    const text = await textOf(request);
    if (text === null) return;
    const body = JSON.parse(text);
    server.requests.push({ body });
    server.steps += 1;
    server.busy += 1;
    server.most = Math.max(server.most, server.busy);
    response.on('close', () => { server.busy -= 1; });
    if (server.refuses(body)) {
      response.writeHead(400, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'broken on purpose', type: 'invalid_request_error' } }));
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const send = (delta, finish = null) => {
      server.steps += 1;
      response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
    };
    const digest = createHash('sha256').update(JSON.stringify([body.model, body.messages])).digest('hex');
    for (const piece of [`${body.model} says `, digest.slice(0, 32), digest.slice(32)]) {
      await pause();
      send({ content: piece });
    }
    send({}, 'stop');
    response.end('data: [DONE]\n\n');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  server.url = `http://127.0.0.1:${http.address().port}/v1`;
  server.close = () => new Promise((resolve) => {
    http.close(resolve);
    http.closeAllConnections();
  });
  return server;
}
