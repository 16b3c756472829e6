// A regtest chain: a Bitcoin node, and a miner whose coins pay for everything.
import { mkdir } from 'node:fs/promises';
import { BitcoinRpc } from '../wallet/bitcoinRpc.mjs';
import { createKey } from '../wallet/keys.mjs';
import { transfer } from '../wallet/transactions.mjs';
import { ChildProgram, freePorts, PATIENCE, waitFor } from './processes.mjs';

const FIRST_BLOCKS = 110;
const SATOSHIS = 100_000_000;

export class Chain {
    #rpc;
    #miner = createKey({ type: 'p2wpkh', seed: 'miner' });
    #funds = [];

    static async start(bitcoind, folder) {
        const chain = new Chain();
        const [port] = await freePorts(1);
        await mkdir(folder);
        const policy = process.env.DARKSWAP_BITCOIND ? [] : ['-corepolicy=1'];
        chain.rpcUrl = `http://demo:regtest-only@127.0.0.1:${port}`;
        chain.#rpc = new BitcoinRpc(chain.rpcUrl);
        const program = new ChildProgram('bitcoind', bitcoind, [
            '-regtest', `-datadir=${folder}`, '-server=1', '-disablewallet=1', '-txindex=1', '-listen=0', '-connect=0', '-dnsseed=0', '-fixedseeds=0', '-natpmp=0', '-listenonion=0',
            '-rpcbind=127.0.0.1', '-rpcallowip=127.0.0.1', `-rpcport=${port}`, '-rpcuser=demo', '-rpcpassword=regtest-only', '-dbcache=50', '-printtoconsole=0', ...policy,
        ]);
        try {
            await waitFor('the Bitcoin node', PATIENCE, () => chain.#rpc.call('getblockchaininfo').catch(() => false));
        } catch (failure) {
            throw new Error(`${failure.message}\n${program.log}`);
        }
        await chain.#earn();
        return chain;
    }

    /** A regtest chain that another program runs, with nobody else mining on it. */
    static async join(rpcUrl) {
        const chain = new Chain();
        chain.rpcUrl = rpcUrl;
        chain.#rpc = new BitcoinRpc(rpcUrl);
        await chain.#earn();
        return chain;
    }

    /** Coins of the miner that are old enough to be spent. */
    async #earn() {
        const before = await this.height();
        await this.mine(FIRST_BLOCKS);
        for (let height = before + 1; height <= before + FIRST_BLOCKS - 100; height++) {
            const block = await this.call('getblock', await this.call('getblockhash', height), 2);
            this.#funds.push({ transactionId: block.tx[0].txid, index: 0, satoshis: Math.round(block.tx[0].vout[0].value * SATOSHIS), key: this.#miner });
        }
    }

    call(method, ...parameters) { return this.#rpc.call(method, ...parameters); }

    mine(blocks) { return this.call('generatetoaddress', blocks, this.#miner.address); }

    send(transaction) { return this.call('sendrawtransaction', transaction); }

    async height() { return await this.call('getblockcount'); }

    /** A confirmed coin for the key. */
    async fund(key, satoshis) {
        const coin = this.#funds.shift();
        const payment = transfer({ coins: [coin], outputs: [{ address: key.address, satoshis }], changeAddress: this.#miner.address });
        await this.send(payment.transaction);
        await this.mine(1);
        return { transactionId: payment.transactionId, index: 0, satoshis, key };
    }

    /** The satoshis in confirmed outputs of these addresses, by the Bitcoin node itself. */
    async satoshisOf(addresses) {
        const scan = await this.call('scantxoutset', 'start', addresses.map(address => `addr(${address})`));
        return Math.round(scan.total_amount * SATOSHIS);
    }
}
