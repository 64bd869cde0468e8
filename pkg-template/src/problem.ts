declare const problem: unique symbol

/** Stands where nothing fits, for the compiler to say why. */
export interface Problem<Why extends string> {
  readonly [problem]: Why
}

/** Stands where a value does not fit, for the compiler to say what would. */
export interface Wanted<T> {
  readonly [problem]: T
}
