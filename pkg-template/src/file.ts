import { inputError } from './error.js'

/** Bytes that become base64 at once: a multiple of three, so that the pieces need no padding. */
const PIECE = 30_000

/** The name of what has none, as `FormData` has it. */
const NAMELESS = 'blob'

/** Reads a file as the portal wants it: its name, and its bytes in base64. */
export async function file(
  content: Blob | ArrayBuffer | ArrayBufferView,
  name?: string,
): Promise<[name: string, base64: string]> {
  const bytes = await bytesOf(content).catch((thrown: unknown) => {
    throw inputError(
      'INVALID_FILE',
      'B24.file takes a File, a Blob or bytes that can be read',
      thrown,
    )
  })
  let base64 = ''
  for (let at = 0; at < bytes.length; at += PIECE) {
    base64 += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)))
  }
  return [name || (content as Partial<File>).name || NAMELESS, base64]
}

async function bytesOf(content: Blob | ArrayBuffer | ArrayBufferView): Promise<Uint8Array> {
  if (ArrayBuffer.isView(content)) {
    return new Uint8Array(content.buffer, content.byteOffset, content.byteLength)
  }
  return new Uint8Array('size' in content ? await read(content) : content.slice(0))
}

function read(blob: Blob): Promise<ArrayBuffer> {
  // jsdom's has none.
  if (blob.arrayBuffer) return blob.arrayBuffer()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as ArrayBuffer)
    reader.onerror = reject
    reader.readAsArrayBuffer(blob)
  })
}
