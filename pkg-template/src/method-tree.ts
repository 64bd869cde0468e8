/**
 * Adds a method under its name: `user.get` as `b24.user.get`. A method may have others under it, in
 * whatever order they are added: `im.user.list` and `im.user.list.get`.
 *
 * @internal
 */
export function attach(
  parent: object,
  [name = '', ...rest]: readonly string[],
  method: object,
): void {
  const members = parent as Record<string, object>
  if (rest.length === 0) members[name] = Object.assign(method, members[name])
  else attach((members[name] ??= {}), rest, method)
}
