// A DarkSwap node, started as a standalone process or running already, and its public REST API as a front end uses it.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ChildProgram, freePorts, PATIENCE, waitFor } from './processes.mjs';

// No inscription and no alkane is on this chain, and no indexer of them runs.
// Both nodes share the loopback address, so neither counts connections from it.
const NODE_ENVIRONMENT = { DARKSWAP_PSBT__TREATMISSINGASSETSOURCESASEMPTY: 'true', DARKSWAP_LIBP2P__EXEMPTSUBNETS__0: '127.0.0.0/8' };

export class DarkSwapNode {
    #program;
    #token;

    static async start(name, { program, folder, bitcoinRpc }) {
        const node = new DarkSwapNode();
        const [apiPort, peerPort] = await freePorts(2);
        node.name = name;
        node.#program = new ChildProgram(`${name}'s node`, 'dotnet', [
            program, '--data', folder, '--api', `127.0.0.1:${apiPort}`, '--listen', `/ip4/127.0.0.1/tcp/${peerPort}`, '--network', 'regtest', '--bitcoin-rpc', bitcoinRpc,
        ], NODE_ENVIRONMENT);
        const ready = await node.#program.event('ready', PATIENCE);
        node.peerId = ready.peerId;
        node.api = ready.api.replace(/\/$/, '');
        node.tokenFile = ready.tokenFile;
        node.address = `/ip4/127.0.0.1/tcp/${peerPort}/p2p/${ready.peerId}`;
        node.#token = (await readFile(ready.tokenFile, 'utf8')).trim();
        return node;
    }

    /** A node that runs already: the URL of its gateway, the operator's token, and the multiaddress of its peer. */
    static join(name, { api, token, address }) {
        const node = new DarkSwapNode();
        Object.assign(node, { name, api, address, peerId: address.split('/').at(-1) });
        node.#token = token;
        return node;
    }

    get token() { return this.#token; }

    get log() { return this.#program?.log ?? '(it keeps its own log)'; }

    get(path) { return this.#persist('GET', path); }

    /** The key lets the node tell a repetition from a second wish. */
    post(path, body) { return this.#persist('POST', path, body, { 'idempotency-key': randomUUID() }); }

    /** The answer, or undefined when there is no such thing (404). */
    async find(path) {
        try {
            return await this.get(path);
        } catch (failure) {
            if (failure.status === 404) { return undefined; }
            throw failure;
        }
    }

    /** Asks again while the node, or a part of it, is not ready or not level with its Bitcoin node (503): any answer would be a guess. */
    async #persist(...request) {
        return await waitFor(`an answer of ${this.name}'s node to ${request[0]} ${request[1]}`, PATIENCE, async () => {
            try {
                return { answer: await this.#request(...request) };
            } catch (failure) {
                if (failure.status === 503) { return undefined; }
                throw failure;
            }
        }).then(({ answer }) => answer);
    }

    async #request(method, path, body, headers = {}) {
        const response = await fetch(`${this.api}/api/v1${path}`, {
            method,
            headers: { ...headers, authorization: `Bearer ${this.#token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        const text = await response.text();
        if (!response.ok) {
            throw Object.assign(new Error(`${this.name}'s node answered ${response.status} to ${method} ${path}: ${text}`), { status: response.status });
        }
        return text === '' ? undefined : JSON.parse(text);
    }
}
