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
  const base64 = await encodeContent(content).catch((thrown: unknown) => {
    throw inputError(
      'INVALID_FILE',
      'B24.file takes a File, a Blob or bytes that can be read',
      thrown,
    )
  })
  return [name || (content as Partial<File>).name || DEFAULT_NAME, base64]
}

async function encodeContent(content: Blob | ArrayBuffer | ArrayBufferView): Promise<string> {
  const isBlob = !ArrayBuffer.isView(content) && 'size' in content
  // A browser encodes it beside the page's own work.
  if (globalThis.FileReader) return readEncoded(isBlob ? content : new Blob([bytesOf(content)]))
  return encodeBytes(bytesOf(isBlob ? await content.arrayBuffer() : content))
}

function bytesOf(content: ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  if (!ArrayBuffer.isView(content)) return new Uint8Array(content.slice(0))
  const { buffer, byteOffset, byteLength } = content
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength)
}

function readEncoded(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    // The address of no bytes may have no comma.
    reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '')
    reader.onerror = reject
    reader.readAsDataURL(blob)
  })
}

function encodeBytes(bytes: Uint8Array): string {
  let base64 = ''
  for (let offset = 0; offset < bytes.length; offset += CHUNK_SIZE) {
    base64 += btoa(String.fromCharCode(...bytes.subarray(offset, offset + CHUNK_SIZE)))
  }
  return base64
}
