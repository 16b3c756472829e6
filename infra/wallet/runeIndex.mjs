// Who holds which runes, by runestone-lib's own indexer over the whole chain: an opinion independent of DarkSwap's index.
import runestones from '@magiceden-oss/runestone-lib';
import { BitcoinRpc } from './bitcoinRpc.mjs';

/** Reads the chain from block 0 and returns all unspent rune balances and all etchings. For short test chains. */
export async function indexRunes({ rpc }) {
    const node = new BitcoinRpc(rpc);
    const storage = new MemoryStorage();
    const indexer = new runestones.RunestoneIndexer({
        network: runestones.Network.REGTEST,
        storage,
        bitcoinRpcClient: {
            getblockhash: ({ height }) => node.callRaw('getblockhash', [height]),
            getblock: ({ blockhash, verbosity = 1 }) => node.callRaw('getblock', [blockhash, verbosity]),
            getrawtransaction: ({ txid, verbose = false }) => node.callRaw('getrawtransaction', [txid, verbose]),
        },
    });
    await indexer.start();
    await indexer.updateRuneUtxoBalances();
    await indexer.stop();
    return { height: storage.height, balances: storage.balances(), etchings: storage.etchings() };
}

class MemoryStorage {
    #blocks = [];
    #etchings = new Map();
    #mints = new Map();
    #unspent = new Map();

    get height() { return this.#blocks.length - 1; }

    async connect() { }

    async disconnect() { }

    async seedEtchings() { }

    async getBlockhash(height) { return this.#blocks[height]?.hash ?? null; }

    async getCurrentBlock() { return this.#blocks.at(-1) ?? null; }

    async resetCurrentBlock() { throw new Error('the chain was reorganised while it was read'); }

    async getEtching(location) { return this.#etchings.get(location) ?? null; }

    async getRuneLocation(ticker) { return [...this.#etchings.values()].find(etching => etching.runeTicker === ticker)?.runeId ?? null; }

    async getValidMintCount(location, height) {
        return (this.#mints.get(location) ?? []).filter(mint => mint.height <= height).reduce((sum, mint) => sum + mint.count, 0);
    }

    async getUtxoBalance(transactionId, index) { return this.#unspent.get(`${transactionId}:${index}`) ?? []; }

    async saveBlockIndex({ block, etchings, mintCounts, utxoBalances, spentBalances }) {
        this.#blocks[block.height] = { height: block.height, hash: block.hash };
        for (const etching of etchings) { this.#etchings.set(locationOf(etching.runeId), etching); }
        for (const { mint, count } of mintCounts) {
            const counts = this.#mints.get(locationOf(mint)) ?? [];
            counts.push({ height: block.height, count });
            this.#mints.set(locationOf(mint), counts);
        }
        for (const balance of utxoBalances) {
            const outPoint = `${balance.txid}:${balance.vout}`;
            this.#unspent.set(outPoint, [...(this.#unspent.get(outPoint) ?? []), balance]);
        }
        for (const spent of spentBalances) { this.#unspent.delete(`${spent.txid}:${spent.vout}`); }
    }

    balances() {
        return [...this.#unspent].flatMap(([outPoint, balances]) =>
            balances.map(balance => ({ outPoint, address: balance.address ?? null, rune: locationOf(balance.runeId), amount: balance.amount.toString() })));
    }

    etchings() {
        return [...this.#etchings.values()].map(etching => ({
            rune: locationOf(etching.runeId),
            name: etching.runeName,
            valid: etching.valid,
            premine: etching.premine?.toString() ?? '0',
        }));
    }
}

function locationOf({ block, tx }) { return `${block}:${tx}`; }
