/** One member of a form, or of a JSON body as a form would have it. */
export type Pair = readonly [path: string, value: string]

/** A request of the core for REST 2.0, see `src/js/task.rs`. */
export interface Wire {
  readonly url: string
  /** The method; `batch` for several commands. */
  readonly method: string
  /** The parameters if they are JSON, which has the types that the app gave. */
  readonly json: Readonly<Record<string, unknown>> | undefined
  readonly pairs: readonly Pair[]
  /** The commands of a batch: their names, and their methods with queries. */
  readonly commands: readonly Pair[]
}

const COMMAND = /^cmd\[(.*)\]$/s

/** Reads a request. */
export function readWire(request: string): Wire {
  const end = request.indexOf(' ')
  const url = request.slice(1, end)
  const body = request.slice(end + 1)
  const json = request[0] === 'j' ? JSON.parse(body) : undefined
  const pairs = json ? flatten(json) : readForm(body)
  const commands = pairs.flatMap(([path, value]): Pair[] => {
    const [, name] = COMMAND.exec(path) ?? []
    return name === undefined ? [] : [[name, value]]
  })
  return { url, method: url.slice(url.lastIndexOf('/') + 1), json, pairs, commands }
}

/** Reads a form, or the query of a command. */
export function readForm(form: string): Pair[] {
  return [...new URLSearchParams(form)]
}

function flatten(value: unknown, path = ''): Pair[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, member]) =>
    flatten(member, path ? `${path}[${key}]` : key),
  )
}
