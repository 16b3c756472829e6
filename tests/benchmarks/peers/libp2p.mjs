// A js-libp2p peer for the libp2p benchmark: one JSON command per line of standard input, one JSON answer per line of standard output.
import { createInterface } from 'node:readline'
import { identify } from '@libp2p/identify'
import { mplex } from '@libp2p/mplex'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { tls } from '@libp2p/tls'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const protocol = '/darkswap-benchmark/1.0.0'
const headerLength = 9
const messageLength = 32
const many = { maxInboundStreams: 10_000, maxOutboundStreams: 10_000 }
const transports = { tcp, ws: webSockets }
const securities = { noise, tls }
const muxers = {
  yamux: () => yamux(many),
  // By default the sixth stream in a second ends the muxer.
  mplex: () => mplex({ ...many, disconnectThreshold: 1_000_000 })
}

let node
let connection

/** Reads exact numbers of bytes from a stream. */
class Reader {
  constructor (stream) {
    this.chunks = stream[Symbol.asyncIterator]()
    this.buffer = Buffer.alloc(0)
  }

  async fill () {
    const { done, value } = await this.chunks.next()
    if (done) { return false }
    this.buffer = Buffer.from(value.subarray())
    return true
  }

  async take (length) {
    const parts = []
    while (length > 0) {
      if (this.buffer.length === 0 && !await this.fill()) { return undefined }
      const part = this.buffer.subarray(0, length)
      this.buffer = this.buffer.subarray(part.length)
      length -= part.length
      parts.push(part)
    }
    return Buffer.concat(parts)
  }

  async skip (length) {
    while (length > 0) {
      if (this.buffer.length === 0 && !await this.fill()) { throw new Error('ended early') }
      const count = Math.min(length, this.buffer.length)
      this.buffer = this.buffer.subarray(count)
      length -= count
    }
  }

  async end () {
    while (await this.fill()) { /* nothing more is expected */ }
  }
}

/** Sends and waits for room by the event: the promise of onDrain stays resolved after its first use. */
async function send (stream, bytes) {
  if (!stream.send(bytes)) {
    await new Promise((resolve, reject) => {
      stream.addEventListener('drain', resolve, { once: true })
      stream.addEventListener('close', () => reject(new Error('closed')), { once: true })
    })
  }
}

async function sendZeros (stream, length) {
  const piece = new Uint8Array(64 * 1024)
  for (let left = length; left > 0; left -= piece.length) {
    await send(stream, piece.subarray(0, Math.min(left, piece.length)))
  }
}

function header (operation, length) {
  const bytes = Buffer.alloc(headerLength)
  bytes[0] = operation
  bytes.writeBigUInt64BE(BigInt(length), 1)
  return bytes
}

async function serve (stream) {
  const reader = new Reader(stream)
  const request = await reader.take(headerLength)
  const length = Number(request.readBigUInt64BE(1))
  switch (request[0]) {
    case 0:
      await reader.skip(length)
      await send(stream, new Uint8Array(1))
      break
    case 1:
      await sendZeros(stream, length)
      break
    case 2:
      for (let count = 0; count < length; count++) {
        await send(stream, await reader.take(messageLength))
      }
  }
  await reader.end()
  await stream.close()
}

async function withStream (action) {
  const stream = await connection.newStream(protocol, many)
  const reader = new Reader(stream)
  const result = await action(stream, reader)
  await stream.close()
  await reader.end()
  return result
}

async function timed (action) {
  const start = process.hrtime.bigint()
  await action()
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9 }
}

async function create ({ transport, security, muxer }, listen) {
  node = await createLibp2p({
    addresses: { listen },
    transports: [transports[transport]()],
    connectionEncrypters: [securities[security]()],
    streamMuxers: [muxers[muxer]()],
    connectionManager: { inboundConnectionThreshold: 1_000_000, maxIncomingPendingConnections: 1_000, maxConnections: 100_000 },
    services: { identify: identify() }
  })
  await node.handle(protocol, serve, many)
}

const commands = {
  async listen (stack) {
    await create(stack, [stack.transport === 'ws' ? '/ip4/127.0.0.1/tcp/0/ws' : '/ip4/127.0.0.1/tcp/0'])
    return { address: node.getMultiaddrs()[0].toString() }
  },

  async connect ({ address, ...stack }) {
    await create(stack, [])
    connection = await node.dial(multiaddr(address))
    return {}
  },

  upload: ({ count }) => timed(() => withStream(async (stream, reader) => {
    await send(stream, header(0, count))
    await sendZeros(stream, count)
    await reader.take(1)
  })),

  download: ({ count }) => timed(() => withStream(async (stream, reader) => {
    await send(stream, header(1, count))
    await reader.skip(count)
  })),

  roundTrips: ({ count }) => withStream(async (stream, reader) => {
    const microseconds = []
    await send(stream, header(2, count))
    for (let number = 0; number < count; number++) {
      const start = process.hrtime.bigint()
      await send(stream, new Uint8Array(messageLength))
      await reader.take(messageLength)
      microseconds.push(Number(process.hrtime.bigint() - start) / 1e3)
    }
    microseconds.sort((one, other) => one - other)
    return { median: microseconds[Math.floor(count / 2)], p99: microseconds[Math.floor(count * 0.99)] }
  }),

  streams: ({ count, concurrency }) => timed(async () => {
    let left = count
    await Promise.all(Array.from({ length: concurrency }, async () => {
      while (left-- > 0) {
        await withStream(async (stream, reader) => {
          await send(stream, Buffer.concat([header(2, 1), new Uint8Array(messageLength)]))
          await reader.take(messageLength)
        })
      }
    }))
  }),

  dials: ({ address, count }) => timed(async () => {
    for (let number = 0; number < count; number++) {
      const dialed = await node.dial(multiaddr(address), { force: true })
      await dialed.close()
    }
  }),

  async idle ({ address, count }) {
    for (let number = 0; number < count; number++) {
      await node.dial(multiaddr(address), { force: true })
    }
    return {}
  },

  async usage () {
    const { user, system } = process.cpuUsage()
    return { processorMicroseconds: user + system }
  },

  async memory () {
    globalThis.gc()
    return { bytes: process.memoryUsage().rss }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...parameters } = JSON.parse(line)
  try {
    process.stdout.write(`${JSON.stringify(await commands[command](parameters))}\n`)
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error?.stack ?? error) })}\n`)
  }
}

process.exit(0)
