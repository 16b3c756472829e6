// The demo from the first block to the last balance. Started by infra/demo.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { indexRunes } from '../wallet/runeIndex.mjs';
import { decodeTransaction, etch } from '../wallet/transactions.mjs';
import { Chain } from './chain.mjs';
import { DarkSwapNode } from './darkswapNode.mjs';
import { PATIENCE, stopAll, waitFor } from './processes.mjs';
import { Trader } from './trader.mjs';

const RUNE_NAME = 'DARKSWAP•DEMO•RUNE';
const PREMINE = 21_000;
const OFFERED = 1_000;
const FILL = 400;
const PRICE = 25;
const FEE_RATE = 2_000;
const BLOCKS_UNTIL_REVEAL = 5;

const { values: options } = parseArgs({ options: { mode: { type: 'string' }, bitcoind: { type: 'string' }, node: { type: 'string' }, join: { type: 'string' } } });
// What runs already, from a file since it holds secrets: { bitcoinRpc, nodes: { Alice: { api, token, address } } }.
const joined = options.join ? JSON.parse(await readFile(options.join, 'utf8')) : {};
const start = performance.now();
const folder = await mkdtemp(join(tmpdir(), 'darkswap-demo-'));
const alice = new Trader('Alice', { keyType: 'p2tr', library: 'scure' });
const bob = new Trader('Bob', { keyType: 'p2wpkh', library: 'bitcoinjs' });
let interrupted;
const interruption = new Promise(resolve => { interrupted = resolve; });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) { process.once(signal, interrupted); }

process.exit(await run());

async function run() {
    try {
        const outcome = await Promise.race([demonstrate(), interruption.then(() => 'interrupted')]);
        if (outcome === 'interrupted') { return options.mode === 'once' ? 1 : 0; }
        if (options.mode === 'stay') {
            invite();
            await interruption;
        }
        return 0;
    } catch (failure) {
        console.error(`\nThe demo failed: ${failure.message}`);
        for (const { name, node } of [alice, bob]) {
            if (node) { console.error(`\nThe last lines of ${name}'s node:\n${node.log}`); }
        }
        return 1;
    } finally {
        await stopAll();
        await rm(folder, { recursive: true, force: true });
    }
}

async function demonstrate() {
    const chain = joined.bitcoinRpc ? await Chain.join(joined.bitcoinRpc) : await Chain.start(options.bitcoind, join(folder, 'chain'));
    step(`A regtest chain of ${await chain.height()} blocks`);
    const runeCoin = await etchRune(chain);
    const bobsCoin = await chain.fund(bob.coinKey, 100_000);
    const asset = `RUNE:${runeCoin.rune}`;
    step(`Alice holds ${PREMINE} of ${RUNE_NAME} (${asset}) in ${runeCoin.outPoint}; Bob holds ${bobsCoin.satoshis} satoshis`);

    await startNodes(chain);
    await Promise.all([alice.registerAddresses(), bob.registerAddresses()]);
    const backing = await alice.coin(runeCoin.outPoint, coin => coin.runes.some(rune => rune.asset === asset));
    const payment = await bob.coin(`${bobsCoin.transactionId}:0`);
    const before = await balances(chain, asset, runeCoin.rune);
    step('Both nodes know the coins of their users');
    report('before', before);

    const order = await offer(asset, backing);
    const identity = await bob.node.get('/network/identity');
    await waitFor("Alice's order to reach Bob's node", PATIENCE, async () => (await bob.node.find(`/orders/${order.orderId}`))?.status === 'open');
    step(`Bob's node has it, peer to peer, and has checked its signature and its coins`);

    const tradeId = await propose(order, payment, identity.network);
    const trade = await settle(tradeId);
    await finish(chain, tradeId, trade, asset, runeCoin.rune, before);
}

async function etchRune(chain) {
    const coin = await chain.fund(alice.coinKey, 100_000);
    const { commit, reveal } = etch({ coin, etching: { runeName: RUNE_NAME, premine: `${PREMINE}`, symbol: 'D' }, to: alice.coinKey.address, changeAddress: alice.receiveKey.address });
    await chain.send(commit.transaction);
    await chain.mine(BLOCKS_UNTIL_REVEAL);
    await chain.send(reveal.transaction);
    await chain.mine(1);
    return { outPoint: `${reveal.transactionId}:0`, rune: `${await chain.height()}:1` };
}

async function startNodes(chain) {
    [alice.node, bob.node] = await Promise.all([alice, bob].map(({ name }) => joined.nodes?.[name]
        ? DarkSwapNode.join(name, joined.nodes[name])
        : DarkSwapNode.start(name, { program: options.node, folder: join(folder, name.toLowerCase()), bitcoinRpc: chain.rpcUrl })));
    for (const { name, node } of [alice, bob]) { step(`${name}'s node is up: ${node.peerId}`); }
    await bob.node.post('/network/peers', { address: alice.node.address });
    step('Connections from 127.0.0.0/8 are not counted by address here (libp2p:exemptSubnets), since both nodes share it');
    step(`Bob's node dialed Alice's: ${alice.node.address}`);
}

async function offer(asset, coin) {
    const draft = await alice.node.post('/orders/drafts', {
        base: asset, quote: 'BTC', side: 'sell', baseAmount: `${OFFERED}`, price: { quote: `${PRICE}`, base: '1' }, minimumFill: '100', backing: [coin.outPoint],
    });
    const order = await alice.node.post('/orders', {
        document: draft.document,
        settlement: {
            coins: [{ outPoint: coin.outPoint, proof: alice.prove(alice.coinKey.address, draft.backingMessage) }],
            receiveAddress: alice.receiveKey.address,
            changeAddress: alice.coinKey.address,
            changeProof: alice.prove(alice.coinKey.address, draft.backingMessage),
            acceptance: 'automatic',
        },
    });
    step(`Alice offers ${OFFERED} at ${PRICE} satoshis each: order ${order.orderId}`);
    return order;
}

