import { concatenate } from './bytes.js';

/** A field as it was read: a whole number, or bytes. */
export interface Field {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

export function varintOf(value: bigint | number): Uint8Array {
  const octets: number[] = [];
  let rest = BigInt(value);
  if (rest < 0n || rest >= 1n << 64n) throw new RangeError(`${value} is no unsigned 64-bit number`);
  do {
    octets.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(octets);
}

/** Bytes after their length. */
export function withLength(bytes: Uint8Array): Uint8Array {
  return concatenate(varintOf(bytes.length), bytes);
}

/** Empty for what is the default: canonical bytes leave defaults out. */
export function bytesField(number: number, bytes: Uint8Array): Uint8Array {
  return bytes.length === 0 ? bytes : repeatedField(number, bytes);
}

/** A member of a list, which is there even when it is empty. */
export function repeatedField(number: number, bytes: Uint8Array): Uint8Array {
  return concatenate(varintOf((number << 3) | 2), withLength(bytes));
}

export function textField(number: number, text: string): Uint8Array {
  return bytesField(number, new TextEncoder().encode(text));
}

export function numberField(number: number, value: bigint | number): Uint8Array {
  return BigInt(value) === 0n ? new Uint8Array() : concatenate(varintOf(number << 3), varintOf(value));
}

/** Reads numbers and bytes; throws on anything else, and on what ends early. */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let position = 0;
  const readVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const octet = bytes[position++];
      if (octet === undefined) break;
      value |= BigInt(octet & 0x7f) << shift;
      if (octet < 0x80) return value;
    }
    throw new TypeError('is no protobuf message');
  };
  while (position < bytes.length) {
    const tag = Number(readVarint());
    if ((tag & 7) === 0) {
      fields.push({ number: tag >>> 3, value: readVarint() });
    } else if ((tag & 7) === 2) {
      const end = Number(readVarint()) + position;
      if (end > bytes.length) throw new TypeError('is no protobuf message');
      fields.push({ number: tag >>> 3, value: bytes.subarray(position, end) });
      position = end;
    } else {
      throw new TypeError('is no protobuf message');
    }
  }
  return fields;
}
