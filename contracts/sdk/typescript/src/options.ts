import type { UserKey } from './keys.js';

/** As whom a client acts: a token of the operator or an API key acts for the node itself, a user's key for its user. */
export type Credential = { readonly token: string | (() => string | Promise<string>) } | { readonly key: UserKey };

export interface DarkSwapClientOptions {
  /** Without path: `https://node.example` or `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Left out, the client reads what is open to all. */
  readonly credential?: Credential;
  /**
   * What the node calls itself in challenges, by default `darkswap:` and its peer id. Left out, the client trusts what it says first; name it, and a
   * node that passes on another's challenge gets no signature.
   */
  readonly audience?: string;
  /** Whether credentials may travel over plain HTTP to another machine. Only for a network that nobody else reads. */
  readonly allowPlainHttp?: boolean;
  /** Further tries after 429, 503 or a connection that failed; 4 by default. */
  readonly maximumRetries?: number;
  /** Longest wait between two tries in milliseconds, 30,000 by default; a node that asks for more is not tried again. */
  readonly maximumRetryDelay?: number;
  /** Instead of the platform's own. */
  readonly fetch?: (request: Request) => Promise<Response>;
}
