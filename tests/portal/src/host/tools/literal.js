// Values as TypeScript.

const WIDTH = 72

const NAME = /^[A-Za-z_$][\w$]*$/

// A text that is written as it is, because it is an expression.
export class Expression {
  constructor(text) {
    this.text = text
  }
}

// Returns the literal of a value, on several lines if it is long.
export function literal(value, indent = '') {
  if (value instanceof Expression) return value.text
  if (typeof value === 'string') return quote(value)
  if (Object(value) !== value) return String(value)
  const isList = Array.isArray(value)
  const [open, close] = isList ? '[]' : '{}'
  const inner = `${indent}  `
  const items = isList
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(([key, item]) => `${keyOf(key)}: ${literal(item, inner)}`)
  if (items.length === 0) return open + close
  const line = isList ? `[${items.join(', ')}]` : `{ ${items.join(', ')} }`
  if (indent.length + line.length <= WIDTH && !line.includes('\n')) return line
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`
}

function keyOf(key) {
  return NAME.test(key) ? key : quote(key)
}

function quote(text) {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return `'${escaped.replaceAll("'", "\\'")}'`
}
