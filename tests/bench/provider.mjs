// A provider on loopback for timing: 100 ms to the first token, 200 tokens 3 ms apart, on an absolute schedule so that the
// delays do not add up. It notes when each answer was asked for and finished: the critical path of whatever client calls it.
import http from "node:http";

const firstTokenMs = 100;
const tokens = 200;
const apartMs = 3;
const event = (delta, finish = null) =>
  `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

export async function startProvider() {
  const calls = [];
  const server = http.createServer((request, response) => {
    if (request.method === "GET") return response.writeHead(404).end();
    const call = { asked: performance.now(), ended: 0 };
    calls.push(call);
    request.resume();
    response.socket.setNoDelay(true);
    let sent = 0;
    const send = () => {
      if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
      let out = "";
      while (sent < tokens && performance.now() >= call.asked + firstTokenMs + sent * apartMs) {
        out += event({ content: ` word${sent++}` });
      }
      if (sent < tokens) {
        if (out) response.write(out);
        setTimeout(send, Math.max(0, call.asked + firstTokenMs + sent * apartMs - performance.now()));
        return;
      }
      response.end(`${out}${event({}, "stop")}data: [DONE]\n\n`);
      call.ended = performance.now();
    };
    setTimeout(send, firstTokenMs);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    close: () => server.close(),
    reset: () => (calls.length = 0),
    /// What the slowest answer of each layer took, in sum: no client can be faster than this.
    criticalPath(sizes) {
      let at = 0;
      let sum = 0;
      for (const size of sizes) {
        const layer = calls.slice(at, at + size);
        at += size;
        sum += Math.max(...layer.map((call) => call.ended - call.asked));
      }
      if (at !== calls.length) throw new Error(`expected ${at} calls, saw ${calls.length}`);
      return sum;
    },
  };
}
