// A comparison of types, for those that show what a value is.

/** True where the two types are the same, and no value where they are not. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never

/** Fails to compile where the two types are not the same: `same<typeof id, number>(true)`. */
export const same = <A, B>(_proof: Same<A, B>) => {}
