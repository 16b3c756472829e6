#!/usr/bin/env node
// A wallet for tests as a command: JSON in on standard input, JSON out on standard output.
import { text } from 'node:stream/consumers';
import { alterPsbt } from './altering.mjs';
import { createKey, describeKey } from './keys.mjs';
import { indexRunes } from './runeIndex.mjs';
import { finalizePsbt, signMessage, signPsbt } from './signing.mjs';
import { decodeTransaction, etch, etchNameless, transfer } from './transactions.mjs';

const commands = {
    'create-key': createKey,
    'describe-key': describeKey,
    'sign-psbt': signPsbt,
    'alter-psbt': alterPsbt,
    'sign-message': signMessage,
    'finalize-psbt': finalizePsbt,
    'transfer': transfer,
    'etch': etch,
    'etch-nameless': etchNameless,
    'decode-transaction': decodeTransaction,
    'index-runes': indexRunes,
};

const usage = `usage: wallet.mjs COMMAND <input.json

commands, with what they read:
  create-key          {type: p2wpkh|p2tr, seed?}
  describe-key        {type, privateKey}
  sign-psbt           {psbt, key, inputs: [index], library?: bitcoinjs|scure, signatureHashType?}
  alter-psbt          {psbt, change: output-amount|output-script|output-added|output-removed|sequence|lock-time|version}
  sign-message        {key, message}                       BIP-322 simple
  finalize-psbt       {psbt}
  transfer            {coins: [{transactionId, index, satoshis, key}], outputs: [{address, satoshis}], changeAddress?, fee?, runestone?}
  etch                {coin, etching: {runeName, premine, divisibility?, symbol?}, to, postage?, changeAddress}
  etch-nameless       {coin, etching: {premine, divisibility?, symbol?}, to, postage?, changeAddress}
  decode-transaction  {transaction}
  index-runes         {rpc}                                all rune balances on a test chain, by runestone-lib
  serve               lines of {id, command, input} in, a line of {id, output} or {id, error} out for each
A key is what create-key returns.
`;

const [name] = process.argv.slice(2);
if (name === 'serve') {
    await serve();
} else if (Object.hasOwn(commands, name ?? '')) {
    console.log(JSON.stringify(await commands[name](JSON.parse(await text(process.stdin)))));
} else {
    process.stderr.write(usage);
    process.exit(name === '--help' ? 0 : 2);
}

async function serve() {
    const { createInterface } = await import('node:readline');
    for await (const line of createInterface({ input: process.stdin })) {
        const { id, command, input } = JSON.parse(line);
        let answer;
        try {
            if (!Object.hasOwn(commands, command)) { throw new Error(`unknown command: ${command}`); }
            answer = { id, output: await commands[command](input) };
        } catch (failure) {
            answer = { id, error: failure.message };
        }
        console.log(JSON.stringify(answer));
    }
}
