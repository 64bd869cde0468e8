import { conditionsOn } from './filter.js'
import type { Where3 } from './v3/filter-types.js'

/** An immutable builder of filters of REST 3.0, which are checked when they are sent. */
class Filter {
  /** All of them must hold. */
  readonly #conditions: readonly unknown[]

  constructor(...conditions: readonly unknown[]) {
    this.#conditions = conditions
  }

  and(other: string | Filter): object {
    const add = (...conditions: readonly unknown[]) =>
      new Filter(...this.#conditions, ...conditions)
    if (other instanceof Filter) return add(...other.#conditions)
    const compare = (operator: string, value: unknown) => add([other, operator, value])
    return {
      ...conditionsOn(other, compare),
      eq: (value: unknown) => compare('=', value),
      in: (values: unknown) => add([other, 'in', values]),
      notIn: (values: unknown) => add(group([[other, 'in', values]])),
      between: (...values: readonly unknown[]) => add([other, 'between', values]),
    }
  }

  or(other: Filter): Filter {
    // Lists, which need no type within a group.
    return new Filter({ logic: 'or', conditions: [this, other] })
  }

  not(): Filter {
    return new Filter(group(this.#conditions))
  }

  toJSON(): unknown {
    return this.#conditions
  }
}

/** Returns a condition that holds if not all of the others do. */
function group(conditions: readonly unknown[]): object {
  return { logic: 'and', conditions, negative: true }
}

/** @internal */
export const where3 = ((field: string) => new Filter().and(field)) as Where3
