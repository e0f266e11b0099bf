import { createServer } from 'node:http';

/**
 * The limit to compare with: node:http alone, answering every request with one fixed answer.
 * Run as a process of its own, given `{ status, headers, body }` as JSON on standard input.
 */
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { status, headers, body: text } = JSON.parse(Buffer.concat(chunks).toString());
const body = Buffer.from(text);

const server = createServer((_request, response) => {
  response.writeHead(status, headers);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) console.log(address.port);
});
process.on('SIGTERM', () => process.exit(0));
