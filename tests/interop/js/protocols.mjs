// The protocols that the interop tests use beside those of libp2p, and /perf/1.0.0, which the package registry does not have.
import { createHash } from 'node:crypto'

export const echoProtocol = '/darkswap-interop/echo/1.0.0'
export const resetProtocol = '/darkswap-interop/reset/1.0.0'
export const waitProtocol = '/darkswap-interop/wait/1.0.0'
export const sinkProtocol = '/darkswap-interop/sink/1.0.0'
export const sourceProtocol = '/darkswap-interop/source/1.0.0'
export const perfProtocol = '/perf/1.0.0'

const pieceLength = 64 * 1024
const stepLength = 4 * 1024 * 1024
const many = { maxInboundStreams: 5_000, maxOutboundStreams: 5_000 }
let release
let released = Promise.resolve()

/** Until the next call with false, streams to the sink are not read. */
export function holdSink (isHeld) {
  if (isHeld) {
    released = new Promise(resolve => { release = resolve })
  } else {
    release()
  }
}

export async function handleProtocols (node) {
  await node.handle(echoProtocol, echo, many)
  await node.handle(resetProtocol, async stream => stream.abort(new Error('as asked')), many)
  await node.handle(sinkProtocol, (stream, connection) => sink(node, stream, connection), many)
  await node.handle(sourceProtocol, source, many)
  await node.handle(perfProtocol, servePerf, many)
}

/** Sends and waits for room by the event: the promise of onDrain stays resolved after its first use. */
export async function send (stream, bytes) {
  if (!stream.send(bytes)) {
    await new Promise((resolve, reject) => {
      stream.addEventListener('drain', resolve, { once: true })
      stream.addEventListener('close', () => reject(new Error('closed')), { once: true })
    })
  }
}

export async function sendAll (stream, bytes) {
  for (let start = 0; start < bytes.length; start += pieceLength) {
    await send(stream, bytes.subarray(start, start + pieceLength))
  }
  await stream.close()
}

/** Bytes that depend on their position, so that a lost or swapped piece shows. */
export function pattern (start, length) {
  const bytes = new Uint8Array(length)
  for (let index = 0; index < length; index++) {
    const position = start + index
    bytes[index] = (position * 31 + (position >> 8) + (position >> 16)) & 0xff
  }
  return bytes
}

/** Reads to the end and returns the bytes. */
export async function collect (stream) {
  const received = []
  for await (const chunk of stream) {
    received.push(Buffer.from(chunk.subarray()))
  }
  return Buffer.concat(received)
}

async function echo (stream) {
  for await (const chunk of stream) {
    await send(stream, chunk.subarray())
  }
  await stream.close()
}

/**
 * Reads eight bytes, a length, then so many bytes, and answers with their hash. Every 4 MiB it stops reading until a ping of the same connection is answered.
 * Only pause() holds the other end back: an iterator takes everything into memory.
 */
async function sink (node, stream, connection) {
  const hash = createHash('sha256')
  // While a stream is paused a window that has grown may still be filled.
  stream.maxReadBufferLength = 64 * 1024 * 1024
  stream.pause()
  await released
  let wanted
  let length = 0
  await new Promise((resolve, reject) => {
    stream.addEventListener('close', () => reject(new Error('closed')), { once: true })
    stream.addEventListener('message', ({ data }) => {
      let bytes = data.subarray()
      if (wanted === undefined) {
        wanted = Number(Buffer.from(bytes).readBigUInt64BE(0))
        bytes = bytes.subarray(8)
      }
      hash.update(bytes)
      const step = Math.floor(length / stepLength)
      length += bytes.length
      if (length >= wanted) {
        resolve()
      } else if (Math.floor(length / stepLength) > step) {
        stream.pause()
        node.services.ping.ping(connection.remotePeer).then(() => stream.resume(), reject)
      }
    })
    stream.resume()
  })
  await send(stream, hash.digest())
  await stream.close()
}

/** Reads eight bytes, a length, and answers with so much of the pattern. */
async function source (stream) {
  const length = Number((await collect(stream)).readBigUInt64BE(0))
  for (let start = 0; start < length; start += pieceLength) {
    await send(stream, pattern(start, Math.min(pieceLength, length - start)))
  }
  await stream.close()
}

/** libp2p perf: eight bytes with the wanted length, an upload to its end, then the download. */
async function servePerf (stream) {
  const start = []
  let known = 0
  for await (const chunk of stream) {
    if (known < 8) {
      start.push(Buffer.from(chunk.subarray()))
      known += chunk.byteLength
    }
  }
  await sendZeros(stream, Number(Buffer.concat(start).readBigUInt64BE(0)))
  await stream.close()
}

export async function runPerf (stream, upload, download) {
  const wanted = Buffer.alloc(8)
  wanted.writeBigUInt64BE(BigInt(download))
  await send(stream, wanted)
  await sendZeros(stream, upload)
  await stream.close()
  let received = 0
  for await (const chunk of stream) {
    received += chunk.byteLength
  }
  return received
}

async function sendZeros (stream, length) {
  const piece = new Uint8Array(pieceLength)
  for (let left = length; left > 0; left -= pieceLength) {
    await send(stream, piece.subarray(0, Math.min(left, pieceLength)))
  }
}
