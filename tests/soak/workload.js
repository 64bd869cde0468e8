// The calls of the soak, which run in the page.

/**
 * The outcomes of the calls.
 *
 * @typedef {object} Report
 * @property {number} started
 * @property {number} settled
 * @property {Record<string, number>} outcomes by kind of work and outcome
 * @property {string[]} wrong replies and errors that are not right
 * @property {string[]} written the names whose writes succeeded
 * @property {string[]} refused the names whose writes the portal certainly did not run
 * @property {number} slowest the longest call in milliseconds
 * @property {number} refusedLater refusals of requests that were sent after the first refusal came in
 */

/**
 * Makes calls of mixed kinds, 100 at a time, in an order of the seed.
 *
 * @param {{ seed: number, first: number, count: number, ids: number[], timeout: number }} options
 * @returns {Promise<Report>}
 */
export async function work({ seed, first, count, ids, timeout }) {
  const { b24 } = globalThis
  /** @type {Report} */
  const report = {
    ...{ started: 0, settled: 0, outcomes: {}, wrong: [], written: [], refused: [] },
    ...{ slowest: 0, refusedLater: 0 },
  }
  /** The codes that the faults may cause: any other one is wrong. */
  const codes = new Set([
    ...['NETWORK', 'CONNECTION_LOST', 'TIMEOUT', 'HTTP_500', 'EMPTY_RESPONSE'],
    ...['TRUNCATED_RESPONSE', 'NOT_AN_ENVELOPE', 'ACCESS_DENIED', 'INTERNAL_SERVER_ERROR'],
    ...['ERROR_CORE', 'QUERY_LIMIT_EXCEEDED'],
  ])
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let number = Math.imul(state ^ (state >>> 15), 1 | state)
    number = (number + Math.imul(number ^ (number >>> 7), 61 | number)) ^ number
    return ((number ^ (number >>> 14)) >>> 0) / 2 ** 32
  }
  const anyone = () => ids[Math.floor(random() * ids.length)] ?? 1

  const { fetch } = globalThis
  let isRefused = false
  globalThis.fetch = async (...request) => {
    const isLater = isRefused
    const response = await fetch(...request)
    if (response.status === 503) {
      report.refusedLater += Number(isLater)
      // Only the body tells a refusal from another failure.
      void response
        .clone()
        .text()
        .then(() => (isRefused = true))
    }
    return response
  }

  /** @param {string} kind @param {string} outcome */
  const tally = (kind, outcome) => {
    const name = `${kind}: ${outcome}`
    report.outcomes[name] = (report.outcomes[name] ?? 0) + 1
  }

  /** @param {string} kind @param {string} method @param {any} error */
  const fail = (kind, method, error) => {
    tally(kind, error.code)
    // The error of a whole request is that of each of its commands.
    const isOwn = error.method === method || (kind.includes('batch') && error.method === 'batch')
    const isRight = error.name === 'B24Error' && codes.has(error.code) && isOwn
    if (!isRight) report.wrong.push(`${kind}: ${error.stack}`)
  }

  /** @param {string} kind @param {boolean} isRight @param {unknown} reply */
  const succeed = (kind, isRight, reply) => {
    tally(kind, 'ok')
    if (!isRight) report.wrong.push(`${kind}: ${JSON.stringify(reply)?.slice(0, 300)}`)
  }

  /** @param {string} kind @param {object} [options] */
  const read = (kind, options) => {
    const ID = anyone()
    return b24.im.user.get({ ID }, { timeout, ...options }).then(
      ({ result }) => succeed(kind, result?.id === ID, result),
      (error) => fail(kind, 'im.user.get', error),
    )
  }

  /** @param {string} kind @param {string} name @param {any} result */
  const wrote = (kind, name, result) => {
    report.written.push(name)
    succeed(kind, Number.isInteger(result), result)
  }

  /** @param {string} kind @param {string} name @param {any} error */
  const failedToWrite = (kind, name, error) => {
    if (error.code === 'QUERY_LIMIT_EXCEEDED') report.refused.push(name)
    fail(kind, 'department.add', error)
  }

  /** @param {string} name */
  const write = (name) =>
    b24.call('department.add', { NAME: name, PARENT: 1 }, { timeout }).then(
      ({ result }) => wrote('write', name, result),
      (error) => failedToWrite('write', name, error),
    )

  /** @param {string} name */
  const batch = async (name) => {
    const people = Array.from({ length: 5 }, anyone)
    const commands = people.flatMap((ID, at) => [
      ['im.user.get', { ID }],
      ['department.add', { NAME: `${name}.${at}`, PARENT: 1 }],
    ])
    const outcomes = Object.values(await b24.batch(/** @type {any} */ (commands), { timeout }))
    for (const [at, outcome] of /** @type {any[]} */ (outcomes).entries()) {
      const own = Math.floor(at / 2)
      if (at % 2 === 0) {
        if (outcome.ok) succeed('read in a batch', outcome.result?.id === people[own], outcome)
        else fail('read in a batch', 'im.user.get', outcome.error)
      } else if (outcome.ok) wrote('write in a batch', `${name}.${own}`, outcome.result)
      else failedToWrite('write in a batch', `${name}.${own}`, outcome.error)
    }
    if (outcomes.length !== commands.length) report.wrong.push(`batch: ${outcomes.length} outcomes`)
  }

  const list = async () => {
    let isChanged = false
    const onProgress = (/** @type {any} */ { changed }) => (isChanged = changed)
    try {
      const rows = await b24
        .list('user.get', { ADMIN_MODE: true }, { timeout, onProgress })
        .toArray()
      const found = rows.map(({ ID }) => ID)
      const isComplete = found.length === ids.length && found.every((id, at) => id === ids[at])
      succeed('list', isComplete || isChanged, found)
    } catch (error) {
      fail('list', 'user.get', error)
    }
  }

  /** @param {number} number */
  const run = async (number) => {
    const name = `soak ${number}`
    const kind = random()
    if (kind < 0.02) return list()
    if (kind < 0.05) return batch(name)
    if (kind < 0.25) {
      const start = performance.now()
      await write(name)
      report.slowest = Math.max(report.slowest, performance.now() - start)
      return
    }
    return kind < 0.35 ? read('shared read', { maxAge: 1000 }) : read('read')
  }

  let next = first
  const worker = async () => {
    while (next < first + count) {
      const number = next++
      report.started++
      await run(number)
      report.settled++
    }
  }
  await Promise.all(Array.from({ length: 100 }, worker))
  globalThis.fetch = fetch
  return report
}
