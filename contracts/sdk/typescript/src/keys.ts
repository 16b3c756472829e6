import { ed25519 } from '@noble/curves/ed25519';
import { base58Of, bytesOfBase64, concatenate } from './bytes.js';

const seedLength = 32;
const rawLength = 32;
/** Before a raw Ed25519 key in libp2p's encoding: type Ed25519, then 32 bytes of data. */
const publicKeyPrefix = Uint8Array.of(0x08, 0x01, 0x12, 0x20);
/** Before a seed in PKCS #8 (RFC 8410 §7). */
const privateKeyPrefix = Uint8Array.of(0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20);

/** A user's Ed25519 key: who somebody is to every node. It signs orders and proofs of itself; it never spends bitcoin. */
export class UserKey {
  /** The key's name: `12D3Koo…`. */
  readonly peerId: string;

  private constructor(
    /** In libp2p's encoding, 36 bytes. */
    readonly publicKey: Uint8Array,
    private readonly signWith: (message: Uint8Array) => Promise<Uint8Array>,
  ) {
    this.peerId = peerIdOf(publicKey);
  }

  /** A key from 32 bytes that the caller keeps. Signs with WebCrypto where it knows Ed25519, else in JavaScript. */
  static async fromSeed(seed: Uint8Array): Promise<UserKey> {
    if (seed.length !== seedLength) throw new RangeError(`a seed has ${seedLength} bytes`);
    const kept = seed.slice();
    const raw = ed25519.getPublicKey(kept);
    const imported = await tryWebCrypto((subtle) => subtle.importKey('pkcs8', concatenate(privateKeyPrefix, kept) as BufferSource, 'Ed25519', false, ['sign']));
    return new UserKey(concatenate(publicKeyPrefix, raw), imported ? webCryptoSigner(imported) : async (message) => ed25519.sign(message, kept));
  }

  /** A new key of 32 random bytes; returns the seed for the caller to keep. */
  static async generate(): Promise<{ key: UserKey; seed: Uint8Array }> {
    const seed = crypto.getRandomValues(new Uint8Array(seedLength));
    return { key: await UserKey.fromSeed(seed), seed };
  }

  /** A key that WebCrypto holds and never shows, for example from IndexedDB: `crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])`. */
  static async fromKeyPair(pair: CryptoKeyPair): Promise<UserKey> {
    const { x } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const raw = bytesOfBase64((x ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    if (raw.length !== rawLength) throw new TypeError('the pair is not of Ed25519');
    return new UserKey(concatenate(publicKeyPrefix, raw), webCryptoSigner(pair.privateKey));
  }

  sign(message: Uint8Array): Promise<Uint8Array> {
    return this.signWith(message);
  }
}

/** The peer id of a public key in libp2p's encoding: its identity multihash in base58. */
export function peerIdOf(publicKey: Uint8Array): string {
  if (publicKey.length !== publicKeyPrefix.length + rawLength || !publicKeyPrefix.every((octet, index) => publicKey[index] === octet)) {
    throw new TypeError('is no Ed25519 public key in libp2p\'s encoding');
  }
  return base58Of(concatenate(Uint8Array.of(0, publicKey.length), publicKey));
}

function webCryptoSigner(key: CryptoKey) {
  return async (message: Uint8Array) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, message as BufferSource));
}

/** Undefined where there is no WebCrypto, as on insecure pages, or it does not know Ed25519. */
async function tryWebCrypto(use: (subtle: SubtleCrypto) => Promise<CryptoKey>): Promise<CryptoKey | undefined> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return undefined;
  try {
    return await use(subtle);
  } catch {
    return undefined;
  }
}
