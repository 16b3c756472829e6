import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { RefusedToSignError, UserKey } from '../dist/index.js';
import { base64Of, bytesOfBase64, bytesOfHex, concatenate } from '../dist/bytes.js';
import { domains, payloadTypes, seal, signingInput } from '../dist/envelopes.js';
import { amountBytes, documentFieldsOf, orderIdOf, outPointBytes } from '../dist/orderTerms.js';
import { bytesField, numberField, repeatedField } from '../dist/protobuf.js';
import { microsecondsOf } from '../dist/times.js';
import { checkChange, checkDraft } from '../dist/userOrders.js';

// The same bytes that the C# SDK is tested with.
const vectors = JSON.parse(await readFile(new URL('../../vectors/orders.json', import.meta.url), 'utf8'));
const key = await UserKey.fromSeed(bytesOfHex(vectors.seed));
const parties = { key, agent: vectors.agent, network: vectors.network };
const created = microsecondsOf(vectors.createdAt);

function draftOf(asked, change = {}, parts = parties, time = created) {
  const document = concatenate(...documentFieldsOf(asked, parts, time).map((field) => field.encoded));
  const orderId = orderIdOf(document);
  return { document: base64Of(document), orderId, backingMessage: domains.backingMessage(vectors.network, orderId), ...change };
}

const check = (draft) => checkDraft(vectors.asked, draft, parties, created + 60_000_000n);

const refuses = (act, difference) =>
  assert.throws(act, (failure) => failure instanceof RefusedToSignError && failure.differences.some((sentence) => sentence.startsWith(difference)));

test('a draft of what was asked for is the vector', async () => {
  const draft = check(draftOf(vectors.asked));
  assert.equal(draft.orderId, vectors.orderId);
  assert.equal(draft.backingMessage, vectors.backingMessage);
  assert.equal(base64Of(draft.document), vectors.document);
  const payload = concatenate(bytesField(1, draft.document), repeatedField(2, bytesOfBase64(vectors.proof)));
  assert.equal(base64Of(await seal(key, domains.order(vectors.network), payloadTypes.orderCreate, payload)), vectors.creation);
});

const otherCoin = `${'2'.repeat(64)}:0`;
for (const [field, change] of Object.entries({
  base: { base: 'RUNE:840000:4' },
  side: { side: 'buy' },
  baseAmount: { baseAmount: '1' },
  'price.quote': { price: { quote: '4', base: '1000' } },
  'price.base': { price: { quote: '5', base: '1001' } },
  minimumFill: { minimumFill: '999' },
  expiresAt: { expiresAt: '2026-11-23T12:00:00.000001Z' },
  backing: { backing: [otherCoin] },
  minimumFeeRate: { minimumFeeRate: '1' },
  maximumFeeRate: { maximumFeeRate: '10001' },
})) {
  test(`a draft with another ${field} is not signed`, () => refuses(() => check(draftOf({ ...vectors.asked, ...change })), field));
}

test('a draft of another maker, agent, network, time, id or message is not signed', async () => {
  const stranger = await UserKey.fromSeed(new Uint8Array(32));
  refuses(() => check(draftOf(vectors.asked, {}, { ...parties, key: stranger })), 'maker');
  refuses(() => check(draftOf(vectors.asked, {}, { ...parties, agent: key.peerId })), 'agent');
  refuses(() => check(draftOf(vectors.asked, {}, { ...parties, network: 'main:00000000' })), 'network');
  refuses(() => check(draftOf(vectors.asked, {}, parties, created - 400_000_000n)), 'createdAt');
  refuses(() => check(draftOf(vectors.asked, { orderId: '0'.repeat(64) })), 'orderId');
  refuses(() => check(draftOf(vectors.asked, { backingMessage: 'pay me' })), 'backingMessage');
});

test('a draft with fields beside or out of order is not signed', () => {
  const document = bytesOfBase64(vectors.document);
  for (const bytes of [concatenate(document, numberField(17, 1)), concatenate(document.subarray(2), document.subarray(0, 2)), document.subarray(0, 50)]) {
    const orderId = orderIdOf(bytes);
    assert.throws(() => check({ document: base64Of(bytes), orderId, backingMessage: domains.backingMessage(vectors.network, orderId) }), RefusedToSignError);
  }
});

const order = { orderId: vectors.orderId, network: vectors.network, updateSequence: 1, remaining: '1000', backing: vectors.asked.backing, expiresAt: vectors.asked.expiresAt, status: 'open' };

function changeOf({ orderId = vectors.orderId, sequence = 2, remaining = '500', coin = vectors.asked.backing[0], proof = vectors.proof, expiresAt = vectors.change.expiresAt, suspended = 1 } = {}) {
  const payload = concatenate(
    bytesField(1, bytesOfHex(orderId)), numberField(2, sequence), bytesField(3, amountBytes(remaining)), repeatedField(4, outPointBytes(coin)),
    repeatedField(5, bytesOfBase64(proof)), numberField(6, microsecondsOf(expiresAt)), numberField(7, suspended),
  );
  return { domain: domains.order(vectors.network), payloadType: payloadTypes.orderUpdate, payload: base64Of(payload) };
}

test('a change that was asked for is the vector', async () => {
  const payload = checkChange(order, vectors.change, changeOf());
  assert.equal(base64Of(payload), vectors.changePayload);
  assert.equal(base64Of(await seal(key, domains.order(vectors.network), payloadTypes.orderUpdate, payload)), vectors.changeEnvelope);
});

test('a change that differs in one field is not signed', () => {
  const asked = vectors.change;
  refuses(() => checkChange(order, asked, changeOf({ orderId: '0'.repeat(64) })), 'orderId');
  refuses(() => checkChange(order, asked, changeOf({ sequence: 1 })), 'sequence');
  refuses(() => checkChange(order, asked, changeOf({ remaining: '501' })), 'remaining');
  refuses(() => checkChange(order, asked, changeOf({ coin: otherCoin })), 'backing');
  refuses(() => checkChange(order, asked, changeOf({ proof: 'CQ==' })), 'proofs');
  refuses(() => checkChange(order, asked, changeOf({ expiresAt: '2026-11-23T06:00:01Z' })), 'expiresAt');
  refuses(() => checkChange(order, asked, changeOf({ suspended: 0 })), 'suspended');
  refuses(() => checkChange(order, asked, { ...changeOf(), domain: domains.order('main:00000000') }), 'domain');
  refuses(() => checkChange(order, { ...asked, remaining: null }, changeOf({ remaining: '1001' })), 'remaining');
  assert.ok(checkChange(order, { ...asked, remaining: null }, changeOf({ remaining: '900' })));
});

test('a cancellation and a challenge are the vectors', async () => {
  assert.equal(base64Of(await seal(key, domains.order(vectors.network), payloadTypes.orderCancel, bytesField(1, bytesOfHex(vectors.orderId)))), vectors.cancellation);
  const { audience, nonce, signature, signingInput: expected } = vectors.challenge;
  const input = signingInput(domains.authentication(audience), payloadTypes.challenge, bytesOfBase64(nonce));
  assert.equal(base64Of(input), expected);
  assert.equal(base64Of(await key.sign(input)), signature);
});
