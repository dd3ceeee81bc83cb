// The evaluation of evaluation.mjs by the official openai package. usage: evaluation_peer.mjs BASE_URL WAY QUESTIONS LAYERS
// PROPOSERS AT_ONCE. WAY "limited": everything that can be asked is, so many at once; "sequential": so many workers, each with
// its share of the questions, ask one proposer after another, as the reference implementation's datasets.map does.
import OpenAI from "../e2e/node_modules/openai/index.mjs";

const [baseURL, way] = process.argv.slice(2, 4);
const [questions, layers, proposers, atOnce] = process.argv.slice(4).map(Number);
const client = new OpenAI({ baseURL, apiKey: "none" });

let free = atOnce;
const waiting = [];
async function ask(question, references) {
  if (free === 0) await new Promise((resolve) => waiting.push(resolve));
  else free -= 1;
  const system = references.map((text, i) => `${i + 1}. ${text}`).join("\n");
  const stream = await client.chat.completions.create({
    model: "m",
    stream: true,
    messages: [...(system ? [{ role: "system", content: system }] : []), { role: "user", content: question }],
  });
  let text = "";
  for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? "";
  if (waiting.length > 0) waiting.shift()();
  else free += 1;
  return text;
}

async function answer(id) {
  let references = [];
  for (const size of [...Array(layers).fill(proposers), 1]) {
    const before = references;
    if (way === "limited") {
      references = await Promise.all(Array.from({ length: size }, () => ask(`What is ${id} * 23?`, before)));
    } else {
      references = [];
      for (let i = 0; i < size; ++i) references.push(await ask(`What is ${id} * 23?`, before));
    }
  }
}

// "limited": eight questions at once, as moa eval has them.
const workers = way === "limited" ? 8 : atOnce;
let next = 0;
await Promise.all(Array.from({ length: workers }, async (_, worker) => {
  if (way === "limited") {
    while (next < questions) await answer(next++);
  } else {
    const share = Math.ceil(questions / workers);
    for (let id = worker * share; id < Math.min((worker + 1) * share, questions); ++id) await answer(id);
  }
}));
