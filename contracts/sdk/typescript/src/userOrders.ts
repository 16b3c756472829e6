import type { Client } from 'openapi-fetch';
import { areEqual, base64Of, bytesOfBase64, bytesOfHex, concatenate, hexOf } from './bytes.js';
import { dataOf } from './data.js';
import { domains, payloadTypes, seal } from './envelopes.js';
import type { UserKey } from './keys.js';
import { amountBytes, documentFieldsOf, orderIdOf, type OrderParties, outPointBytes } from './orderTerms.js';
import { RefusedToSignError } from './problems.js';
import { bytesField, type Field, fieldsOf, numberField, repeatedField } from './protobuf.js';
import type { ChangeOrderRequest, OrderDraftRequest, OrderDraftResponse, OrderResponse, paths, SettlementBody, SigningDraftResponse } from './schema.js';
import { microsecondsOf } from './times.js';

/** How far the node's clock may be off, in microseconds. */
const clockDifference = 300_000_000n;

/** A draft that says what was asked for. Only `UserOrders.draft` makes one. */
export interface CheckedDraft {
  /** Hash of the terms, computed here. */
  readonly orderId: string;
  /** For the wallet: to be signed as BIP-322 simple by the address of every coin. */
  readonly backingMessage: string;
  /** The bytes of the terms, as they were asked for. */
  readonly document: Uint8Array;
  readonly network: string;
  readonly backing: readonly string[];
}

/**
 * Orders of a user's key, with the node as their agent. Nothing is signed blindly: what is signed is compared, byte by byte, with what was asked for.
 */
export class UserOrders {
  constructor(private readonly api: Client<paths>, private readonly key: UserKey) {}

  /** Has the node draft the order, and checks what it drafted; throws `RefusedToSignError` when it is something else. */
  async draft(asked: OrderDraftRequest): Promise<CheckedDraft> {
    const node = await dataOf(this.api.GET('/api/v1/network/identity'));
    const draft = await dataOf(this.api.POST('/api/v1/orders/drafts', { body: asked }));
    return checkDraft(asked, draft, { key: this.key, agent: node.peerId, network: node.network });
  }

  /**
   * Signs the order and publishes it.
   * @param proofs The wallet's BIP-322 signatures of the draft's `backingMessage`, one for each coin behind the order in its order; none for a purchase.
   */
  async place(draft: CheckedDraft, proofs: readonly Uint8Array[], settlement: SettlementBody): Promise<OrderResponse> {
    if (proofs.length !== draft.backing.length) throw new RangeError(`${draft.backing.length} proofs are needed, one for each coin`);
    const payload = concatenate(bytesField(1, draft.document), ...proofs.map((proof) => repeatedField(2, proof)));
    return this.submit(payloadTypes.orderCreate, draft.network, payload, settlement);
  }

  /** Changes an order of this key. An empty change says what its trades have come to. */
  async change(orderId: string, asked: ChangeOrderRequest): Promise<OrderResponse> {
    const order = await this.findOwn(orderId);
    const draft = await dataOf(this.api.POST('/api/v1/orders/{orderId}/changes/drafts', { params: { path: { orderId } }, body: asked }));
    return this.submit(payloadTypes.orderUpdate, order.network, checkChange(order, asked, draft));
  }

  /** Cancels an order of this key for good. The bytes are made here; the node drafts nothing. */
  async cancel(orderId: string): Promise<OrderResponse> {
    const order = await this.findOwn(orderId);
    return this.submit(payloadTypes.orderCancel, order.network, bytesField(1, bytesOfHex(orderId)));
  }

  private async submit(payloadType: string, network: string, payload: Uint8Array, settlement?: SettlementBody): Promise<OrderResponse> {
    const envelope = base64Of(await seal(this.key, domains.order(network), payloadType, payload));
    return dataOf(this.api.POST('/api/v1/orders/signed', { body: settlement === undefined ? { envelope } : { envelope, settlement } }));
  }

  private async findOwn(orderId: string): Promise<OrderResponse> {
    const order = await dataOf(this.api.GET('/api/v1/orders/{orderId}', { params: { path: { orderId } } }));
    const differences = [];
    if (order.orderId !== orderId) differences.push(`orderId is '${order.orderId}'`);
    if (order.maker !== this.key.peerId) differences.push(`maker is '${order.maker}'`);
    if (differences.length > 0) throw new RefusedToSignError('the order is not one of this key', differences);
    return order;
  }
}

