import { inputError } from '../error.js'
import { methodOf } from '../options.js'

/** What a method's name looks like; a token or a webhook's code, passed by mistake, does not. */
const NAME = /^(documentation|[a-z]\w*(\.\w+)+)$/i

/**
 * Returns the name of a method without white space around it.
 *
 * @throws {B24Error} `INVALID_METHOD`, without the name, which may be a secret
 */
export function nameOf(name: string): string {
  const method = methodOf(name)
  if (NAME.test(method)) return method
  const isBatch = method === 'batch'
  const advice = isBatch ? 'use b24.v3.batch' : 'a name is words with dots, as "tasks.task.list"'
  throw inputError('INVALID_METHOD', `this is no method of REST 3.0: ${advice}`)
}
