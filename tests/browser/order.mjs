// The SDK's example in a browser, with the same arguments, questions and answers, and before them the port of the page's own server.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startBrowser } from './browser.mjs';
import { startSite } from './site.mjs';

const [port, node, seed, coin, address, asset] = process.argv.slice(2);
const site = await startSite(Number(port));
const browser = await startBrowser();
const terminal = createInterface({ input: process.stdin });
try {
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  page.on('pageerror', (error) => console.error(error));
  await page.exposeFunction('say', (line) => console.log(line));
  await page.exposeFunction('ask', async (line) => {
    const answer = once(terminal, 'line');
    console.log(line);
    return (await answer)[0];
  });
  await page.goto(`http://127.0.0.1:${site.port}/`);
  await page.evaluate(async (example) => (await import('/pages/order.js')).run(example), { node, seed, coin, address, asset });
} finally {
  terminal.close();
  await browser.close();
  site.stop();
}
