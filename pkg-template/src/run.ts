import type { Task } from '#glue'

import { isAborted } from './abort.js'
import type { Connection, PortalResponse } from './connection.js'
import { taskWaits } from './core.js'
import { type Failure, isFailure } from './error.js'
import { ABORTED, Watch } from './watch.js'

/** How a task is run. */
export interface RunOptions {
  /** The timeout of each request in milliseconds. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
  /** The most rows that a list requests. */
  readonly maxRows?: number
}

const REFRESH = 'r'
const WAIT = 'w'
const FORM = 'f'

/**
 * Runs a task of the core until it has a result: sends its requests, refreshes the token and waits, as
 * the core decides. Each request has a deadline, which includes a refresh and a second attempt.
 *
 * @throws {Failure}
 */
export async function run(
  task: Task,
  connection: Connection,
  { timeout, signal, maxRows = 0 }: RunOptions,
): Promise<unknown> {
  const watch = new Watch(timeout, () => timedOut(timeout), signal)
  const fail = ({ kind, code, description, reason = '' }: Failure) =>
    task.fail(kind, code, description, reason)
  let isFresh = false
  taskWaits.add(watch)
  try {
    // The core may have a result without a request.
    if (isAborted(signal)) fail(ABORTED)
    for (;;) {
      const step = task.next(Date.now(), isFresh, maxRows, timeout)
      if (!step) return task.take()
      isFresh = step === REFRESH
      if (step[0] !== WAIT) watch.start()
      let response: PortalResponse | undefined
      try {
        response = await watch.wait((signal) => perform(step, connection, signal))
      } catch (thrown) {
        isFresh = false
        fail(isFailure(thrown) ? thrown : UNKNOWN_FAILURE)
        watch.reset()
        continue
      }
      if (response && task.accept(response.status, response.body)) watch.reset()
    }
  } finally {
    taskWaits.delete(watch)
    watch.end()
  }
}

/** Runs a task that has one result, and frees it. */
export async function runOnce(
  task: Task,
  connection: Connection,
  options: RunOptions,
): Promise<unknown> {
  try {
    return await run(task, connection, options)
  } finally {
    task.free()
  }
}

/** What a stub may throw. */
const UNKNOWN_FAILURE: Failure = {
  kind: 'network',
  code: 'NETWORK',
  description: 'the request failed for an unknown reason',
}

function timedOut(timeout: number): Failure {
  return { kind: 'timeout', code: 'TIMEOUT', description: `timed out after ${timeout} ms` }
}

/** Performs a step of the core (see `src/js/task.rs`); returns the response to a request. */
async function perform(
  step: string,
  connection: Connection,
  signal?: AbortSignal,
): Promise<PortalResponse | undefined> {
  const [kind] = step
  if (kind === REFRESH) await connection.refresh!()
  else if (kind === WAIT) await delay(Number(step.slice(1)), signal)
  else {
    const end = step.indexOf(' ')
    return connection.send(step.slice(1, end), step.slice(end + 1), kind === FORM, signal)
  }
  return undefined
}

/** Waits, unless the signal is aborted: then nobody waits for it any more. */
function delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', () => clearTimeout(timer))
  })
}
