// The programs that the demo starts: their output is kept for when something goes wrong, and each is stopped by its process id.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** Seconds to wait for what should take a few: the machine may have much else to do. */
export const PATIENCE = 240;

const KEPT_LINES = 60;
const running = new Set();

export class ChildProgram {
    #process;
    #lines = [];
    #watchers = new Set();
    #ended;

    constructor(name, program, programArguments, environment = {}) {
        this.name = name;
        // A group of its own: Ctrl-C reaches the demo only, which then stops its programs in order.
        this.#process = spawn(program, programArguments, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...environment } });
        this.#ended = new Promise(resolve => {
            this.#process.once('error', failure => { this.#keep(failure.message); resolve(); });
            this.#process.once('close', resolve);
        });
        this.#ended.then(() => { running.delete(this); for (const watcher of this.#watchers) { watcher.end(); } });
        for (const stream of [this.#process.stdout, this.#process.stderr]) {
            createInterface({ input: stream }).on('line', line => this.#keep(line));
        }
        running.add(this);
    }

    get log() { return this.#lines.join('\n'); }

    /** The first object that the program writes as a line of JSON with this event, from the start of the program on. */
    async event(name, seconds) {
        return await new Promise((resolve, reject) => {
            const timer = setTimeout(() => finish(reject, new Error(`${this.name} did not report "${name}" within ${seconds} s\n${this.log}`)), seconds * 1000);
            const finish = (settle, value) => { clearTimeout(timer); this.#watchers.delete(watcher); settle(value); };
            const watcher = {
                line: line => { const found = parseEvent(line); if (found?.event === name) { finish(resolve, found); } },
                end: () => finish(reject, new Error(`${this.name} ended too early\n${this.log}`)),
            };
            this.#watchers.add(watcher);
            for (const line of this.#lines) { watcher.line(line); }
        });
    }

    async stop(seconds = 10) {
        if (!running.has(this)) { return; }
        this.#process.kill('SIGTERM');
        const timer = setTimeout(() => this.#process.kill('SIGKILL'), seconds * 1000);
        await this.#ended;
        clearTimeout(timer);
    }

    kill() { this.#process.kill('SIGKILL'); }

    #keep(line) {
        this.#lines.push(line);
        if (this.#lines.length > KEPT_LINES) { this.#lines.shift(); }
        for (const watcher of [...this.#watchers]) { watcher.line(line); }
    }
}

// Whatever happens to the demo itself, its programs don't outlive it.
process.once('exit', () => { for (const program of running) { program.kill(); } });

/** Those that were started last end first. */
export async function stopAll() {
    for (const program of [...running].reverse()) { await program.stop(); }
}

export async function freePorts(count) {
    const servers = await Promise.all(Array.from({ length: count }, () => new Promise((resolve, reject) => {
        const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
    })));
    const ports = servers.map(server => server.address().port);
    await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
    return ports;
}

export async function waitFor(what, seconds, probe) {
    const deadline = performance.now() + seconds * 1000;
    for (;;) {
        const found = await probe();
        if (found) { return found; }
        if (performance.now() > deadline) { throw new Error(`waited ${seconds} s in vain for ${what}`); }
        await new Promise(resolve => setTimeout(resolve, 200));
    }
}

function parseEvent(line) {
    if (!line.startsWith('{')) { return undefined; }
    try { return JSON.parse(line); } catch { return undefined; }
}
