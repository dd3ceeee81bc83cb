// Where the cases with an address go: places that no simulated provider can play over HTTP.
import { createServer } from 'node:net';

/** A port on which nobody listens: it was free a moment ago. */
async function closedPort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server that speaks no TLS, and says so to whatever comes. */
async function plainServer() {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return server.address().port;
}

/** Base URLs by the case's address. */
export async function addresses() {
  return {
    refused: `http://127.0.0.1:${await closedPort()}/v1`,
    'no-such-host': 'https://no-such-host.invalid/v1',
    tls: `https://127.0.0.1:${await plainServer()}/v1`,
  };
}
