// js-libp2p nodes for the interop tests, as many as they ask for. Reads one JSON command per line from standard input and writes one JSON event per line.
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { createNode, describe } from './node.mjs'
import * as protocols from './protocols.mjs'

const laterProtocol = '/darkswap-interop/later/1.0.0'
const nodes = new Map()
const write = event => process.stdout.write(`${JSON.stringify(event)}\n`)
const open = (node, peer, protocol) => node.dialProtocol(peerIdFromString(peer), protocol)

const commands = {
  /** Believes an authority about the certificates of secure WebSockets. */
  async trust ({ authority }) {
    setDefaultCACertificates([...getCACertificates('default'), authority])
    return {}
  },

  async create ({ node: name, ...options }) {
    const node = await createNode(options, event => write({ node: name, ...event }))
    nodes.set(name, node)
    return { peer: node.peerId.toString(), addresses: node.getMultiaddrs().map(String) }
  },

  async stop ({ node: name }) {
    const node = nodes.get(name)
    nodes.delete(name)
    await node.stop()
    return {}
  },

  async dial ({ node, address }) {
    const connection = await nodes.get(node).dial(multiaddr(address))
    return { peer: connection.remotePeer.toString(), ...describe(connection) }
  },

  async ping ({ node, peer }) {
    return { milliseconds: await nodes.get(node).services.ping.ping(peerIdFromString(peer)) }
  },

  /** Sends a pattern, half-closes, and compares what comes back. */
  async echo ({ node, peer, length }) {
    const sent = protocols.pattern(0, length)
    const stream = await open(nodes.get(node), peer, protocols.echoProtocol)
    const [received] = await Promise.all([protocols.collect(stream), protocols.sendAll(stream, sent)])
    return { length: received.length, matches: received.equals(Buffer.from(sent)) }
  },

  /** Opens so many streams at once, holds them all open, and has each echo its number. */
  async echoMany ({ node, peer, count }) {
    const streams = await Promise.all(Array.from({ length: count }, () => open(nodes.get(node), peer, protocols.echoProtocol)))
    const answers = await Promise.all(streams.map(async (stream, index) => {
      const [received] = await Promise.all([protocols.collect(stream), protocols.sendAll(stream, Buffer.from(String(index)))])
      return received.toString() === String(index)
    }))
    return { matching: answers.filter(Boolean).length }
  },

  async perf ({ node, peer, upload, download }) {
    return { received: await protocols.runPerf(await open(nodes.get(node), peer, protocols.perfProtocol), upload, download) }
  },

  /** Resets a stream on which both ends have said something. */
  async reset ({ node, peer }) {
    const stream = await open(nodes.get(node), peer, protocols.waitProtocol)
    await protocols.send(stream, Buffer.from('hello'))
    await stream[Symbol.asyncIterator]().next()
    stream.abort(new Error('as asked'))
    return {}
  },

  /** The hash of the pattern, to compare with. */
  async hash ({ length }) {
    const hash = createHash('sha256')
    for (let start = 0; start < length; start += 1 << 20) {
      hash.update(protocols.pattern(start, Math.min(1 << 20, length - start)))
    }
    return { hash: hash.digest('hex') }
  },

  async holdSink ({ held }) {
    protocols.holdSink(held)
    return {}
  },

  async handleLater ({ node }) {
    await nodes.get(node).handle(laterProtocol, async stream => stream.close())
    return {}
  },

  async hangUp ({ node, peer }) {
    await nodes.get(node).hangUp(peerIdFromString(peer))
    return {}
  },

  /** Drops every connection to a peer without a goodbye. */
  async abort ({ node, peer }) {
    nodes.get(node).getConnections(peerIdFromString(peer)).forEach(connection => connection.abort(new Error('as asked')))
    return {}
  }
}

write({ event: 'ready', version: process.version })

for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, ...parameters } = JSON.parse(line)
  commands[command](parameters).then(
    result => write({ event: `done-${id}`, ...result }),
    error => write({ event: `done-${id}`, error: String(error?.stack ?? error) }))
}

process.exit(0)
