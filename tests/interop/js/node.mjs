// One js-libp2p node with exactly the transports, securities, muxers and key that a test asks for.
import { generateKeyPair } from '@libp2p/crypto/keys'
import { identify, identifyPush } from '@libp2p/identify'
import { mplex } from '@libp2p/mplex'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { tls } from '@libp2p/tls'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { handleProtocols } from './protocols.mjs'

const securities = { '/noise': () => noise(), '/tls/1.0.0': () => tls() }

const muxers = {
  '/yamux/1.0.0': () => yamux({ maxInboundStreams: 5_000, maxOutboundStreams: 5_000 }),
  // By default the sixth stream in a second ends the muxer.
  '/mplex/6.7.0': () => mplex({ maxInboundStreams: 5_000, maxOutboundStreams: 5_000, disconnectThreshold: 100_000 })
}

/** write(event) tells of connections and of what identify learns. */
export async function createNode ({ listen, security, muxer, key, certificate, certificateKey }, write) {
  const node = await createLibp2p({
    privateKey: await generateKeyPair(key, key === 'RSA' ? 2048 : undefined),
    addresses: { listen },
    transports: [tcp(), webSockets({ https: { cert: certificate, key: certificateKey } })],
    connectionEncrypters: security.map(id => securities[id]()),
    streamMuxers: muxer.map(id => muxers[id]()),
    // The defaults bound what one address may do to far less than a test does.
    connectionManager: { inboundConnectionThreshold: 10_000, maxIncomingPendingConnections: 1_000, maxConnections: 10_000 },
    nodeInfo: { userAgent: 'interop-peer' },
    services: { identify: identify(), identifyPush: identifyPush(), ping: ping({ maxInboundStreams: 100, maxOutboundStreams: 100 }) }
  })
  await handleProtocols(node)
  node.addEventListener('peer:identify', ({ detail }) => write({
    event: 'identified',
    peer: detail.peerId.toString(),
    agent: detail.agentVersion,
    protocols: detail.protocols,
    addresses: detail.listenAddrs.map(String),
    signed: (detail.signedPeerRecord?.addresses ?? []).map(String),
    ...describe(detail.connection)
  }))
  node.addEventListener('peer:connect', ({ detail }) => write({ event: 'connected', peer: detail.toString() }))
  node.addEventListener('peer:disconnect', ({ detail }) => write({ event: 'disconnected', peer: detail.toString() }))
  return node
}

export function describe (connection) {
  return { encryption: connection.encryption, multiplexer: connection.multiplexer, direction: connection.direction }
}
