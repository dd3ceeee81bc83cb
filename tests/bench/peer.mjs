// The same run of 3 layers by the official openai SDK in Node: what a script would do. usage: peer.mjs BASE_URL SIZES
import OpenAI from "../e2e/node_modules/openai/index.mjs";

const [baseURL, sizes] = [process.argv[2], process.argv[3].split(",").map(Number)];
const client = new OpenAI({ baseURL, apiKey: "none" });

async function ask(references) {
  const system = references.map((text, i) => `${i + 1}. ${text}`).join("\n");
  const stream = await client.chat.completions.create({
    model: "m",
    stream: true,
    messages: [...(system ? [{ role: "system", content: system }] : []), { role: "user", content: "What is it?" }],
  });
  let text = "";
  for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? "";
  return text;
}

const begin = performance.now();
let references = [];
for (const size of sizes) references = await Promise.all(Array.from({ length: size }, () => ask(references)));
console.log(JSON.stringify({ wall: performance.now() - begin, answer: references[0].length }));
