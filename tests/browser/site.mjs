// What a web server of a front end would serve: pages, and the SDK with its packages as they are, which an import map finds.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const sdk = fileURLToPath(new URL('../../contracts/sdk/typescript/', import.meta.url));
const folders = { '/pages/': join(here, 'pages') + sep, '/sdk/': sdk };
const imports = {
  '@darkswap/sdk': '/sdk/dist/index.js',
  '@noble/curves/': '/sdk/node_modules/@noble/curves/esm/',
  '@noble/hashes/': '/sdk/node_modules/@noble/hashes/esm/',
  'openapi-fetch': '/sdk/node_modules/openapi-fetch/dist/index.mjs',
};
const home = `<!doctype html><meta charset="utf-8"><title>A front end</title><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify({ imports })}</script>`;

/** Body and media type of a path; undefined: there is none. */
export async function contentOf(path) {
  if (path === '/') return { body: home, contentType: 'text/html' };
  const [prefix, folder] = Object.entries(folders).find(([start]) => path.startsWith(start)) ?? [];
  if (prefix === undefined) return undefined;
  const file = normalize(join(folder, path.slice(prefix.length)));
  if (!file.startsWith(folder)) return undefined;
  // The SDK names its packages' modules without extension, as bundlers and Node.js take them.
  const name = extname(file) === '' ? `${file}.js` : file;
  return { body: await readFile(name), contentType: 'text/javascript' };
}

export async function startSite(port) {
  const server = createServer(async (request, response) => {
    const content = await contentOf(new URL(request.url, 'http://site').pathname).catch(() => undefined);
    response.writeHead(content === undefined ? 404 : 200, { 'Content-Type': content?.contentType ?? 'text/plain' }).end(content?.body);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port: server.address().port, stop: () => (server.closeAllConnections(), server.close()) };
}
