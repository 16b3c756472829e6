import { sha256 } from '@noble/hashes/sha2';
import { bytesOfBase58, bytesOfHex, concatenate, hexOf } from './bytes.js';
import type { UserKey } from './keys.js';
import { bytesField, numberField, repeatedField, textField } from './protobuf.js';
import type { OrderDraftRequest } from './schema.js';
import { microsecondsOf } from './times.js';

const documentVersion = 1;
const sides = { sell: 1, buy: 2 } as const;
/** Defaults of the API: satoshis per 1,000 virtual bytes, and microseconds. */
const defaultMinimumFeeRate = '1000';
const defaultMaximumFeeRate = '500000';
const defaultLifetime = 86_400_000_000n;

/** Whose order it is, and where. */
export interface OrderParties {
  readonly key: UserKey;
  /** Peer id of the node that trades for the user. */
  readonly agent: string;
  readonly network: string;
}

/** The id of an order: SHA-256 of its canonical bytes. */
export function orderIdOf(document: Uint8Array): string {
  return hexOf(sha256(document));
}

/** A field of an order's document with its name in the API. */
export interface NamedField {
  readonly name: string;
  readonly number: number;
  readonly encoded: Uint8Array;
}

/** The one encoding of the terms that were asked for; what was left to the node has the API's documented default. */
export function documentFieldsOf(asked: OrderDraftRequest, parties: OrderParties, created: bigint): NamedField[] {
  const field = (name: string, number: number, encoded: Uint8Array) => ({ name, number, encoded });
  return [
    field('version', 1, numberField(1, documentVersion)),
    field('network', 2, textField(2, parties.network)),
    field('maker', 3, bytesField(3, parties.key.publicKey)),
    field('agent', 4, bytesField(4, parties.agent === parties.key.peerId ? new Uint8Array() : bytesOfBase58(parties.agent))),
    field('base', 5, textField(5, asked.base)),
    field('quote', 6, textField(6, asked.quote)),
    field('side', 7, numberField(7, sides[asked.side])),
    field('baseAmount', 8, bytesField(8, amountBytes(asked.baseAmount))),
    field('price.quote', 9, bytesField(9, amountBytes(asked.price.quote))),
    field('price.base', 10, bytesField(10, amountBytes(asked.price.base))),
    field('minimumFill', 11, bytesField(11, amountBytes(asked.minimumFill ?? asked.baseAmount))),
    field('createdAt', 12, numberField(12, created)),
    field('expiresAt', 13, numberField(13, asked.expiresAt ? microsecondsOf(asked.expiresAt) : created + defaultLifetime)),
    field('backing', 14, concatenate(...(asked.backing ?? []).map((outPoint) => repeatedField(14, outPointBytes(outPoint))))),
    field('minimumFeeRate', 15, numberField(15, BigInt(asked.minimumFeeRate ?? defaultMinimumFeeRate))),
    field('maximumFeeRate', 16, numberField(16, BigInt(asked.maximumFeeRate ?? defaultMaximumFeeRate))),
  ];
}

/** 16 bytes, big-endian. */
export function amountBytes(amount: string): Uint8Array {
  if (!/^[0-9]{1,39}$/.test(amount) || BigInt(amount) >= 1n << 128n) throw new RangeError(`'${amount}' is no unsigned 128-bit number`);
  return bytesOfHex(BigInt(amount).toString(16).padStart(32, '0'));
}

/** From `txid:index`; the id travels in the order of the transaction's bytes. */
export function outPointBytes(outPoint: string): Uint8Array {
  const parts = /^([0-9a-f]{64}):(0|[1-9][0-9]{0,9})$/.exec(outPoint);
  if (parts === null) throw new TypeError(`'${outPoint}' is not an outpoint such as txid:index`);
  return concatenate(bytesField(1, bytesOfHex(parts[1] ?? '').reverse()), numberField(2, BigInt(parts[2] ?? '0')));
}
