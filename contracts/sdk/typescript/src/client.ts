import createClient, { type Client } from 'openapi-fetch';
import { checkContext } from './context.js';
import { type EventQuery, followEvents, lastEventIdOf, type NodeEvent } from './events.js';
import type { DarkSwapClientOptions } from './options.js';
import type { paths } from './schema.js';
import { tokensOf } from './tokens.js';
import { Transport } from './transport.js';
import { UserOrders } from './userOrders.js';

/** One node's public API. */
export class DarkSwapClient {
  /** Every operation, typed by the API's document; see `dataOf`. Refusals are thrown as `ProblemError`. */
  readonly api: Client<paths>;

  private readonly address: URL;
  private readonly streams: Transport;
  private readonly orders: UserOrders | undefined;

  constructor(private readonly options: DarkSwapClientOptions) {
    this.address = checkContext(options);
    const baseUrl = this.address.origin;
    const anonymous = createClient<paths>({ baseUrl, fetch: new Transport(options, undefined).fetch });
    const tokens = options.credential === undefined ? undefined : tokensOf(options.credential, anonymous, options.audience);
    this.api = tokens === undefined ? anonymous : createClient<paths>({ baseUrl, fetch: new Transport(options, tokens).fetch });
    this.streams = new Transport(options, tokens, 0);
    this.orders = options.credential !== undefined && 'key' in options.credential ? new UserOrders(this.api, options.credential.key) : undefined;
  }

  /** Orders that the user's key signs; the client's credential must be one. */
  get userOrders(): UserOrders {
    if (this.orders === undefined) throw new TypeError('Orders of a user need the user\'s key as credential');
    return this.orders;
  }

  /** Id of the newest event. Whoever asks before doing something, and follows after that id, misses nothing that comes of it. */
  lastEventId(signal?: AbortSignal): Promise<string> {
    return lastEventIdOf(this.streams, this.address, this.options, signal);
  }

  /** Every event from now on, or after `lastEventId`; ends only by its signal or an error. */
  events(query: EventQuery = {}): AsyncGenerator<NodeEvent, never> {
    return followEvents(this.streams, this.address, this.options, query);
  }
}
