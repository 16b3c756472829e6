// smoldot (Rust, with a libp2p of its own) as a peer: given our address as the only boot node of an invented chain, it dials us by TCP, Noise and yamux.
// usage: node smoldot.mjs MULTIADDR ; runs until standard input ends and writes its log as lines of JSON.
import { createInterface } from 'node:readline'
import { start } from 'smoldot'

const write = event => process.stdout.write(`${JSON.stringify(event)}\n`)

/** SCALE, the encoding of the chain's checkpoint: numbers little-endian, lists after their compact length. */
const u32 = value => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes }
const u64 = value => { const bytes = Buffer.alloc(8); bytes.writeBigUInt64LE(BigInt(value)); return bytes }
const compact = value => Buffer.from(value < 64 ? [value << 2] : [((value << 2) | 1) & 0xff, value >> 6])
const list = items => Buffer.concat([compact(items.length), ...items])
const bytesOf = bytes => Buffer.concat([compact(bytes.length), bytes])
const hash = value => Buffer.alloc(32, value)
const hex = bytes => `0x${bytes.toString('hex')}`
const emptyTree = Buffer.from([0, 0])

const slotsPerEpoch = 10
const authority = Buffer.concat([hash(1), u64(1)])
const epoch = index => Buffer.concat([
  u64(index), u64(slotsPerEpoch * (index + 1)), u64(slotsPerEpoch), list([authority]), hash(2), u64(1), u64(4), Buffer.from([1])
])
const digest = list([
  Buffer.concat([Buffer.from([6]), Buffer.from('BABE'), bytesOf(Buffer.concat([Buffer.from([2]), u32(0), u64(slotsPerEpoch + 5)]))]),
  Buffer.concat([Buffer.from([5]), Buffer.from('BABE'), bytesOf(Buffer.alloc(64))])
])

const chain = {
  name: 'DarkSwap interop',
  id: 'darkswap_interop',
  chainType: 'Local',
  bootNodes: [process.argv[2]],
  properties: null,
  genesis: { stateRootHash: hex(hash(3)) },
  lightSyncState: {
    babeEpochChanges: hex(Buffer.concat([emptyTree, list([0, 1].map(index => Buffer.concat([hash(index), u32(index), Buffer.from([1]), epoch(index)])))])),
    babeFinalizedBlockWeight: 1,
    finalizedBlockHeader: hex(Buffer.concat([hash(4), compact(10), hash(5), hash(6), digest])),
    grandpaAuthoritySet: hex(Buffer.concat([list([authority]), u64(0), emptyTree, list([]), list([])]))
  }
}

const client = start({
  maxLogLevel: 4,
  forbidWs: true,
  forbidWss: true,
  forbidWebRtc: true,
  logCallback: (level, target, message) => write({ event: 'log', level, target, message })
})
await client.addChain({ chainSpec: JSON.stringify(chain), disableJsonRpc: true })
write({ event: 'started' })

for await (const _ of createInterface({ input: process.stdin })) { /* Until the end. */ }
process.exit(0)
