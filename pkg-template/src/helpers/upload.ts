import type { B24 } from '../b24.js'
import type { ErrorDetails } from '../error.js'
import type { Identifier } from '../params.js'

/** The milliseconds without progress after which an upload fails. */
const TIMEOUT = 60_000

const UPLOAD = 'disk.folder.uploadFile'

/** A file of the disk, as the portal returns it. */
export interface UploadedFile {
  readonly ID: number | string
  readonly NAME: string
  readonly [name: string]: unknown
}

/** Options of an upload. */
export interface UploadOptions {
  /** The folder; `ROOT_OBJECT_ID` of a storage is its first one. */
  readonly folder: Identifier
  /** The name of the file; by default that of a `File`. */
  readonly name?: string
  /** Whether the portal changes the name if it is taken; it rejects such a file otherwise. */
  readonly uniqueName?: boolean
  /** Called as bytes are sent, where the browser counts them. */
  readonly onProgress?: (progress: { readonly sent: number; readonly total: number }) => void
  /** Aborts the upload, which fails with kind `aborted`. */
  readonly signal?: AbortSignal
  /**
   * The timeout in milliseconds, by default 60,000: without progress in a browser, of the whole upload
   * in Node.js.
   */
  readonly timeout?: number
}

/** A response: its status, or 0 without one, and its text. */
type Received = readonly [status: number, text: string]

/**
 * Uploads a file to the disk as it is, without base64: to the address that `disk.folder.uploadFile`
 * returns. That address contains a token, and is in no error.
 *
 * ```ts
 * const file = await upload(b24, input.files[0], { folder: 7, onProgress: ({ sent }) => show(sent) })
 * ```
 *
 * @throws {B24Error} as a call; `NO_UPLOAD_ADDRESS` if the portal returns none; `NETWORK`, `TIMEOUT`, or the
 *   portal's refusal of the file. After `NETWORK` and `TIMEOUT` the file may be there.
 */
export async function upload(
  b24: B24,
  content: Blob | ArrayBuffer | ArrayBufferView,
  options: UploadOptions,
): Promise<UploadedFile> {
  const { folder, uniqueName = false, signal } = options
  const file = 'size' in content ? content : new Blob([content as BlobPart])
  const name = options.name ?? (content as Partial<File>).name ?? 'blob'
  const params = { id: folder, data: { NAME: name }, generateUniqueName: uniqueName }
  const { result } = await b24.call(UPLOAD, params, signal ? { signal } : {})
  const { uploadUrl, field } = result as { uploadUrl?: string; field?: string }
  const fail = (details: ErrorDetails) => {
    const { B24Error } = b24.constructor as typeof B24
    throw new B24Error({ method: UPLOAD, ...details })
  }
  if (!uploadUrl || !field) {
    return fail({
      kind: 'response',
      code: 'NO_UPLOAD_ADDRESS',
      description: 'the portal returned no address',
    })
  }
  const form = new FormData()
  form.append(field, file, name)
  const post = globalThis.XMLHttpRequest ? postWithProgress : postByFetch
  const [status, text] = await post(uploadUrl, form, options).catch((failure: ErrorDetails) =>
    fail(failure),
  )
  return readReply(status, text) ?? fail(refusal(status, text))
}

/** Returns the file of a reply, if there is one. */
function readReply(status: number, text: string): UploadedFile | undefined {
  const { result } = envelopeOf(text)
  return status < 300 && typeof result === 'object' && result !== null
    ? (result as UploadedFile)
    : undefined
}

function refusal(status: number, text: string): ErrorDetails {
  const { error, error_description } = envelopeOf(text)
  if (typeof error !== 'string') {
    const description = 'the response to the upload is not a reply'
    return { kind: 'response', code: `HTTP_${status}`, description, status }
  }
  return { kind: 'portal', code: error, description: String(error_description ?? ''), status }
}

function envelopeOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

const aborted: ErrorDetails = {
  kind: 'aborted',
  code: 'ABORTED',
  description: 'the caller aborted the upload',
}

const broken: ErrorDetails = {
  kind: 'network',
  code: 'NETWORK',
  description: 'the upload broke off; the portal may have the file',
}

function timedOut(timeout: number): ErrorDetails {
  const description = `no progress for ${timeout} ms; the portal may have the file`
  return { kind: 'timeout', code: 'TIMEOUT', description }
}

/** Sends a form by XMLHttpRequest, because `fetch` reports no progress. */
function postWithProgress(
  address: string,
  form: FormData,
  { onProgress, signal, timeout = TIMEOUT }: UploadOptions,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let timer: ReturnType<typeof setTimeout>
    const watch = () => {
      clearTimeout(timer)
      timer = setTimeout(() => stop(timedOut(timeout)), timeout)
    }
    const stop = (failure: ErrorDetails) => {
      reject(failure)
      request.abort()
    }
    const abort = () => stop(aborted)
    request.upload.onprogress = ({ loaded, total }) => {
      watch()
      onProgress?.({ sent: loaded, total })
    }
    request.onloadend = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      if (request.status) resolve([request.status, request.responseText])
      else reject(broken)
    }
    request.open('POST', address)
    if (signal?.aborted) {
      reject(aborted)
      return
    }
    signal?.addEventListener('abort', abort)
    watch()
    request.send(form)
  })
}

async function postByFetch(
  address: string,
  form: FormData,
  { signal, timeout = TIMEOUT }: UploadOptions,
): Promise<Received> {
  const deadline = AbortSignal.timeout(timeout)
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline
  try {
    const response = await fetch(address, { method: 'POST', body: form, signal: either })
    return [response.status, await response.text()]
  } catch {
    if (signal?.aborted) throw aborted
    throw deadline.aborted ? timedOut(timeout) : broken
  }
}
