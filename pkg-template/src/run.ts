import type { Task } from '#glue'

import { isAborted } from './abort.js'
import type { CallTurn, Connection, Receive } from './connection.js'
import { taskWaits } from './core.js'
import { type Failure, toFailure } from './error.js'
import type { LargeTexts } from './large-texts.js'
import { sendRequest } from './send.js'
import { startTimer, stopTimer } from './timer.js'
import { ABORTED, Watch } from './watch.js'

/** How a task is run. */
export interface RunOptions {
  /** The timeout of each call in milliseconds, which includes waiting, refreshes and repetition. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
  /** The texts that the core does not have. */
  readonly large?: LargeTexts
  /** The most rows that a list requests. */
  readonly maxRows?: number
  /** Called whenever the core has decided the next step. */
  readonly onStep?: () => void
}

/** The steps of the core; see `src/js/task.rs`. */
const FINISHED = 0
const SEND = -1
const REFRESH = -2
const REFRESH_AHEAD = -3
const PAUSE = -4

/**
 * Runs a task of the core until it has a result: sends its requests, refreshes the token and waits, as
 * the core decides. Each call has a deadline.
 *
 * @throws {Failure}
 */
export async function run(
  task: Task,
  connection: Connection,
  { timeout, signal, large, maxRows = 0, onStep }: RunOptions,
): Promise<unknown> {
  let turn: CallTurn = { isWaiting: false, isOver: false }
  /** Whether the current call was sent before. */
  let isRepeated = false
  const late = () => timedOut(timeout, turn.isWaiting && !isRepeated)
  const watch = new Watch(timeout, late, signal)
  const fail = (failure: Failure) => task.fail(failure, Date.now(), Math.random())
  let isFresh = false
  taskWaits.add(watch)
  try {
    // The core may have a result without a request.
    if (isAborted(signal)) fail(ABORTED)
    for (;;) {
      const step = task.next(Date.now(), isFresh, maxRows, timeout)
      onStep?.()
      if (step === FINISHED) return task.take()
      isFresh = step === REFRESH || step === REFRESH_AHEAD
      if (step === REFRESH_AHEAD) {
        connection.refresh!().catch(() => {})
        continue
      }
      if (step > PAUSE) watch.start()
      let receive: Receive | undefined
      const started = (turn = { isWaiting: false, isOver: false })
      try {
        receive = await watch.wait(async (signal) => {
          if (step === SEND) return sendInTurn(task, connection, started, large, signal)
          if (step === REFRESH) await connection.refresh!()
          else await delay(step > 0 ? step : PAUSE - step, signal)
          return undefined
        })
      } catch (thrown) {
        isFresh = false
        turn.isOver = true
        receive = () => fail(toFailure(thrown))
      }
      if (!receive) continue
      isRepeated = receive()
      if (isRepeated) reportRetry(connection, task.progress())
      else watch.reset()
    }
  } finally {
    turn.isOver = true
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

/** Returns the failure of a call whose deadline has passed; `isWaiting` if it was never sent. */
export function timedOut(timeout: number, isWaiting = false): Failure {
  const reason = isWaiting ? "; it waited for the portal's rate limit, and nothing was sent" : ''
  return { kind: 'timeout', code: 'TIMEOUT', description: `timed out after ${timeout} ms${reason}` }
}

/** Sends the call of a task in its turn, by itself or with others. */
async function sendInTurn(
  task: Task,
  connection: Connection,
  turn: CallTurn,
  large?: LargeTexts,
  signal?: AbortSignal,
): Promise<Receive | undefined> {
  turn.isWaiting = true
  const together = await connection.queue.enter(connection, task, turn)
  turn.isWaiting = false
  if (together) return together(signal)
  if (turn.isOver) return undefined
  let request: string | undefined
  try {
    request = task.request(Date.now())
  } catch (error) {
    return () => {
      throw error
    }
  }
  if (request === undefined) return undefined
  const response = await sendRequest(connection, request, 1, signal, large)
  return () => task.accept(response.status, response, Date.now(), Math.random())
}

function reportRetry({ queue, diagnostics }: Connection, progress: string): void {
  const [attempt, method = '', code = ''] = progress.split(' ')
  if (code.toUpperCase() === 'QUERY_LIMIT_EXCEEDED') queue.refused()
  diagnostics.reportRetry(Number(attempt), method, code)
}

/** Waits, unless the signal is aborted: then nobody waits for it any more. */
function delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = startTimer(done, milliseconds)
    signal?.addEventListener('abort', () => stopTimer(timer))
  })
}