async function propose(order, coin, network) {
    const tradeId = randomUUID();
    await bob.node.post('/trades', {
        tradeId,
        orderId: order.orderId,
        fill: `${FILL}`,
        feeRate: `${FEE_RATE}`,
        settlement: {
            coins: [{ outPoint: coin.outPoint, proof: bob.prove(bob.coinKey.address, `darkswap-trade-v1:${network}:${tradeId}`) }],
            receiveAddress: bob.receiveKey.address,
            changeAddress: bob.coinKey.address,
        },
        acceptWithinSeconds: PATIENCE,
        confirmations: 1,
        makerCoinConfirmations: 1,
    });
    step(`Bob takes ${FILL} for ${FILL * PRICE} satoshis: trade ${tradeId}`);
    return tradeId;
}

/** Both sign, the taker first. Ends with the trade once it is broadcast. */
async function settle(tradeId) {
    await bob.tradeReaching(tradeId, 'ready to sign', PATIENCE, trade => trade.state === 'psbtReady' && trade.needs === 'signature');
    step('The nodes agree on one transaction, byte for byte');
    const bobSigned = await bob.sign(tradeId);
    step(`Bob's wallet signed with ${bob.library}: ${describeChange(bobSigned)}`);
    await alice.tradeReaching(tradeId, 'ready to sign', PATIENCE, trade => trade.state === 'takerSigned' && trade.needs === 'signature');
    const aliceSigned = await alice.sign(tradeId);
    step(`Alice's wallet signed with ${alice.library}: ${describeChange(aliceSigned)}`);
    const isBroadcast = trade => ['broadcast', 'confirming', 'completed'].includes(trade.state);
    const [trade] = await Promise.all([alice, bob].map(side => side.tradeReaching(tradeId, 'broadcast', PATIENCE, isBroadcast)));
    step(`Broadcast: transaction ${trade.transactionId}`);
    return { ...trade, fee: BigInt(bobSigned.feeSatoshis) };
}

async function finish(chain, tradeId, trade, asset, rune, before) {
    await waitFor('the transaction in the mempool', PATIENCE, async () => (await chain.call('getrawmempool')).includes(trade.transactionId));
    await chain.mine(1);
    await Promise.all([alice, bob].map(side => side.tradeReaching(tradeId, 'completed', PATIENCE, seen => seen.state === 'completed')));
    step('Mined: the trade is completed on both nodes');
    const transaction = await chain.call('getrawtransaction', trade.transactionId);
    console.log(`\n${JSON.stringify(decodeTransaction({ transaction }), null, 2)}\n`);
    const after = await waitFor('both nodes to show the new balances', PATIENCE, async () => {
        const now = await balances(chain, asset, rune);
        return agrees(now) ? now : undefined;
    });
    report('after', after);
    const price = BigInt(FILL * PRICE);
    expect("Alice's satoshis", after.Alice.satoshis, before.Alice.satoshis + price);
    expect("Alice's runes", after.Alice.runes, before.Alice.runes - BigInt(FILL));
    expect("Bob's satoshis", after.Bob.satoshis, before.Bob.satoshis - price - trade.fee);
    expect("Bob's runes", after.Bob.runes, before.Bob.runes + BigInt(FILL));
    step(`Every balance is exactly as agreed (Bob paid the fee of ${trade.fee} satoshis)`);
}

/** By each side's node, and independently of both: satoshis by the Bitcoin node, runes by runestone-lib's index. */
async function balances(chain, asset, rune) {
    const { balances: holdings } = await indexRunes({ rpc: chain.rpcUrl });
    const result = {};
    for (const side of [alice, bob]) {
        const held = holdings.filter(holding => holding.rune === rune && side.addresses.includes(holding.address));
        result[side.name] = {
            satoshis: BigInt(await chain.satoshisOf(side.addresses)),
            runes: held.reduce((total, holding) => total + BigInt(holding.amount), 0n),
            byNode: await side.balance(asset),
        };
    }
    return result;
}

function agrees(balance) {
    return Object.values(balance).every(side => side.satoshis === side.byNode.satoshis && side.runes === side.byNode.runes);
}

function report(when, balance) {
    for (const [name, side] of Object.entries(balance)) {
        console.log(`           ${name} ${when}: ${side.satoshis} satoshis, ${side.runes} ${RUNE_NAME}` +
            (agrees({ side }) ? '' : ` (by the node: ${side.byNode.satoshis}, ${side.byNode.runes})`));
    }
}

function expect(what, actual, expected) {
    if (actual !== expected) { throw new Error(`${what}: ${actual}, agreed were ${expected}`); }
}

function describeChange({ satoshiChange, assetChanges }) {
    return [`${satoshiChange} satoshis`, ...assetChanges.map(change => `${change.amount} ${change.asset}`)].join(', ');
}

function step(text) {
    console.log(`[${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s] ${text}`);
}

function invite() {
    console.log('\nBoth nodes stay up until you press Ctrl-C.');
    for (const { name, node } of [alice, bob]) {
        console.log(`  ${name}: ${node.api}/api/v1   documentation: ${node.api}/docs\n         token: ${node.token}\n         ${node.address}`);
    }
    console.log(`\n  curl -H 'Authorization: Bearer ${bob.node.token}' ${bob.node.api}/api/v1/trades`);
}
