/** What `join.wat` exports. */
interface Joiner {
  readonly memory: WebAssembly.Memory
  /** Writes the module at an address, and returns where it ends. */
  join(address: number): number
}

/** Where `join.wat` expects the streams. */
const STREAMS = 2048

/** The bits of an address within a page of memory. */
const PAGE_BITS = 16

/**
 * Puts the module together from streams, in which it compresses better.
 *
 * @param joiner the module of `join.wat`
 */
export function joinModule(
  joiner: Uint8Array<ArrayBuffer>,
  streams: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(joiner))
  const { memory, join } = exports as unknown as Joiner
  const start = STREAMS + streams.length
  // The shortest function has two bytes, and a size of three.
  memory.grow((start + 3 * streams.length) >> PAGE_BITS)
  const bytes = new Uint8Array(memory.buffer as ArrayBuffer)
  bytes.set(streams, STREAMS)
  return bytes.subarray(start, join(start))
}
