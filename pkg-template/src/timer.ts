import type { Failure } from './error.js'

/** A timer of the page. */
export type Timer = ReturnType<typeof setTimeout>

const NO_TIMER: Failure = {
  kind: 'input',
  code: 'NO_TIMER',
  description: 'setTimeout is missing or throws, so a call would have no deadline; restore it',
}

/**
 * Starts a timer.
 *
 * @throws {Failure} if the page has none
 */
export function startTimer(run: () => void, milliseconds: number | undefined): Timer {
  try {
    return setTimeout(run, milliseconds)
  } catch {
    throw NO_TIMER
  }
}

/** Stops a timer. It may run all the same, if the page has replaced `clearTimeout`. */
export function stopTimer(timer: Timer | undefined): void {
  try {
    clearTimeout(timer)
  } catch {
    // It has no effect.
  }
}
