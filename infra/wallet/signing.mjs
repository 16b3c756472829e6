// Signing with code that DarkSwap did not write: PSBTs with bitcoinjs-lib or @scure/btc-signer, messages with bip322-js.
import * as bitcoin from 'bitcoinjs-lib';
import * as scure from '@scure/btc-signer';
import { Signer, Verifier } from 'bip322-js';
import { internalKeyOf, network, pairOf, tweakedPairOf } from './keys.mjs';

const { SIGHASH_ALL, SIGHASH_DEFAULT } = bitcoin.Transaction;

/** Signs the given inputs of a base64 PSBT and leaves all others alone. A signature hash type other than the usual is for tests. */
export function signPsbt({ psbt, key, inputs, library = 'bitcoinjs', signatureHashType }) {
    switch (library) {
        case 'bitcoinjs': return { psbt: signWithBitcoinjs(psbt, key, inputs, signatureHashType) };
        case 'scure': return { psbt: signWithScure(psbt, key, inputs) };
        default: throw new Error(`unknown library: ${library}`);
    }
}

/** A BIP-322 simple signature: the base64 witness. */
export function signMessage({ key, message }) {
    const signature = Signer.sign(key.wif, key.address, message);
    if (!Verifier.verifySignature(key.address, message, signature)) {
        throw new Error('bip322-js does not accept its own signature');
    }
    return { signature };
}

/** Completes a PSBT whose inputs are all signed and returns the transaction. */
export function finalizePsbt({ psbt }) {
    const finalized = bitcoin.Psbt.fromBase64(psbt, { network }).finalizeAllInputs();
    return describeTransaction(finalized.extractTransaction(true));
}

export function describeTransaction(transaction) {
    return { transaction: transaction.toHex(), transactionId: transaction.getId(), virtualSize: transaction.virtualSize() };
}

function signWithBitcoinjs(base64, key, inputs, signatureHashType) {
    const psbt = bitcoin.Psbt.fromBase64(base64, { network });
    const pair = pairOf(key);
    const allowed = signatureHashType === undefined ? undefined : [signatureHashType];
    for (const index of inputs) {
        if (allowed) { psbt.updateInput(index, { sighashType: signatureHashType }); }
        if (key.type === 'p2tr') {
            if (!psbt.data.inputs[index].tapInternalKey) {
                psbt.updateInput(index, { tapInternalKey: internalKeyOf(pair) });
            }
            psbt.signInput(index, tweakedPairOf(pair), allowed ?? [SIGHASH_DEFAULT, SIGHASH_ALL]);
        } else {
            psbt.signInput(index, pair, allowed ?? [SIGHASH_ALL]);
        }
    }
    return psbt.toBase64();
}

function signWithScure(base64, key, inputs) {
    const transaction = scure.Transaction.fromPSBT(Buffer.from(base64, 'base64'), { allowUnknownOutputs: true, unknown: 'ignore' });
    const pair = pairOf(key);
    for (const index of inputs) {
        if (key.type === 'p2tr' && !transaction.getInput(index).tapInternalKey) {
            transaction.updateInput(index, { tapInternalKey: internalKeyOf(pair) });
        }
        const allowed = key.type === 'p2tr' ? [scure.SigHash.DEFAULT, scure.SigHash.ALL] : [scure.SigHash.ALL];
        if (!transaction.signIdx(Buffer.from(key.privateKey, 'hex'), index, allowed)) {
            throw new Error(`@scure/btc-signer did not sign input ${index}`);
        }
    }
    return Buffer.from(transaction.toPSBT(0)).toString('base64');
}
