// A provider on loopback that speaks chat-completions streaming, with the cross-origin headers a browser asks for. A test
// says for each model how it answers; streams go on only when the test says so, so nothing depends on the clock.
import { listen } from './support.mjs';
import { textOf } from '../request_text.mjs';

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type',
  'Access-Control-Allow-Methods': 'GET, POST',
};

const event = (delta, finish = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

export const json = (response, status, value) =>
  response.writeHead(status, { ...CORS, 'Content-Type': 'application/json' }).end(JSON.stringify(value));

/** The list of a server that takes any number of calls at once, as vLLM names itself by. */
const MANY_AT_ONCE = { data: [{ id: 'any', owned_by: 'vllm' }] };

/** `behave(model)`: an HTTP status other than 200 to fail with, or a list of texts; a stream waits before each text but the
 *  first until `release()` has been called for that place. */
export async function startProvider(behave) {
  const provider = { calls: [], closedEarly: 0, open: 0, released: 0 };
  let wake = [];
  /** Answers GET /models; a test may put another in its place. */
  provider.models = MANY_AT_ONCE;
  provider.list = (request, response) => json(response, provider.models ? 200 : 404,
    provider.models ?? { error: { message: 'no list here' } });
  provider.release = (places = Infinity) => {
    provider.released = Math.max(provider.released, places);
    wake.splice(0).forEach((go) => go());
  };
  const reached = async (place, alive) => {
    while (provider.released < place && alive()) await new Promise((resolve) => wake.push(resolve));
  };

  async function stream(response, texts) {
    response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' });
    for (let i = 0; i < texts.length; ++i) {
      await reached(i, () => !response.destroyed);
      if (response.destroyed) return;
      response.write(event({ content: texts[i] }));
    }
    await reached(texts.length, () => !response.destroyed);
    response.write(event({}, 'stop'));
    response.end('data: [DONE]\n\n');
  }

  const server = await listen(async (request, response) => {
    if (request.method === 'OPTIONS') {
      provider.calls.push({ method: 'OPTIONS', headers: request.headers });
      return response.writeHead(204, CORS).end();
    }
    if (request.method === 'GET') return provider.list(request, response);
    const body = await textOf(request);
    if (body === null) return;
    const asked = JSON.parse(body);
    provider.calls.push({ method: request.method, headers: request.headers, body: asked });
    ++provider.open;
    response.on('close', () => {
      --provider.open;
      if (!response.writableEnded) {
        ++provider.closedEarly;
        wake.splice(0).forEach((go) => go());
      }
    });
    const behaviour = behave(asked.model, asked);
    if (typeof behaviour === 'number') {
      return json(response, behaviour, { error: { message: `${asked.model} is out of order`, type: behaviour === 404 ? 'model_not_found' : 'server_error' } });
    }
    return stream(response, behaviour);
  });
  provider.baseUrl = `${server.origin}/v1`;
  provider.origin = server.origin;
  provider.close = server.close;
  provider.posts = () => provider.calls.filter((call) => call.method === 'POST');
  return provider;
}
