// Keys and addresses on regtest: one key, one address, either P2WPKH or P2TR (key path).
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import * as bitcoin from 'bitcoinjs-lib';
import * as curve from 'tiny-secp256k1';
import { ECPairFactory } from 'ecpair';

globalThis.crypto ??= webcrypto; // Node.js 18 has it, but not as a global.
bitcoin.initEccLib(curve);

export const network = bitcoin.networks.regtest;
const pairs = ECPairFactory(curve);

/** The same seed always gives the same key; without one the key is random. */
export function createKey({ type, seed }) {
    const secret = seed === undefined ? randomBytes(32) : createHash('sha256').update(`darkswap demo wallet ${seed}`).digest();
    return describeKey({ type, privateKey: secret.toString('hex') });
}

/** From the private key alone, everything that a wallet tells about it. */
export function describeKey({ type, privateKey }) {
    const pair = pairs.fromPrivateKey(Buffer.from(privateKey, 'hex'), { network });
    const payment = paymentOf(type, pair);
    return {
        type,
        privateKey,
        wif: pair.toWIF(),
        publicKey: Buffer.from(pair.publicKey).toString('hex'),
        address: payment.address,
        script: Buffer.from(payment.output).toString('hex'),
    };
}

export function pairOf(key) {
    return pairs.fromPrivateKey(Buffer.from(key.privateKey, 'hex'), { network });
}

export function internalKeyOf(pair) {
    return pair.publicKey.subarray(1, 33);
}

/** The pair whose public key is the output key of a taproot address without script paths (BIP-86). */
export function tweakedPairOf(pair) {
    return pair.tweak(bitcoin.crypto.taggedHash('TapTweak', internalKeyOf(pair)));
}

function paymentOf(type, pair) {
    switch (type) {
        case 'p2wpkh': return bitcoin.payments.p2wpkh({ pubkey: pair.publicKey, network });
        case 'p2tr': return bitcoin.payments.p2tr({ internalPubkey: internalKeyOf(pair), network });
        default: throw new Error(`unknown key type: ${type}`);
    }
}
