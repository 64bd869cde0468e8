// Forms as PHP reads them: `filter[ID]=7&select[]=ID`.

// Returns the parameters of a form; those named by a list of indexes become a list.
export function parseForm(text) {
  const root = new Map()
  for (const [name, value] of new URLSearchParams(text)) {
    const [first, ...rest] = name.split('[').map((part) => part.replace(/\]$/, ''))
    let place = root
    let key = first
    for (const part of rest) {
      if (!(place.get(key) instanceof Map)) place.set(key, new Map())
      place = place.get(key)
      key = part === '' ? String(place.size) : part
    }
    place.set(key, value)
  }
  return Object.fromEntries([...root].map(([key, value]) => [key, toValue(value)]))
}

function toValue(value) {
  if (!(value instanceof Map)) return value
  const isList = [...value.keys()].every((key, at) => key === String(at))
  const entries = [...value].map(([key, item]) => [key, toValue(item)])
  return isList ? entries.map(([, item]) => item) : Object.fromEntries(entries)
}
