/** Returns the function that calls a method. */
type Caller = (method: string) => object

/** Names of members that a path has: not what promises, JSON and test runners look for. */
const PART = /^(?!then$|toJSON$|asymmetricMatch$)[a-z]\w*$/i

/**
 * Returns the prototype of clients that have methods under their names: `user.get` as `b24.user.get`. The
 * members of a client are created when they are first read, so that a page starts without them.
 *
 * @param names the methods whose members are visible; those of other methods appear when they are read
 * @param callerOf returns nothing for an object that is no client
 * @internal
 */
export function methodTree(
  names: () => readonly string[],
  callerOf: (client: object) => Caller | undefined,
): object {
  const under = (root: unknown) => names().filter((method) => method.split('.')[0] === root)
  return new Proxy(
    {},
    {
      has: (none, name) => name in none || !!under(name)[0],
      get(none, root, client) {
        const methods = under(root)
        const caller = methods[0] && callerOf(client)
        if (!caller) return Reflect.get(none, root, client)
        for (const method of methods) attach(client, method, caller)
        return client[root]
      },
    },
  )
}

/** Adds a method under its name. */
function attach(client: object, name: string, caller: Caller): void {
  let method = ''
  let parent = client as Record<string, object>
  for (const part of name.split('.')) {
    method += method ? `.${part}` : part
    // A function's own members, such as its name, are not enumerable.
    if (!Object.keys(parent).includes(part)) {
      const value = methodPath(method, caller)
      const member = { configurable: true, enumerable: true, writable: true, value }
      Object.defineProperty(parent, part, member)
    }
    parent = parent[part] as typeof parent
  }
}

/**
 * Returns the function that calls a method. Methods under it, whose names begin with `prefix`, are added when
 * they are read.
 *
 * @internal
 */
export function methodPath(method: string, caller: Caller, prefix = `${method}.`): object {
  return new Proxy(caller(method) as Record<string | symbol, unknown>, {
    get(members, name) {
      if (typeof name === 'string' && !(name in members) && PART.test(name)) {
        members[name] = methodPath(prefix + name, caller)
      }
      return members[name]
    },
  })
}
