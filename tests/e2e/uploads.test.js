// Uploads to the disk by `b24-wasm/helpers` from a page of another origin.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openStage } from './harness/stage.js'

const { portal, openWebhook } = await openStage()

test('a file of 20 MB is uploaded with progress, and read back', async () => {
  const page = await openWebhook()
  const outcome = await page.evaluate(async (app) => {
    /** @type {typeof import('b24-wasm/helpers')} */
    const { upload } = await import(`${app}/pkg/helpers.js`)
    /** @type {any} */
    const [storage] = (await b24.call('disk.storage.getlist')).result
    const bytes = Uint8Array.from({ length: 20_000_000 }, (_, at) => at % 251)
    /** @type {{ sent: number, total: number }[]} */
    const progress = []
    const file = await upload(b24, new File([bytes], 'large.bin'), {
      folder: storage.ROOT_OBJECT_ID,
      onProgress: (step) => progress.push(step),
    })
    /** @type {any} */
    const stored = (await b24.call('disk.file.get', { id: file.ID })).result
    const back = new Uint8Array(await (await fetch(stored.DOWNLOAD_URL)).arrayBuffer())
    return {
      name: file.NAME,
      isSame: back.length === bytes.length && back.every((byte, at) => byte === bytes[at]),
      steps: progress.length,
      isDone: progress.at(-1)?.sent === progress.at(-1)?.total,
    }
  }, portal.app)
  assert.ok(outcome.steps > 0)
  assert.deepEqual(
    { ...outcome, steps: 0 },
    { name: 'large.bin', isSame: true, steps: 0, isDone: true },
  )
  await page.close()
})

test('an upload that is aborted or refused fails with a B24Error', async () => {
  const page = await openWebhook()
  const codes = await page.evaluate(async (app) => {
    /** @type {typeof import('b24-wasm/helpers')} */
    const { upload } = await import(`${app}/pkg/helpers.js`)
    /** @type {any} */
    const [storage] = (await b24.call('disk.storage.getlist')).result
    const controller = new AbortController()
    const file = new File([new Uint8Array(5_000_000)], 'aborted.bin')
    const folder = storage.ROOT_OBJECT_ID
    const aborted = upload(b24, file, {
      folder,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    const outcomes = await Promise.allSettled([aborted, upload(b24, file, { folder: 999_999 })])
    return outcomes.map((outcome) =>
      outcome.status === 'rejected' && outcome.reason instanceof sdk.B24Error
        ? outcome.reason.kind
        : 'no error',
    )
  }, portal.app)
  assert.equal(codes[0], 'aborted')
  assert.notEqual(codes[1], 'no error')
  await page.close()
})