/** Throws `RefusedToSignError` unless the draft is the order that was asked for. */
export function checkDraft(asked: OrderDraftRequest, draft: OrderDraftResponse, parties: OrderParties, now = BigInt(Date.now()) * 1000n): CheckedDraft {
  const document = bytesOfBase64(draft.document);
  const found = readFields(document, 'the draft is no order');
  const created = numberOf(found, 12);
  const differences: string[] = [];
  const expected = documentFieldsOf(asked, parties, created);
  for (const { name, number, encoded } of expected) {
    if (!areEqual(encoded, encodingOf(found, number))) differences.push(`${name} is not what was asked for`);
  }
  const skew = created - now;
  if (skew > clockDifference || skew < -clockDifference) differences.push('createdAt is not now');
  const orderId = orderIdOf(document);
  const backingMessage = domains.backingMessage(parties.network, orderId);
  if (draft.orderId !== orderId) differences.push(`orderId is '${draft.orderId}' and not '${orderId}'`);
  if (draft.backingMessage !== backingMessage) differences.push(`backingMessage is '${draft.backingMessage}'`);
  // Same fields, but in another order, twice, or with others beside them.
  if (differences.length === 0 && !areEqual(document, concatenate(...expected.map((field) => field.encoded)))) differences.push('the document is not canonical');
  if (differences.length > 0) throw new RefusedToSignError('the draft is not the order that was asked for', differences);
  return { orderId, backingMessage, document, network: parties.network, backing: asked.backing ?? [] };
}

/** Throws `RefusedToSignError` unless the draft is the change that was asked for; returns the payload to sign. */
export function checkChange(order: OrderResponse, asked: ChangeOrderRequest, draft: SigningDraftResponse): Uint8Array {
  const payload = bytesOfBase64(draft.payload);
  const found = readFields(payload, 'the draft is no change of an order');
  const differences: string[] = [];
  const compare = (name: string, isEqual: boolean) => {
    if (!isEqual) differences.push(`${name} is not what was asked for`);
  };
  compare('domain', draft.domain === domains.order(order.network));
  compare('payloadType', draft.payloadType === payloadTypes.orderUpdate);
  compare('orderId', areEqual(encodingOf(found, 1), bytesField(1, bytesOfHex(order.orderId))));
  compare('sequence', numberOf(found, 2) > BigInt(order.updateSequence));
  const remaining = BigInt(`0x0${hexOf(bytesOf(found, 3))}`);
  compare('remaining', asked.remaining ? areEqual(bytesOf(found, 3), amountBytes(asked.remaining)) : remaining <= BigInt(order.remaining));
  const backing = asked.coins?.map((coin) => coin.outPoint) ?? order.backing;
  compare('backing', areEqual(encodingOf(found, 4), concatenate(...backing.map((outPoint) => repeatedField(4, outPointBytes(outPoint))))));
  if (asked.coins) compare('proofs', areEqual(encodingOf(found, 5), concatenate(...asked.coins.map((coin) => repeatedField(5, bytesOfBase64(coin.proof))))));
  compare('expiresAt', numberOf(found, 6) === microsecondsOf(asked.expiresAt ?? order.expiresAt));
  // Whether an order is suspended shows in its status only while nothing weightier does.
  const suspended = asked.suspended ?? (order.status === 'suspended' ? true : order.status === 'open' ? false : undefined);
  compare('suspended', suspended === undefined || (numberOf(found, 7) === 1n) === suspended);
  compare('payload', areEqual(payload, concatenate(...[1, 2, 3, 4, 5, 6, 7].map((number) => encodingOf(found, number)))));
  if (differences.length > 0) throw new RefusedToSignError('the draft is not the change that was asked for', differences);
  return payload;
}

function readFields(bytes: Uint8Array, reason: string): Field[] {
  try {
    return fieldsOf(bytes);
  } catch (failure) {
    throw new RefusedToSignError(reason, [failure instanceof Error ? failure.message : String(failure)]);
  }
}

function numberOf(fields: readonly Field[], number: number): bigint {
  const value = fields.find((field) => field.number === number)?.value;
  return typeof value === 'bigint' ? value : 0n;
}

function bytesOf(fields: readonly Field[], number: number): Uint8Array {
  const value = fields.find((field) => field.number === number)?.value;
  return value instanceof Uint8Array ? value : new Uint8Array();
}

/** What the fields of a number say, encoded anew. */
function encodingOf(fields: readonly Field[], number: number): Uint8Array {
  const wanted = fields.filter((field) => field.number === number);
  return concatenate(...wanted.map(({ value }) => (value instanceof Uint8Array ? repeatedField(number, value) : numberField(number, value))));
}
