/** Returns the function that calls a method. */
type Caller = (method: string) => object

/** Names of members that a path has: not what promises, JSON and test runners look for. */
const PART = /^(?!then$|toJSON$|asymmetricMatch$)[a-z]\w*$/i

/**
 * Adds a method under its name: `user.get` as `b24.user.get`.
 *
 * @internal
 */
export function attach(client: object, name: string, caller: Caller): void {
  let method = ''
  let parent = client as Record<string, object>
  for (const part of name.split('.')) {
    method += method ? `.${part}` : part
    // A function's own members, such as its name, are not enumerable.
    if (!Object.keys(parent).includes(part)) {
      const value = methodPath(method, caller)
      Object.defineProperty(parent, part, { ...MEMBER, value })
    }
    parent = parent[part] as typeof parent
  }
}

const MEMBER = { configurable: true, enumerable: true, writable: true }

/** Returns the function that calls a method. Methods under it are added when they are read. */
function methodPath(method: string, caller: Caller): object {
  return new Proxy(caller(method) as Record<string | symbol, unknown>, {
    get(members, name) {
      if (typeof name === 'string' && !(name in members) && PART.test(name)) {
        members[name] = methodPath(`${method}.${name}`, caller)
      }
      return members[name]
    },
  })
}
