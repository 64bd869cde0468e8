// Network errors outside a browser: the new host of a moved portal, and the cause of a failure.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { inspect, promisify } from 'node:util'

import { packageFolder } from './harness/paths.js'

const run = promisify(execFile)
const require = createRequire(join(resolve(packageFolder, '../..'), 'index.js'))
/** @type {typeof import('b24-wasm')} */
const { B24, B24Error } = await import(pathToFileURL(require.resolve('b24-wasm')).href)

const SECRET = 'c0dec0dec0dec0de'

/**
 * Starts a server on a free port of this machine, until the end of the tests.
 *
 * @param {import('node:http').Server} server
 * @returns {Promise<number>} the port
 */
async function listen(server) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port
}

/**
 * Returns the error of a call with a webhook at this origin. Fails if the error contains a secret.
 *
 * @param {string} origin
 */
async function failureAt(origin) {
  const b24 = await B24.webhook(`${origin}/rest/1/${SECRET}/`)
  const error = await b24.call('user.current', {}, { timeout: 9000 }).then(
    ({ result }) => assert.fail(`the call returned ${result}`),
    (error) => error,
  )
  assert.ok(error instanceof B24Error, String(error))
  const shown = [error.message, error.stack, JSON.stringify(error), inspect(error.cause)]
  for (const text of [...shown, inspect(error, { depth: 9, showHidden: true })]) {
    assert.ok(!text?.includes(SECRET), text)
  }
  return error
}

suite('a portal that has moved', () => {
  /** @type {{ status: number, location: string }} */
  let redirect = { status: 302, location: '' }
  let requests = 0
  const server = createServer((_, response) => {
    requests++
    const { status, location } = redirect
    response.writeHead(status, location ? { location } : {}).end('<html>Moved</html>')
  })
  const origin = listen(server).then((port) => `http://localhost:${port}`)

  for (const status of [301, 302, 303, 307, 308]) {
    test(`${status}: the error names the new host without the path`, async () => {
      redirect = { status, location: `https://new.example.com:8443/rest/1/${SECRET}/user.current` }
      const error = await failureAt(await origin)
      assert.deepEqual(
        [error.kind, error.code, error.status, error.retryable, error.method],
        ['response', 'PORTAL_MOVED', status, false, 'user.current'],
      )
      assert.match(error.description, / new\.example\.com:8443$/)
    })
  }

  for (const location of ['', '/login/', 'https://user:word@new.example.com/', 'https:// /']) {
    test(`"${location}" names no host`, async () => {
      redirect = { status: 302, location }
      const error = await failureAt(await origin)
      assert.equal(error.code, 'PORTAL_MOVED')
      assert.ok(!error.description.includes('redirects to'), error.description)
    })
  }

  test('a list and a batch do not retry', async () => {
    redirect = { status: 302, location: 'https://new.example.com/' }
    const b24 = await B24.webhook(`${await origin}/rest/1/${SECRET}/`)
    for (const work of [
      () => b24.list('crm.deal.list').toArray(),
      () => b24.list('user.get').toArray(),
      () => b24.batch([['user.current']]),
    ]) {
      requests = 0
      const error = await work().then(
        (done) => /** @type {any} */ (done)[0]?.error,
        (error) => error,
      )
      assert.equal(error.code, 'PORTAL_MOVED')
      assert.equal(requests, 1)
    }
  })
})

suite('the cause of a failed request', () => {
  const network = { kind: 'network', code: 'NETWORK', status: 0, retryable: true }

  /**
   * @param {InstanceType<typeof B24Error>} error
   * @param {RegExp} code
   */
  function assertReason(error, code) {
    const { kind, code: ours, status, retryable } = error
    assert.deepEqual({ kind, code: ours, status, retryable }, network)
    assert.match(error.description, code)
    assert.ok(error.cause instanceof Error)
    assert.match(/** @type {any} */ (error.cause).code, code)
    assert.ok(error.cause.message.length > 0)
  }

  test('an unknown host', async () => {
    assertReason(await failureAt('https://no-such-portal.invalid'), /ENOTFOUND|EAI_AGAIN/)
  })

  test('a closed port', async () => {
    const server = createServer()
    const port = await listen(server)
    server.close()
    await once(server, 'close')
    for (const host of ['127.0.0.1', 'localhost']) {
      assertReason(await failureAt(`http://${host}:${port}`), /ECONNREFUSED/)
    }
  })

  test('a self-signed certificate', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'b24-certificate-'))
    after(() => rm(folder, { recursive: true }))
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const of = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost']
    await run('openssl', ['req', ...of, '-keyout', key, '-out', cert])
    const port = await listen(
      createSecureServer({ key: await readFile(key), cert: await readFile(cert) }),
    )
    const error = await failureAt(`https://localhost:${port}`)
    assertReason(error, /DEPTH_ZERO_SELF_SIGNED_CERT/)
    assert.match(error.description, /NODE_EXTRA_CA_CERTS/)
  })

  test('a broken connection', async () => {
    const port = await listen(
      createServer((_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"result":')
        setImmediate(() => response.destroy())
      }),
    )
    const error = await failureAt(`http://localhost:${port}`)
    assert.deepEqual([error.kind, error.code], ['network', 'CONNECTION_LOST'])
    assert.ok(error.cause instanceof Error)
  })

  test('redacts the webhook code in a message with the address', async (context) => {
    context.mock.method(globalThis, 'fetch', async (/** @type {string} */ url) => {
      throw new TypeError('failed', { cause: Object.assign(new Error(`no ${url}`), { code: url }) })
    })
    const error = await failureAt('https://example.bitrix24.com')
    assert.match(String(error.cause), /no https:\/\/example.bitrix24.com\/rest\/1\/\*\*\*\/user/)
  })

  test('is missing if what fetch throws cannot be read', async (context) => {
    const hostile = Object.defineProperty(new Error('no'), 'cause', {
      get() {
        throw new Error('of the getter')
      },
    })
    const codeless = { code: Object.create(null), message: 'no' }
    for (const thrown of [hostile, { message: Symbol('no') }, codeless]) {
      context.mock.method(globalThis, 'fetch', () => Promise.reject(thrown))
      const { kind, code, status, retryable, method, cause } = await failureAt(
        'https://example.bitrix24.com',
      )
      assert.deepEqual({ kind, code, status, retryable }, network)
      assert.equal(method, 'user.current')
      assert.equal(cause, undefined)
    }
  })

  test('is missing if fetch throws no error', async (context) => {
    for (const thrown of [undefined, null, 5, {}]) {
      context.mock.method(globalThis, 'fetch', () => Promise.reject(thrown))
      const error = await failureAt('https://example.bitrix24.com')
      assert.equal(error.code, 'NETWORK')
      assert.ok(!('cause' in error), String(error.cause))
    }
  })
})
