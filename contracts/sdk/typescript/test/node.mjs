// A node that answers from a script, over real HTTP.
import { createServer } from 'node:http';

/** @param answers functions of the request that return `{ status, headers, body }`, in order */
export async function startNode(answers) {
  const requests = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method, path: request.url, headers: request.headers, body });
    const answer = answers[requests.length - 1];
    if (!answer) return response.writeHead(500).end();
    const { status = 200, headers = {}, body: content, stream } = await answer(request);
    response.writeHead(status, { 'Content-Type': status < 300 ? 'application/json' : 'application/problem+json', ...headers });
    if (stream) return stream(response);
    return response.end(content === undefined ? undefined : JSON.stringify(content));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    requests,
    stop: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

export const problem = (status, name, rest = {}, headers = {}) => () => ({ status, headers, body: { type: `urn:darkswap:problem:${name}`, title: 'Refused', status, ...rest } });
