import type { DarkSwapClientOptions } from './options.js';
import { InsecureContextError } from './problems.js';

/**
 * Refuses what would show a credential to others, or cannot work. Browsers take WebCrypto away from pages that are not secure, and refuse plain HTTP
 * below pages that are.
 */
export function checkContext(options: DarkSwapClientOptions): URL {
  const address = new URL(options.address);
  if (address.protocol !== 'http:' && address.protocol !== 'https:') throw new TypeError(`'${options.address}' is not an address such as https://node.example`);
  const page = globalThis as { isSecureContext?: boolean; location?: { protocol?: string; origin?: string } };
  if (options.credential !== undefined && page.isSecureContext === false) {
    throw new InsecureContextError(
      `This page (${page.location?.origin ?? 'unknown origin'}) is not a secure context, so the browser keeps WebCrypto from it and others can change it on its way. ` +
        'Serve the page over HTTPS, or from http://localhost while you develop.',
    );
  }
  const isPlain = address.protocol === 'http:' && !isLoopback(address.hostname);
  if (isPlain && page.location?.protocol === 'https:') {
    throw new InsecureContextError(`This page came over HTTPS, so the browser will not let it talk to ${address.origin} over plain HTTP. Give the node a certificate (see docs/operations.md), and use its https address.`);
  }
  if (isPlain && options.credential !== undefined && options.allowPlainHttp !== true) {
    throw new InsecureContextError(`${address.origin} is plain HTTP to another machine: anybody on the way could read the credential. Use https, or set allowPlainHttp.`);
  }
  return address;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
