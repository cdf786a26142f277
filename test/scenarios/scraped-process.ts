/** A process that Prometheus scrapes: `node scraped-process.ts GOOD BAD` counts that many requests, and says on which port it listens. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [good = '0', bad = '0'] = process.argv.slice(2);
const METRICS = `# TYPE requests_total counter
requests_total{code="200"} ${good}
requests_total{code="500"} ${bad}
`;

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(METRICS);
});
server.listen(0, '127.0.0.1', () => {
  // A server that listens on a port has an address of this form.
  console.log((server.address() as AddressInfo).port);
});
