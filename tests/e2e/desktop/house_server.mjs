// An OpenAI-compatible server at home with one model, house-9b. It prints its address, and answers no call but the fifth before
// another one waits beside it: whoever sends one call at a time waits for good.
import http from 'node:http';

const waiting = [];
let calls = 0;

function answer(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const text of ['At ', 'home.']) response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: text } }] })}\n\n`);
  response.write(`data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }] })}\n\n`);
  response.end('data: [DONE]\n\n');
}

const server = http.createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.method === 'GET' && request.url === '/v1/models') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ data: [{ id: 'house-9b', object: 'model' }] }));
    } else if (request.method === 'POST') {
      calls += 1;
      waiting.push(response);
      if (waiting.length === 2 || calls === 5) waiting.splice(0).forEach(answer);
    } else {
      response.writeHead(404).end();
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/v1`));
