import { inputError } from './error.js'

/** Bytes encoded at once: a multiple of three, so that the chunks need no padding. */
const CHUNK_SIZE = 30_000

/** The default name, as in `FormData`. */
const DEFAULT_NAME = 'blob'

/** Encodes a file as the portal expects it: its name, and its bytes in base64. */
export async function encodeFile(
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
  for (let offset = 0; offset < bytes.length; offset += CHUNK_SIZE) {
    base64 += btoa(String.fromCharCode(...bytes.subarray(offset, offset + CHUNK_SIZE)))
  }
  return [name || (content as Partial<File>).name || DEFAULT_NAME, base64]
}

async function bytesOf(content: Blob | ArrayBuffer | ArrayBufferView): Promise<Uint8Array> {
  if (ArrayBuffer.isView(content)) {
    return new Uint8Array(content.buffer, content.byteOffset, content.byteLength)
  }
  return new Uint8Array('size' in content ? await read(content) : content.slice(0))
}

function read(blob: Blob): Promise<ArrayBuffer> {
  // A `Blob` of jsdom has no such method.
  if (blob.arrayBuffer) return blob.arrayBuffer()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as ArrayBuffer)
    reader.onerror = reject
    reader.readAsArrayBuffer(blob)
  })
}
