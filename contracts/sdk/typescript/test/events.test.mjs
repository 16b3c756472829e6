import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DarkSwapClient, ProblemError } from '../dist/index.js';
import { ServerSentEventReader } from '../dist/serverSentEvents.js';
import { problem, startNode } from './node.mjs';

const text = 'retry: 20\nid: 7\n\n: hello\nid: 8\nevent: orderOpened\ndata: {"orderId":"ü"}\n\nid: 9\r\nevent: orderClosed\r\ndata: {}\r\n\r\n';

test('reads the same however the bytes are cut', () => {
  const bytes = new TextEncoder().encode(text);
  const whole = new ServerSentEventReader().feed(bytes);
  assert.deepEqual(whole.map(({ id, type, data }) => [id, type, data]), [['7', 'message', undefined], ['8', 'orderOpened', '{"orderId":"ü"}'], ['9', 'orderClosed', '{}']]);
  for (const length of [1, 2, 3, 5, 17]) {
    const reader = new ServerSentEventReader();
    const events = [];
    for (let position = 0; position < bytes.length; position += length) events.push(...reader.feed(bytes.subarray(position, position + length)));
    assert.deepEqual(events, whole);
  }
});

test('refuses an event without end', () => {
  const reader = new ServerSentEventReader();
  const chunk = new TextEncoder().encode('x'.repeat(100_000));
  assert.throws(() => {
    for (let round = 0; round < 100; round++) reader.feed(chunk);
  }, RangeError);
});

test('goes on after the last event when the connection breaks, and waits for a busy node', async () => {
  const streaming = (events, end) => () => ({ headers: { 'Content-Type': 'text/event-stream' }, stream: (response) => { response.write(`retry: 5\n\n${events}`); end?.(response); } });
  const node = await startNode([
    streaming('id: 1\nevent: orderOpened\ndata: {"orderId":"a"}\n\nid: 4\n\n', (response) => setImmediate(() => response.destroy())),
    problem(503, 'too-many-streams', {}, { 'Retry-After': '0' }),
    streaming('id: 5\nevent: orderClosed\ndata: {"orderId":"a"}\n\n'),
  ]);
  try {
    const client = new DarkSwapClient({ address: node.address });
    const seen = [];
    for await (const event of client.events({ types: ['orderOpened', 'orderClosed'], pair: 'RUNE:1:1/BTC' })) {
      seen.push([event.id, event.type, event.data.orderId]);
      if (event.type === 'orderClosed') break;
    }
    assert.deepEqual(seen, [['1', 'orderOpened', 'a'], ['5', 'orderClosed', 'a']]);
    assert.deepEqual(node.requests.map((request) => request.headers['last-event-id']), [undefined, '4', '4']);
    assert.equal(node.requests[0].path, '/api/v1/events?types=orderOpened&types=orderClosed&pair=RUNE%3A1%3A1%2FBTC');
  } finally {
    await node.stop();
  }
});

test('a log that no longer reaches back is an error, and so is the end of patience', async () => {
  const node = await startNode([problem(410, 'events-expired')]);
  try {
    const client = new DarkSwapClient({ address: node.address });
    await assert.rejects(client.events({ lastEventId: '1' }).next(), (failure) => failure instanceof ProblemError && failure.status === 410);
    await assert.rejects(client.events({ signal: AbortSignal.abort(new Error('enough')) }).next(), /enough/);
  } finally {
    await node.stop();
  }
});
