import { importV3 } from '#import-v3'

import type { Connection } from './connection.js'
import { convertError } from './error.js'
import { lazyFile } from './lazy-file.js'
import { List, type ListOptions } from './list.js'
import type { Memory } from './memory.js'
import { methodPath } from './method-tree.js'
import { encode, type Params } from './params.js'
import { encodeReferences } from './reference.js'
import type { Reply } from './reply.js'
import { runOnce } from './run.js'
import { ABORTED } from './watch.js'
import type { V3Host } from './v3/host.js'
import type { V3 } from './v3/client.js'

const load = lazyFile(importV3, 'V3_NOT_LOADED', 'b24.v3.js')

/**
 * Returns the methods of REST 3.0. Their code is a file of its own, which is loaded when one of them is first
 * used.
 */
export function openV3(connection: Connection, memory: Memory<Reply<unknown>>): V3 {
  const host: V3Host = {
    ...connection,
    memory,
    encode: (params, large) => encode(params, '', encodeReferences, large),
    toError: convertError,
    run: runOnce,
  }
  const use =
    (name: 'call' | 'batch', options: number) =>
    (...args: readonly unknown[]) =>
      load(args[options])
        .then((v3) => v3[name](host, ...(args as [never])))
        .catch((thrown) =>
          // An aborted batch has the outcomes so far.
          host.diagnostics.fail(
            thrown === ABORTED && name === 'batch' ? { ...ABORTED, outcomes: {} } : thrown,
          ),
        )
  const call = use('call', 2)
  const members = {
    batch: use('batch', 1),
    list: (method: string, params?: Params, options?: ListOptions) =>
      new List(host, method, params, options, async (_host, ...args) =>
        (await load(options)).list(host, ...args),
      ),
  }
  const caller = (method: string) =>
    method === 'call' ? call : method ? call.bind(undefined, method) : members
  return methodPath('', caller, '') as V3
}
