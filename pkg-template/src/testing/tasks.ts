// The core's tasks, with two changes: a request is a job of the double instead of a form, which would turn all
// parameters into text; and nothing waits, because the clock of the task jumps.

import type { Core, Portal, Task } from '#glue'

import { readWire, type Wire } from './wire.js'

/** Below it, a step is a pause between two calls; see `src/js/task.rs`. */
const PAUSE = -4

/** The address of the portal; its code is no word, because errors have stars in its place. */
const path = '/rest/1/6qk2v9x0zjw4/'

/** What a request of REST 2.0 asks of the double. */
export type Job =
  | { readonly type: 'call'; readonly method: string }
  | { readonly type: 'batch'; readonly wire: Wire; readonly text: string; readonly halt: boolean }
  | { readonly type: 'pages'; readonly wire: Wire; readonly list: ListJob }

/** A list in progress. */
export interface ListJob {
  readonly method: string
  readonly params: unknown
  readonly cursor: string | undefined
  readonly members: { readonly rows?: string; readonly id?: string }
}

/** The jobs of the requests on their way. A request's text is the number of its job, and parameters. */
export class Jobs {
  readonly #jobs = new Map<number, Job>()
  #last = 0

  add(job: Job): number {
    this.#jobs.set(++this.#last, job)
    return this.#last
  }

  take(number: number): Job {
    const job = this.#jobs.get(number)!
    this.#jobs.delete(number)
    return job
  }
}

/** Opens a portal in an instance of the core. */
export function openPortal(core: Core, origin: string, jobs: Jobs): Portal {
  const portal = core.webhook(origin + path)
  const { call, batch, list } = portal
  const clock = { ahead: 0 }
  const start = (task: Task) => withoutWaits(task, clock)
  // Own members hide those of the class; what the SDK calls with the portal finds its memory as before.
  return Object.assign(portal, {
    call(method: string, params: string, ...rules: [boolean, boolean, boolean, boolean]) {
      const task = start(call.call(portal, method, params, ...rules))
      const isV3 = rules[3]
      return isV3 ? task : withJobs(task, jobs, () => [{ type: 'call', method }, params])
    },
    batch(text: string, halt: boolean, ...rules: [boolean, boolean]) {
      const task = start(batch.call(portal, text, halt, ...rules))
      return withJobs(task, jobs, (wire) => [{ type: 'batch', wire, text, halt }])
    },
    list(
      method: string,
      params: string,
      cursor: string | undefined,
      members: string,
      wait: boolean,
    ) {
      const task = start(list.call(portal, method, params, cursor, members, wait))
      const job = { method, params: JSON.parse(params), cursor, members: JSON.parse(members) }
      return withJobs(task, jobs, (wire) => [{ type: 'pages', wire, list: job }])
    },
  })
}

/** Lets a task request jobs. */
function withJobs(
  task: Task,
  jobs: Jobs,
  describe: (wire: Wire) => readonly [job: Job, params?: string],
): Task {
  const { request } = task
  return Object.assign(task, {
    request(now: number) {
      const text = request.call(task, now)
      if (text === undefined) return undefined
      const wire = readWire(text)
      const [job, params = 'null'] = describe(wire)
      return `j${wire.url} [${jobs.add(job)},${params}]`
    },
  })
}

/** Lets the clock of a task jump over each wait, and takes the shortest pause before a repeated request. */
function withoutWaits(task: Task, clock: { ahead: number }): Task {
  const { next, accept, fail } = task
  const time = (now: number) => now + clock.ahead
  return Object.assign(task, {
    next(now: number, ...rest: [boolean, number, number]) {
      for (;;) {
        const step = next.call(task, time(now), ...rest)
        if (step > 0) clock.ahead += step
        else if (step < PAUSE) clock.ahead += PAUSE - step
        else return step
      }
    },
    accept: (status: number, body: unknown, now: number) =>
      accept.call(task, status, body, time(now), 0),
    fail: (failure: unknown, now: number) => fail.call(task, failure, time(now), 0),
  })
}
