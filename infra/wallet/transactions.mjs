// Payments that the wallets make by themselves: plain transfers, and transfers and etchings of runes.
import * as bitcoin from 'bitcoinjs-lib';
import runestones from '@magiceden-oss/runestone-lib';
import { internalKeyOf, network, pairOf, tweakedPairOf } from './keys.mjs';
import { describeTransaction } from './signing.mjs';

const { OP_RETURN, OP_DROP, OP_CHECKSIG } = bitcoin.opcodes;
const SEQUENCE = 0xfffffffd;
const COMMIT_FEE = 2_000;
const REVEAL_FEE = 5_000;

/**
 * Spends coins [{transactionId, index, satoshis, key, previousTransaction?}] to outputs [{address, satoshis}], with the
 * remainder over the fee to the change address as the last output, after which comes the runestone if there is one.
 */
export function transfer({ coins, outputs, changeAddress, fee = COMMIT_FEE, runestone }) {
    const psbt = new bitcoin.Psbt({ network });
    psbt.setVersion(2);
    let remainder = -fee;
    for (const coin of coins) {
        psbt.addInput(inputOf(coin));
        remainder += Number(coin.satoshis);
    }
    for (const output of outputs) {
        psbt.addOutput({ address: output.address, value: BigInt(output.satoshis) });
        remainder -= Number(output.satoshis);
    }
    if (remainder < 0) { throw new Error(`the coins are short of ${-remainder} satoshis`); }
    if (changeAddress !== undefined) { psbt.addOutput({ address: changeAddress, value: BigInt(remainder) }); }
    if (runestone !== undefined && runestone !== null) { psbt.addOutput({ script: runestoneScript(runestone), value: 0n }); }
    coins.forEach((coin, index) => signOwn(psbt, index, coin.key));
    return describeTransaction(psbt.finalizeAllInputs().extractTransaction(true));
}

/** Gives a rune a reserved name: one transaction, no commitment. Output 0 gets the premine. */
export function etchNameless({ coin, etching, to, postage = 10_000, changeAddress }) {
    return transfer({
        coins: [coin],
        outputs: [{ address: to, satoshis: postage }],
        changeAddress,
        runestone: { etching: { ...etching, runeName: undefined }, pointer: 0 },
    });
}

/**
 * A named rune takes two transactions: one that commits to the name in a tapscript, and, at least five blocks after
 * the block with it, one that reveals the tapscript and etches. Output 0 of the latter gets the premine.
 */
export function etch({ coin, etching, to, postage = 10_000, changeAddress }) {
    const { commitment } = encode({ etching });
    const pair = pairOf(coin.key);
    const tapscript = bitcoin.script.compile([commitment, OP_DROP, internalKeyOf(pair), OP_CHECKSIG]);
    const payment = bitcoin.payments.p2tr({
        internalPubkey: internalKeyOf(pair),
        scriptTree: { output: tapscript },
        redeem: { output: tapscript },
        network,
    });
    const committed = postage + REVEAL_FEE;
    const commit = transfer({ coins: [coin], outputs: [{ address: payment.address, satoshis: committed }], changeAddress });
    const psbt = new bitcoin.Psbt({ network });
    psbt.setVersion(2);
    psbt.addInput({
        hash: commit.transactionId,
        index: 0,
        sequence: SEQUENCE,
        witnessUtxo: { script: payment.output, value: BigInt(committed) },
        tapLeafScript: [{ leafVersion: 0xc0, script: tapscript, controlBlock: payment.witness[payment.witness.length - 1] }],
    });
    psbt.addOutput({ address: to, value: BigInt(postage) });
    psbt.addOutput({ script: runestoneScript({ etching, pointer: 0 }), value: 0n });
    psbt.signInput(0, pair);
    return { commit, reveal: describeTransaction(psbt.finalizeAllInputs().extractTransaction(true)) };
}

function inputOf(coin) {
    const pair = pairOf(coin.key);
    const input = { hash: coin.transactionId, index: coin.index, sequence: SEQUENCE, witnessUtxo: { script: Buffer.from(coin.key.script, 'hex'), value: BigInt(coin.satoshis) } };
    return coin.key.type === 'p2tr' ? { ...input, tapInternalKey: internalKeyOf(pair) } : input;
}

function signOwn(psbt, index, key) {
    const pair = pairOf(key);
    psbt.signInput(index, key.type === 'p2tr' ? tweakedPairOf(pair) : pair);
}

function runestoneScript(runestone) {
    return encode(runestone).script;
}

/** JSON has no big integers: amounts and heights come as decimal strings. */
function encode({ etching, edicts, mint, pointer }) {
    const encoded = runestones.encodeRunestone({
        pointer,
        mint: mint && idOf(mint),
        edicts: edicts?.map(edict => ({ id: idOf(edict.rune), amount: BigInt(edict.amount), output: edict.output })),
        etching: etching && {
            runeName: etching.runeName,
            divisibility: etching.divisibility,
            symbol: etching.symbol,
            turbo: etching.turbo,
            premine: etching.premine === undefined ? undefined : BigInt(etching.premine),
            terms: etching.terms && {
                cap: BigInt(etching.terms.cap),
                amount: BigInt(etching.terms.amount),
            },
        },
    });
    return { script: encoded.encodedRunestone, commitment: encoded.etchingCommitment };
}

function idOf(rune) {
    const [block, transaction] = rune.split(':');
    return { block: BigInt(block), tx: Number(transaction) };
}

/** What a transaction does: its outputs, and its runestone as runestone-lib reads it. */
export function decodeTransaction({ transaction }) {
    const parsed = bitcoin.Transaction.fromHex(transaction);
    const artifact = runestones.tryDecodeRunestone({ vout: parsed.outs.map(output => ({ scriptPubKey: { hex: Buffer.from(output.script).toString('hex') } })) });
    return {
        ...describeTransaction(parsed),
        inputs: parsed.ins.map(input => `${Buffer.from(input.hash).reverse().toString('hex')}:${input.index}`),
        outputs: parsed.outs.map(output => ({ satoshis: output.value.toString(), script: Buffer.from(output.script).toString('hex'), address: addressOf(output.script) })),
        runestone: artifact === null ? null : describeArtifact(artifact),
    };
}

function describeArtifact(artifact) {
    if (!runestones.isRunestone(artifact)) { return { cenotaph: artifact.flaws }; }
    return {
        pointer: artifact.pointer ?? null,
        edicts: (artifact.edicts ?? []).map(edict => ({ rune: `${edict.id.block}:${edict.id.tx}`, amount: edict.amount.toString(), output: edict.output })),
        etching: artifact.etching === undefined ? null : { runeName: artifact.etching.runeName ?? null, premine: artifact.etching.premine?.toString() ?? '0' },
        mint: artifact.mint === undefined ? null : `${artifact.mint.block}:${artifact.mint.tx}`,
    };
}

function addressOf(script) {
    if (script[0] === OP_RETURN) { return null; }
    return bitcoin.address.fromOutputScript(script, network);
}
