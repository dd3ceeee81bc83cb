// The official clients on bytes of ours: fetch answers with a stream of the given pieces, nothing goes over a network.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(new URL('../e2e/package.json', import.meta.url));
const load = async (name) => (await import(pathToFileURL(require.resolve(name)).href)).default;
const constructors = { openai: await load('openai'), 'groq-sdk': await load('groq-sdk'), 'together-ai': await load('together-ai') };
export const clientNames = Object.keys(constructors);

const quiet = { error() {}, warn() {}, info() {}, debug() {} };

function answering(pieces) {
  return async () => {
    let next = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (next < pieces.length) controller.enqueue(new Uint8Array(pieces[next++]));
        else controller.close();
      },
    });
    return new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream' } });
  };
}

const blocksText = (blocks, kind) =>
  blocks.filter((each) => each?.type === kind).map((each) => (Array.isArray(each[kind]) ? blocksText(each[kind], 'text') : each[kind])).join('');

/** What a program would read of the chunks that a client hands it. */
function read(chunk, into) {
  const choice = chunk?.choices?.[0];
  const delta = choice?.delta ?? choice?.message;
  const { content } = delta ?? {};
  if (typeof content === 'string') into.text += content;
  else if (Array.isArray(content)) {
    into.text += blocksText(content, 'text');
    into.reasoning += blocksText(content, 'thinking');
  }
  if (typeof delta?.refusal === 'string') into.text += delta.refusal;
  const details = delta?.reasoning_details?.map((each) => each.text ?? each.summary ?? '').join('');
  into.reasoning += delta?.reasoning_content || delta?.reasoning || details || '';
  if (choice?.finish_reason) into.finish = choice.finish_reason;
  const usage = chunk?.usage ?? chunk?.x_groq?.usage;
  if (usage) into.usage = { prompt_tokens: usage.prompt_tokens, completion_tokens: usage.completion_tokens };
}

export async function decodeBy(name, pieces) {
  const client = new constructors[name]({ apiKey: 'none', baseURL: 'http://127.0.0.1:1', maxRetries: 0, fetch: answering(pieces), logLevel: 'off', logger: quiet });
  const into = { text: '', reasoning: '', finish: '', usage: null, failed: false };
  try {
    const stream = await client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'q' }], stream: true });
    for await (const chunk of stream) read(chunk, into);
  } catch {
    into.failed = true;
  }
  return into;
}
