import { type Core, currentCore } from '../core.js'
import { encodeOperation, type Perform } from './operation.js'

/** The operations that change the state of the core, by what they replace: another instance repeats them. */
const remembered = new Map<string, readonly [operation: string, milliseconds?: number]>()

let prepared: Core | undefined

/** Returns the core with the state of the frame. */
export function frameCore(): Core {
  const core = currentCore()
  if (core !== prepared) {
    for (const operation of remembered.values()) core.frame(...operation)
    prepared = core
  }
  return core
}

/** Lets the core perform an operation, and remembers what changes its state. */
export const perform: Perform = (operation, args, params, milliseconds) => {
  const text = encodeOperation(operation, args, params)
  const outcome = frameCore().frame(text, milliseconds)
  if (operation === 'session' || operation === 'reply') {
    // Each option has its own reply.
    const { name } = JSON.parse(params!)
    remembered.set([operation, 'command' in args && args.command, name].join(' '), [
      text,
      milliseconds,
    ])
  }
  return outcome
}
