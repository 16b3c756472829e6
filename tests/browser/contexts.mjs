// What the SDK says on pages where a browser keeps WebCrypto back, or would refuse the connection. One line of JSON for each page.
import { startBrowser } from './browser.mjs';
import { contentOf, startSite } from './site.mjs';

const pages = [
  { name: 'plain HTTP from another machine', address: 'https://node.example', of: (port) => `http://front-end.example:${port}/` },
  { name: 'plain HTTP from this machine', address: 'https://node.example', of: (port) => `http://127.0.0.1:${port}/` },
  { name: 'HTTPS, with a node that has none', address: 'http://node.example', of: () => 'https://front-end.example/' },
  { name: 'HTTPS', address: 'https://node.example', of: () => 'https://front-end.example/' },
];

const site = await startSite(0);
const browser = await startBrowser();
try {
  const context = await browser.newContext();
  await context.route('https://front-end.example/**', async (route) => route.fulfill(await contentOf(new URL(route.request().url()).pathname)));
  const page = await context.newPage();
  for (const { name, address, of } of pages) {
    await page.goto(of(site.port));
    const seen = await page.evaluate(async (node) => {
      const { DarkSwapClient, UserKey } = await import('@darkswap/sdk');
      const key = await UserKey.fromSeed(new Uint8Array(32).fill(7));
      const page = { isSecureContext, hasWebCrypto: crypto.subtle !== undefined, peerId: key.peerId };
      try {
        new DarkSwapClient({ address: node, credential: { key } });
        return { ...page, error: '', message: '' };
      } catch (refusal) {
        return { ...page, error: refusal.name, message: refusal.message };
      }
    }, address);
    console.log(JSON.stringify({ page: name, ...seen }));
  }
} finally {
  await browser.close();
  site.stop();
}
