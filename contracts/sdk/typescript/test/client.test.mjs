import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DarkSwapClient, dataOf, InsecureContextError, NodeUnreachableError, ProblemError } from '../dist/index.js';
import { problem, startNode } from './node.mjs';

const emptyPage = () => ({ body: { items: [], cursor: null } });

async function against(answers, run, options = {}) {
  const node = await startNode(answers);
  try {
    return await run(new DarkSwapClient({ address: node.address, maximumRetryDelay: 2_000, ...options }), node.requests);
  } finally {
    await node.stop();
  }
}

test('a refusal is a typed error with the reasons by field', () =>
  against([problem(400, 'validation', { detail: 'Look', traceId: '00-1', errors: { 'price.quote': ['is at least 1'] } })], async (client) => {
    await assert.rejects(client.api.GET('/api/v1/orders'), (failure) => {
      assert.ok(failure instanceof ProblemError);
      assert.equal(failure.type, 'urn:darkswap:problem:validation');
      assert.equal(failure.status, 400);
      assert.deepEqual(failure.errors, { 'price.quote': ['is at least 1'] });
      assert.equal(failure.message, 'Refused: Look; price.quote is at least 1 (400 validation)');
      return true;
    });
  }));

test('tries again with the same idempotency key when the node is busy', () =>
  against([problem(503, 'unavailable', {}, { 'Retry-After': '0' }), problem(429, 'too-many-requests', {}, { 'Retry-After': '0' }), () => ({ body: { address: 'a', state: 'followed', progress: 1 } })], async (client, requests) => {
    const followed = await dataOf(client.api.POST('/api/v1/coins/addresses', { body: { address: 'a' } }));
    assert.equal(followed.state, 'followed');
    const keys = requests.map((request) => request.headers['idempotency-key']);
    assert.equal(keys.length, 3);
    assert.match(keys[0], /^[0-9a-f]{32}$/);
    assert.equal(new Set(keys).size, 1);
    assert.deepEqual(requests.map((request) => request.body), Array(3).fill('{"address":"a"}'));
  }));

test('gives up when the node asks for more patience than there is', () =>
  against([problem(429, 'too-many-requests', {}, { 'Retry-After': '3600' })], async (client) => {
    await assert.rejects(client.api.GET('/api/v1/orders'), (failure) => failure.retryAfter === 3_600_000);
  }));

test('questions and readings carry no idempotency key', () =>
  against([emptyPage, () => ({ body: { isValid: true } })], async (client, requests) => {
    await client.api.GET('/api/v1/orders', { params: { query: { side: 'sell', limit: 5 } } });
    await client.api.POST('/api/v1/psbts/verifications', { body: { psbt: 'AA==' } });
    assert.equal(requests[0].path, '/api/v1/orders?side=sell&limit=5');
    assert.deepEqual(requests.map((request) => request.headers['idempotency-key']), [undefined, undefined]);
  }));

test('a refused token is asked for anew once', () => {
  const tokens = ['old', 'new', 'new'];
  return against([problem(401, 'unauthorized'), emptyPage], async (client, requests) => {
    await client.api.GET('/api/v1/orders');
    assert.deepEqual(requests.map((request) => request.headers.authorization), ['Bearer old', 'Bearer new']);
  }, { credential: { token: () => tokens.shift() } });
});

test('a node that is not there is named', async () => {
  const node = await startNode([]);
  await node.stop();
  const client = new DarkSwapClient({ address: node.address, maximumRetries: 1, maximumRetryDelay: 1 });
  await assert.rejects(client.api.GET('/api/v1/orders'), NodeUnreachableError);
});

test('a credential never travels where others can read it', () => {
  const options = { address: 'http://node.example', credential: { token: 'secret' } };
  assert.throws(() => new DarkSwapClient(options), /plain HTTP/);
  assert.ok(new DarkSwapClient({ ...options, allowPlainHttp: true }));
  assert.ok(new DarkSwapClient({ address: 'http://node.example' }));
  assert.ok(new DarkSwapClient({ ...options, address: 'http://127.0.0.1:8080' }));
});

test('a page that is not secure is told so', () => {
  Object.assign(globalThis, { isSecureContext: false, location: { protocol: 'http:', origin: 'http://shop.example' } });
  try {
    assert.throws(() => new DarkSwapClient({ address: 'https://node.example', credential: { token: 'secret' } }), (failure) => failure instanceof InsecureContextError && failure.message.includes('http://shop.example'));
    Object.assign(globalThis, { isSecureContext: true, location: { protocol: 'https:', origin: 'https://shop.example' } });
    assert.throws(() => new DarkSwapClient({ address: 'http://node.example' }), (failure) => failure instanceof InsecureContextError && failure.message.includes('over HTTPS'));
  } finally {
    delete globalThis.isSecureContext;
    delete globalThis.location;
  }
});
