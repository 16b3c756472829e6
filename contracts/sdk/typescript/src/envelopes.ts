import { concatenate } from './bytes.js';
import type { UserKey } from './keys.js';
import { repeatedField, withLength } from './protobuf.js';

export const payloadTypes = {
  challenge: '/darkswap/challenge',
  orderCreate: '/darkswap/order-create',
  orderUpdate: '/darkswap/order-update',
  orderCancel: '/darkswap/order-cancel',
} as const;

export const domains = {
  authenticationPrefix: 'darkswap-authentication-v1:',
  authentication: (audience: string) => `darkswap-authentication-v1:${audience}`,
  order: (network: string) => `darkswap-order-v1:${network}`,
  backingMessage: (network: string, orderId: string) => `darkswap-backing-v1:${network}:${orderId}`,
};

/** The bytes that a signed envelope signs (libp2p RFC 0002): domain, type and payload, each after its length. */
export function signingInput(domain: string, payloadType: string, payload: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  return concatenate(withLength(encoder.encode(domain)), withLength(encoder.encode(payloadType)), withLength(payload));
}

/** Signs a payload and returns the envelope. */
export async function seal(key: UserKey, domain: string, payloadType: string, payload: Uint8Array): Promise<Uint8Array> {
  const signature = await key.sign(signingInput(domain, payloadType, payload));
  return concatenate(
    repeatedField(1, key.publicKey),
    repeatedField(2, new TextEncoder().encode(payloadType)),
    repeatedField(3, payload),
    repeatedField(5, signature),
  );
}
