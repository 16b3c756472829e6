// A js-libp2p peer for the interop tests. Reads one JSON command per line from standard input and writes one JSON event per line.
import { createInterface } from 'node:readline'
import { identify, identifyPush } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const echoProtocol = '/darkswap-interop/echo/1.0.0'
const resetProtocol = '/darkswap-interop/reset/1.0.0'
const laterProtocol = '/darkswap-interop/later/1.0.0'
const write = event => process.stdout.write(`${JSON.stringify(event)}\n`)

const node = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  // The defaults bound what one address may do to far less than a test does.
  connectionManager: { inboundConnectionThreshold: 10_000, maxIncomingPendingConnections: 1_000 },
  nodeInfo: { userAgent: 'interop-peer' },
  services: { identify: identify(), identifyPush: identifyPush(), ping: ping() }
})

await node.handle(echoProtocol, async stream => {
  for await (const chunk of stream) {
    await send(stream, chunk.subarray())
  }
  await stream.close()
}, { maxInboundStreams: 1_000 })

await node.handle(resetProtocol, async stream => stream.abort(new Error('as asked')))

node.addEventListener('peer:identify', ({ detail }) => write({
  event: 'identified',
  peer: detail.peerId.toString(),
  agent: detail.agentVersion,
  protocols: detail.protocols,
  addresses: detail.listenAddrs.map(String),
  signed: (detail.signedPeerRecord?.addresses ?? []).map(String)
}))
node.addEventListener('peer:connect', ({ detail }) => write({ event: 'connected', peer: detail.toString() }))
node.addEventListener('peer:disconnect', ({ detail }) => write({ event: 'disconnected', peer: detail.toString() }))

/** Sends and waits for room by the event: the promise of onDrain stays resolved after its first use. */
async function send (stream, bytes) {
  if (!stream.send(bytes)) {
    await new Promise((resolve, reject) => {
      stream.addEventListener('drain', resolve, { once: true })
      stream.addEventListener('close', () => reject(new Error('closed')), { once: true })
    })
  }
}

async function sendAll (stream, bytes) {
  for (let start = 0; start < bytes.length; start += 65536) {
    await send(stream, bytes.subarray(start, start + 65536))
  }
  await stream.close()
}

const commands = {
  async dial ({ address }) {
    const connection = await node.dial(multiaddr(address))
    return { peer: connection.remotePeer.toString(), multiplexer: connection.multiplexer, encryption: connection.encryption }
  },

  async ping ({ address }) {
    return { milliseconds: await node.services.ping.ping(multiaddr(address)) }
  },

  /** Sends a pattern, half-closes, and compares what comes back. */
  async echo ({ address, length }) {
    const sent = Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff)
    const stream = await node.dialProtocol(multiaddr(address), echoProtocol)
    const received = []
    const writing = sendAll(stream, sent)
    for await (const chunk of stream) {
      received.push(Buffer.from(chunk.subarray()))
    }
    await writing
    return { length: Buffer.concat(received).length, matches: Buffer.concat(received).equals(Buffer.from(sent)) }
  },

  async handleLater () {
    await node.handle(laterProtocol, async stream => stream.close())
    return {}
  },

  async hangUp ({ address }) {
    await node.hangUp(multiaddr(address))
    return {}
  }
}

write({ event: 'listening', peer: node.peerId.toString(), addresses: node.getMultiaddrs().map(String), node: process.version })

for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, ...parameters } = JSON.parse(line)
  commands[command](parameters).then(
    result => write({ event: `done-${id}`, ...result }),
    error => write({ event: `done-${id}`, error: String(error?.stack ?? error) }))
}

process.exit(0)
