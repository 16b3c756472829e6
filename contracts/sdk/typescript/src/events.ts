import type { DarkSwapClientOptions } from './options.js';
import { NodeUnreachableError, ProblemError } from './problems.js';
import type { OrderEventData, PeerEventData, TradeEventData } from './schema.js';
import { ServerSentEventReader } from './serverSentEvents.js';
import { wait } from './times.js';
import { delayOf, type Transport } from './transport.js';

/** A node says something every quarter of a minute; one that is silent for longer is gone. Milliseconds. */
const longestSilence = 60_000;
const defaultPause = 2_000;

interface EventOf<Type extends string, Data> {
  /** To go on after: `EventQuery.lastEventId`. */
  readonly id: string;
  readonly type: Type;
  readonly data: Data;
}

/** Something that happened at the node. Switch on `type`; a newer node may send types that are not listed here. */
export type NodeEvent =
  | EventOf<'orderOpened' | 'orderChanged' | 'orderClosed', OrderEventData>
  | EventOf<'tradeStateChanged', TradeEventData>
  | EventOf<'peerConnected' | 'peerDisconnected', PeerEventData>;

export interface EventQuery {
  /** Empty or left out: all that the credential may see. */
  readonly types?: readonly NodeEvent['type'][];
  /** `RUNE:840000:3/BTC`; left out: all. */
  readonly pair?: string;
  /** Goes on after this event, also in a program that was started anew; left out: from now on. */
  readonly lastEventId?: string;
  /** Ends the iteration with its reason. */
  readonly signal?: AbortSignal;
}

/** Follows a node's events through broken connections and restarts, without gap and without repetition. */
export async function* followEvents(transport: Transport, address: URL, options: DarkSwapClientOptions, query: EventQuery): AsyncGenerator<NodeEvent, never> {
  let lastEventId = query.lastEventId;
  let pause = defaultPause;
  for (;;) {
    const connection = new AbortController();
    const signal = query.signal === undefined ? connection.signal : anyOf(query.signal, connection);
    try {
      const response = await connect(transport, requestOf(address, query, lastEventId, signal), options, query.signal);
      const reader = new ServerSentEventReader();
      for await (const chunk of chunksOf(response, connection)) {
        for (const block of reader.feed(chunk)) {
          lastEventId = block.id ?? lastEventId;
          pause = block.retry ?? pause;
          if (block.data !== undefined && block.id !== undefined) yield { id: block.id, type: block.type, data: JSON.parse(block.data) } as NodeEvent;
        }
      }
    } finally {
      connection.abort();
    }
    query.signal?.throwIfAborted();
    await wait(pause, query.signal);
  }
}

/** Id of the newest event, by which every stream begins. */
export async function lastEventIdOf(transport: Transport, address: URL, options: DarkSwapClientOptions, signal: AbortSignal | undefined): Promise<string> {
  for (;;) {
    const connection = new AbortController();
    const ending = signal === undefined ? connection.signal : anyOf(signal, connection);
    try {
      const response = await connect(transport, requestOf(address, {}, undefined, ending), options, signal);
      const reader = new ServerSentEventReader();
      for await (const chunk of chunksOf(response, connection)) {
        const id = reader.feed(chunk).find((block) => block.id !== undefined)?.id;
        if (id !== undefined) return id;
      }
    } finally {
      connection.abort();
    }
    signal?.throwIfAborted();
    await wait(defaultPause, signal);
  }
}

function requestOf(address: URL, query: EventQuery, lastEventId: string | undefined, signal: AbortSignal): Request {
  const url = new URL('/api/v1/events', address);
  for (const type of query.types ?? []) url.searchParams.append('types', type);
  if (query.pair !== undefined) url.searchParams.append('pair', query.pair);
  const headers = new Headers({ Accept: 'text/event-stream' });
  if (lastEventId !== undefined) headers.set('Last-Event-ID', lastEventId);
  return new Request(url, { headers, signal });
}

/** Tries until the node answers or refuses for good. */
async function connect(transport: Transport, request: Request, options: DarkSwapClientOptions, signal: AbortSignal | undefined): Promise<Response> {
  const longest = options.maximumRetryDelay ?? 30_000;
  for (let attempt = 0; ; attempt++) {
    try {
      return await transport.fetch(request.clone());
    } catch (failure) {
      const isPassing = failure instanceof NodeUnreachableError || (failure instanceof ProblemError && (failure.status === 429 || failure.status >= 500));
      if (!isPassing) throw failure;
      await wait((failure instanceof ProblemError ? failure.retryAfter : undefined) ?? delayOf(attempt, longest), signal);
    }
  }
}

/** Ends without an error when the connection does, whoever ended it. */
async function* chunksOf(response: Response, connection: AbortController): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  for (;;) {
    const silence = setTimeout(() => connection.abort(), longestSilence);
    try {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    } catch {
      return;
    } finally {
      clearTimeout(silence);
    }
  }
}

function anyOf(outer: AbortSignal, inner: AbortController): AbortSignal {
  if (outer.aborted) inner.abort(outer.reason);
  outer.addEventListener('abort', () => inner.abort(outer.reason), { once: true, signal: inner.signal });
  return inner.signal;
}
