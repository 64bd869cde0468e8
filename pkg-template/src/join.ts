// The streams; see `xtask/src/package/split.rs`. `FIRST_LOAD` has the offsets of all loads and stores, the
// others the immediates of the operator with their number.
const BEFORE_FUNCTIONS = 0xf0
const OPERATORS = 0xf1
const LOCALS = 0xf2
const AFTER_FUNCTIONS = 0xff
const STREAMS = 0x100

// The operators of blocks, and those with other immediates than one number.
const BLOCK = 0x02
const IF = 0x04
const END = 0x0b
const LABELS = 0x0e
const CALL_INDIRECT = 0x11
const FIRST_LOAD = 0x28
const LAST_STORE = 0x3e
const F32 = 0x43
const F64 = 0x44
const PREFIX = 0xfc

/** The alignment of each load and store. */
const ALIGNMENT = 0

/**
 * Puts the module together from streams, in which it compresses better. It runs once, before the engine
 * has optimized it: one loop without closures takes two thirds of the time.
 */
export function joinModule(streams: Uint8Array): Uint8Array<ArrayBuffer> {
  // The shortest function has two bytes, and a size of three.
  const module = new Uint8Array(streams.length * 3)
  /** Where each stream continues. */
  const positions = new Uint32Array(STREAMS)
  /** How many numbers are in the immediates of each operator, or, if negative, how many bytes. */
  const counts = new Int8Array(STREAMS)
  const lengths = new DataView(streams.buffer, streams.byteOffset)
  let start = 4 * STREAMS
  for (let stream = 0; stream < STREAMS; stream++) {
    const length = lengths.getUint32(4 * stream, true)
    positions[stream] = start
    counts[stream] = Math.min(length, 1)
    start += length
  }
  counts[CALL_INDIRECT] = 2
  counts[F32] = -4
  counts[F64] = -8

  let next = positions[OPERATORS]!
  const endOfOperators = positions[LOCALS]!
  const before = streams.subarray(positions[BEFORE_FUNCTIONS], next)
  module.set(before)
  let end = before.length
  while (next < endOfOperators) {
    const start = (end += 3)
    let stream = LOCALS
    for (let depth = 1; ;) {
      let count = counts[stream]!
      if (count !== 0) {
        let position = positions[stream]!
        const first = streams[position]!
        if (stream === LOCALS) count += 2 * first
        else if (stream === LABELS) count += first + 1
        else if (stream === PREFIX && first > 7) count += 2 - (first % 2)
        for (; count < 0; count++) module[end++] = streams[position++]!
        while (count > 0) if ((module[end++] = streams[position++]!) < 128) count--
        positions[stream] = position
      }
      if (depth === 0) break
      stream = module[end++] = streams[next++]!
      if (stream === END) depth--
      else if (stream >= BLOCK && stream <= IF) depth++
      else if (stream >= FIRST_LOAD && stream <= LAST_STORE) {
        module[end++] = ALIGNMENT
        stream = FIRST_LOAD
      }
    }
    const size = end - start
    module[start - 3] = size | 128
    module[start - 2] = (size >> 7) | 128
    module[start - 1] = size >> 14
  }
  const after = streams.subarray(positions[AFTER_FUNCTIONS])
  module.set(after, end)
  return module.subarray(0, end + after.length)
}
