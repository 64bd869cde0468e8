// The streams; see `xtask/src/package/split.rs`. The others have the immediates of the operator with their
// number.
const BEFORE_CODE = 0xf0
const OPERATORS = 0xf1
const LOCALS = 0xf2
const AFTER_CODE = 0xff
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

/** Puts the module together from streams, in which it compresses better. */
export function joinModule(streams: Uint8Array): Uint8Array<ArrayBuffer> {
  // The shortest function has two bytes, and a size of three.
  const module = new Uint8Array(streams.length * 3)
  let end = 0
  /** Where each stream continues. */
  const positions = new Uint32Array(STREAMS)
  /** How many numbers follow each operator. */
  const counts = new Uint8Array(STREAMS)
  const lengths = new DataView(streams.buffer, streams.byteOffset)
  let start = 4 * STREAMS
  for (let stream = 0; stream < STREAMS; stream++) {
    const length = lengths.getUint32(4 * stream, true)
    positions[stream] = start
    counts[stream] = Math.min(length, 1)
    start += length
  }
  counts[CALL_INDIRECT] = 2

  const copyByte = (stream: number) => (module[end++] = streams[positions[stream]!++]!)
  const copyBytes = (stream: number, count: number) => {
    const start = positions[stream]!
    module.set(streams.subarray(start, start + count), end)
    positions[stream]! += count
    end += count
  }
  /** Copies a number in LEB128, and returns it. */
  const copyNumber = (stream: number) => {
    let number = 0
    let shift = 0
    let byte: number
    do {
      byte = copyByte(stream)
      number |= (byte & 127) << shift
      shift += 7
    } while (byte > 127)
    return number
  }
  /** Writes the size of what a function writes, in three bytes before it. */
  const writeSized = (write: () => void) => {
    const start = (end += 3)
    write()
    const size = end - start
    module.set([size | 128, (size >> 7) | 128, size >> 14], start - 3)
  }
  const writeFunction = () => {
    for (let groups = copyNumber(LOCALS); groups > 0; groups--) {
      copyNumber(LOCALS)
      copyByte(LOCALS)
    }
    for (let depth = 1; depth > 0;) {
      const operator = copyByte(OPERATORS)
      if (operator >= BLOCK && operator <= IF) depth++
      if (operator === END) depth--
      // The alignment.
      if (operator >= FIRST_LOAD && operator <= LAST_STORE) module[end++] = 0
      if (operator === F32 || operator === F64) copyBytes(operator, operator === F32 ? 4 : 8)
      else {
        let count = counts[operator]!
        if (operator === LABELS) count += copyNumber(operator)
        if (operator === PREFIX) {
          const second = copyNumber(operator)
          count = second > 7 ? 2 - (second % 2) : 0
        }
        while (count > 0) if (copyByte(operator) < 128) count--
      }
    }
  }

  copyBytes(BEFORE_CODE, positions[OPERATORS]! - positions[BEFORE_CODE]!)
  writeSized(() => {
    for (let functions = copyNumber(LOCALS); functions > 0; functions--) writeSized(writeFunction)
  })
  copyBytes(AFTER_CODE, start - positions[AFTER_CODE]!)
  return module.subarray(0, end)
}
