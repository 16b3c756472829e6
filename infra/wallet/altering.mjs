// What a cheat would do to a PSBT before signing it. For tests: a node must refuse every one of these.
import * as bitcoin from 'bitcoinjs-lib';
import { network } from './keys.mjs';

const CHANGED_OUTPUT = 1;
const STRANGER = Buffer.from(`0014${'5a'.repeat(20)}`, 'hex');

const changes = {
    'output-amount': transaction => { transaction.outs[CHANGED_OUTPUT].value -= 1n; },
    'output-script': transaction => { transaction.outs[CHANGED_OUTPUT].script = STRANGER; },
    'output-added': (transaction, psbt) => {
        transaction.outs.push({ script: STRANGER, value: 546n });
        psbt.data.outputs.push({});
    },
    'output-removed': (transaction, psbt) => {
        transaction.outs.pop();
        psbt.data.outputs.pop();
    },
    'sequence': transaction => { transaction.ins[0].sequence = 0xffffffff; },
    'lock-time': transaction => { transaction.locktime = 1; },
    'version': transaction => { transaction.version = 1; },
};

/** Changes one thing in the unsigned transaction and leaves all other fields as they are. */
export function alterPsbt({ psbt: base64, change }) {
    if (!Object.hasOwn(changes, change)) { throw new Error(`unknown change: ${change}`); }
    const psbt = bitcoin.Psbt.fromBase64(base64, { network });
    // The library keeps the transaction that it serializes here, and offers no way to edit it, for good reasons.
    changes[change](psbt.data.globalMap.unsignedTx.tx, psbt);
    return { psbt: psbt.toBase64() };
}
