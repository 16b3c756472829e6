import type { DarkSwapClientOptions } from './options.js';
import { NodeUnreachableError, problemOf, retryAfterOf } from './problems.js';
import { wait } from './times.js';

/** Where the bearer token of requests comes from. */
export interface TokenSource {
  get(): Promise<string>;
  /** Another token after the node refused this one; undefined when there is no other. */
  replace(refused: string): Promise<string | undefined>;
}

const firstDelay = 250;
/** What these answer is either secret, and not to be kept by the node, or only worth asking for anew. */
const withoutKey = ['/api/v1/auth/', '/api/v1/orders/drafts', '/api/v1/orderbook/quotes', '/api/v1/psbts'];

/** How long to wait before the next try when nobody says: doubles with every try, half of it by chance. */
export function delayOf(attempt: number, longest: number): number {
  return Math.min(firstDelay * 2 ** Math.min(attempt, 30), longest) * (0.5 + (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) / 510);
}

/** Sends requests: with a token, with a key against doing things twice, again when that may help; throws refusals. */
export class Transport {
  private readonly send: (request: Request) => Promise<Response>;
  private readonly retries: number;
  private readonly longestDelay: number;

  constructor(private readonly options: DarkSwapClientOptions, private readonly tokens: TokenSource | undefined, retries?: number) {
    this.send = options.fetch ?? ((request) => globalThis.fetch(request));
    this.retries = retries ?? options.maximumRetries ?? 4;
    this.longestDelay = options.maximumRetryDelay ?? 30_000;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const headers = new Headers(request.headers);
    const path = new URL(request.url).pathname;
    if (request.method === 'POST' && !headers.has('Idempotency-Key') && isKeyed(path)) headers.set('Idempotency-Key', newKey());
    const bytes = request.method === 'GET' || request.method === 'HEAD' ? undefined : await request.arrayBuffer();
    const body = bytes === undefined || bytes.byteLength === 0 ? undefined : bytes;
    const isRepeatable = request.method !== 'POST' || headers.has('Idempotency-Key') || !path.includes('/auth/');
    for (let attempt = 0; ; attempt++) {
      let response: Response;
      try {
        response = await this.sendWithToken(request, headers, body);
      } catch (failure) {
        if (request.signal.aborted || !(failure instanceof TypeError)) throw failure;
        if (attempt >= this.retries || !isRepeatable) throw new NodeUnreachableError(this.options.address, failure);
        await wait(delayOf(attempt, this.longestDelay), request.signal);
        continue;
      }
      if (response.ok) return response;
      const delay = retryAfterOf(response) ?? delayOf(attempt, this.longestDelay);
      if ((response.status !== 429 && response.status !== 503) || attempt >= this.retries || delay > this.longestDelay) throw await problemOf(response);
      await response.body?.cancel();
      await wait(delay, request.signal);
    }
  };

  private async sendWithToken(request: Request, headers: Headers, body: ArrayBuffer | undefined): Promise<Response> {
    const again = () => new Request(request.url, { method: request.method, headers, signal: request.signal, redirect: 'error', ...(body === undefined ? {} : { body }) });
    if (this.tokens === undefined) return this.send(again());
    const token = await this.tokens.get();
    headers.set('Authorization', `Bearer ${token}`);
    const response = await this.send(again());
    if (response.status !== 401) return response;
    const other = await this.tokens.replace(token);
    if (other === undefined) return response;
    await response.body?.cancel();
    headers.set('Authorization', `Bearer ${other}`);
    return this.send(again());
  }
}

function isKeyed(path: string): boolean {
  return path.endsWith('/api/v1/psbts/broadcasts') || !withoutKey.some((prefix) => path.includes(prefix));
}

/** Not `crypto.randomUUID`, which pages that are not secure lack. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) => octet.toString(16).padStart(2, '0')).join('');
}
