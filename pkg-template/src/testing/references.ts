// References between the commands of a batch.

/** Stands for the `$` of a reference. It is random, so that no other text contains it. */
const MARK = `${Math.random()}-`
const REFERENCE = new RegExp(`${MARK}result\\[([^\\]]*)\\]((?:\\[[^\\]]*\\])*)`, 'g')

/** Parses the commands of a batch, in whose JSON text the `$` of a reference is escaped. */
export function parseCommands(text: string): [name: string, method: string, params: unknown][] {
  return JSON.parse(text.replace(/\\[\s\S]/g, (pair) => (pair === '\\$' ? MARK : pair)))
}

/** Replaces references by parts of the results so far. */
export function resolveReferences(value: unknown, results: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return value.includes(MARK) ? resolveText(value, results) : value
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, results))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, resolveReferences(member, results)]),
  )
}

/** Resolves a text: to the part itself if the text is one reference, or else to text. */
function resolveText(text: string, results: ReadonlyMap<string, unknown>): unknown {
  const parts = [...text.matchAll(REFERENCE)].map(([found, name = '', keys = '']) => {
    const path = [...keys.matchAll(/\[([^\]]*)\]/g)].map(([, key]) => key!)
    return { found, part: partOf(results.get(name), path) }
  })
  const [first] = parts
  if (first?.found === text) return first.part
  return parts.reduce((resolved, { found, part }) => resolved.replace(found, String(part)), text)
}

/** Returns a part of a result; null if there is none. */
export function partOf(result: unknown, path: readonly string[]): unknown {
  let part = result
  for (const key of path) part = part instanceof Map ? part.get(Number(key)) : Object(part)[key]
  return part ?? null
}
