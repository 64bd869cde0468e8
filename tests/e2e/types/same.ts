// Compares types.

/** `true` if the two types are equal, otherwise `never`. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never

/** Fails to compile if the two types differ: `same<typeof id, number>(true)`. */
export const same = <A, B>(_proof: Same<A, B>) => {}
