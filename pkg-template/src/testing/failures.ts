import { OrderedError, OrderedFailure } from './ordered.js'

/** Returns what a handler has thrown: an ordered error, a `B24Error` that the app's test creates, or a bug. */
export function toFailure(thrown: unknown, method: string): OrderedError | OrderedFailure {
  if (thrown instanceof OrderedError || thrown instanceof OrderedFailure) return thrown
  const { kind, code, description, status, message } = Object(thrown)
  if (typeof code !== 'string' || typeof kind !== 'string') {
    const problem = `the handler of "${method}" threw an error: ${message ?? String(thrown)}`
    return new OrderedFailure('input', 'HANDLER_FAILED', problem)
  }
  const isSent = ['portal', 'permission', 'auth', 'limit'].includes(kind)
  return isSent
    ? new OrderedError(code, { description, status })
    : new OrderedFailure(kind as OrderedFailure['kind'], code, description)
}
