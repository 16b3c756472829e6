// One side of the trade: a node, a wallet with one key for each purpose, and what both hold.
import { createKey } from '../wallet/keys.mjs';
import { signMessage, signPsbt } from '../wallet/signing.mjs';
import { PATIENCE, waitFor } from './processes.mjs';

export class Trader {
    #keys = new Map();

    /** `library` is the one that signs this trader's PSBTs: bitcoinjs or scure. */
    constructor(name, { keyType, library }) {
        this.name = name;
        this.library = library;
        this.coinKey = this.#createKey(keyType, 'coins');
        this.receiveKey = this.#createKey(keyType, 'receive');
    }

    get addresses() { return [...this.#keys.keys()]; }

    async registerAddresses() {
        for (const address of this.addresses) { await this.node.post('/coins/addresses', { address }); }
        for (const address of this.addresses) {
            await waitFor(`${this.name}'s node to know the coins of ${address}`, PATIENCE, async () => (await this.node.get(`/coins/addresses/${address}`)).state === 'followed');
        }
    }

    /** All coins of this trader that its node knows, each with satoshis and runes. */
    async coins() {
        const pages = await Promise.all(this.addresses.map(address => this.node.get(`/coins?address=${address}`)));
        return pages.flatMap(page => page.items);
    }

    /** The coin once the node counts it as spendable and knows its runes. */
    async coin(outPoint, isReady = () => true) {
        return await waitFor(`${this.name}'s node to see the coin ${outPoint}`, PATIENCE, async () =>
            (await this.coins()).find(coin => coin.outPoint === outPoint && coin.state === 'available' && isReady(coin)));
    }

    /** Satoshis and units of the asset, by this trader's node. */
    async balance(asset) {
        const coins = await this.coins();
        const runes = coins.flatMap(coin => coin.runes).filter(rune => rune.asset === asset);
        return { satoshis: sum(coins.map(coin => coin.satoshis)), runes: sum(runes.map(rune => rune.amount)) };
    }

    prove(address, message) {
        return signMessage({ key: this.#keys.get(address), message }).signature;
    }

    trade(tradeId) { return this.node.find(`/trades/${tradeId}`); }

    async tradeReaching(tradeId, what, seconds, isReached) {
        const ended = ['rejected', 'cancelled', 'expired', 'failed', 'conflicted'];
        return await waitFor(`${this.name}'s trade to be ${what}`, seconds, async () => {
            const trade = await this.trade(tradeId);
            if (trade && ended.includes(trade.state)) { throw new Error(`the trade ended: ${JSON.stringify(trade)}`); }
            return trade && isReached(trade) ? trade : undefined;
        });
    }

    /** Fetches the PSBT, signs with the keys it asks for, and hands the signatures in. */
    async sign(tradeId) {
        const asked = await this.node.get(`/trades/${tradeId}/psbt`);
        let psbt = asked.psbt;
        for (const input of asked.inputsToSign) {
            const key = this.#keys.get(input.address);
            if (key === undefined) { throw new Error(`${this.name} was asked to sign for a strange address: ${input.address}`); }
            psbt = signPsbt({ psbt, key, inputs: [input.index], library: this.library }).psbt;
        }
        await this.node.post(`/trades/${tradeId}/signatures`, { psbt });
        return asked;
    }

    #createKey(type, purpose) {
        const key = createKey({ type, seed: `${this.name} ${purpose}` });
        this.#keys.set(key.address, key);
        return key;
    }
}

function sum(amounts) { return amounts.reduce((total, amount) => total + BigInt(amount), 0n); }
