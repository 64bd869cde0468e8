// A recorded request as a call in TypeScript.

import { parseForm } from './form.js'
import { Expression, literal } from './literal.js'

// Parameters that carry the token or the language, not what the app asks for.
const OWN = ['auth', 'access_token', 'lang']

// Names whose digits are identifiers or counts.
const NUMBERS = /^(start|limit|offset|.*ids?)$/i

// A reference to the result of an earlier command of a batch.
const REFERENCE = /\$result\[([^\]]+)\]((?:\[[^\]]+\])*)/g

// Returns the method of a record, the calls that its request carries, and their code.
export function describe(record) {
  const version = record.path.startsWith('/rest/api/') ? 3 : 2
  const method = record.path.split('/').filter(Boolean).at(-1)
  const params = read(record)
  if (method !== 'batch') {
    return {
      method,
      calls: [method],
      code: call(method, withoutOwn(params), version, record.status),
    }
  }
  const commands = version === 3 ? commandsOfV3(params) : commandsOf(params.cmd ?? {})
  const halt = version === 2 && Number(params.halt ?? 0) ? ', { haltOnError: true }' : ''
  const batch = Object.fromEntries(
    commands.map(({ name, method, params }) => [
      name,
      Object.keys(params).length ? [method, params] : [method],
    ]),
  )
  const isList = Object.keys(batch).every((name, at) => name === String(at))
  const value = isList ? Object.values(batch) : batch
  const target = version === 3 ? 'b24.v3.batch' : 'b24.batch'
  return {
    method,
    calls: commands.map(({ method }) => method),
    code: `const outcomes = await ${target}(${literal(value)}${halt})`,
  }
}

// An unknown method has no path.
function call(method, params, version, status) {
  const root = version === 3 ? 'b24.v3' : 'b24'
  const isPath =
    status !== 404 &&
    /^[a-z]\w*(\.[a-z]\w*)*$/i.test(method) &&
    !/(^|\.)(batch|call|list)$/.test(method)
  const given = Object.keys(params).length ? literal(params) : ''
  const target = isPath
    ? `${root}.${method}(${given})`
    : `${root}.call(${literal(method)}${given && `, ${given}`})`
  return `const { result } = await ${target}`
}

function read({ content_type: type, body, query }) {
  const params = parseForm(query)
  if (!/json/i.test(type ?? '')) return numbered({ ...params, ...parseForm(body) })
  try {
    const json = JSON.parse(body || '{}')
    return Array.isArray(json) ? json : { ...params, ...json }
  } catch {
    return params
  }
}

function withoutOwn(params) {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !OWN.includes(name)))
}

// Returns the commands of a batch, whose parameters are forms.
function commandsOf(cmd) {
  return Object.entries(cmd).map(([name, text]) => {
    const [method, form = ''] = String(text).split(/\?(.*)/s)
    return { name, method, params: withReferences(numbered(parseForm(form))) }
  })
}

function commandsOfV3(calls) {
  if (!Array.isArray(calls)) return []
  return calls.map(({ as, method, query = {} }, at) => ({
    name: as ?? String(at),
    method,
    params: withReferencesOfV3(query),
  }))
}

// Returns values of a form with the digits of identifiers as numbers.
function numbered(value, name = '') {
  if (Array.isArray(value)) return value.map((item) => numbered(item, name))
  if (Object(value) === value) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, numbered(item, key)]),
    )
  }
  const isNumber = NUMBERS.test(name) && /^(0|[1-9]\d{0,14})$/.test(value)
  return isNumber ? Number(value) : value
}

function withReferences(value) {
  if (Array.isArray(value)) return value.map(withReferences)
  if (Object(value) === value) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, withReferences(item)]),
    )
  }
  if (typeof value !== 'string' || !value.includes('$result[')) return value
  const matches = [...value.matchAll(REFERENCE)]
  if (matches[0]?.[0] === value) return new Expression(reference('ref', ...matches[0].slice(1)))
  const text = value.replaceAll('`', '\\`')
  return new Expression(
    `\`${text.replace(REFERENCE, (_, name, path) => `\${${reference('ref', name, path)}}`)}\``,
  )
}

function withReferencesOfV3(value) {
  if (Array.isArray(value)) return value.map(withReferencesOfV3)
  if (Object(value) !== value) return value
  const [name, ...path] = String(value.$ref ?? value.$refArray ?? '').split('.')
  if (name) {
    const brackets = path.map((part) => `[${part}]`).join('')
    return new Expression(reference(value.$ref ? 'ref3' : 'each3', name, brackets))
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withReferencesOfV3(item)]),
  )
}

function reference(kind, name, path) {
  const parts = [...path.matchAll(/\[([^\]]+)\]/g)].map(([, part]) =>
    /^\d+$/.test(part)
      ? `[${part}]`
      : /^[A-Za-z_]\w*$/.test(part)
        ? `.${part}`
        : `[${literal(part)}]`,
  )
  return `B24.${kind}(${literal(name)})${parts.join('')}`
}
