// Calls to a Bitcoin node. The address carries user and password: http://user:password@127.0.0.1:18443
export class BitcoinRpc {
    #url;
    #authorization;

    constructor(url) {
        const parsed = new URL(url);
        this.#authorization = `Basic ${Buffer.from(`${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`).toString('base64')}`;
        parsed.username = '';
        parsed.password = '';
        this.#url = parsed.href;
    }

    async call(method, ...parameters) {
        const { result, error } = await this.callRaw(method, parameters);
        if (error !== null) { throw new Error(`${method}: ${error.message} (${error.code})`); }
        return result;
    }

    /** The whole answer, in which either `result` or `error` is null. */
    async callRaw(method, parameters) {
        const response = await fetch(this.#url, {
            method: 'POST',
            headers: { authorization: this.#authorization, 'content-type': 'application/json' },
            body: JSON.stringify({ jsonrpc: '1.0', id: 0, method, params: parameters }),
        });
        return await response.json();
    }
}
