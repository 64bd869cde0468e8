import { inputError } from './error.js'
import { conditionsOn } from './filter.js'
import type { Where3 } from './v3/filter-types.js'

/** A condition, or a group of them. */
type Node = readonly unknown[] | Group

/** Conditions of which all or one must hold, or, if `negative`, must not. */
interface Group {
  readonly logic: 'and' | 'or'
  readonly negative: boolean
  readonly conditions: readonly Node[]
}

/** An immutable builder of filters of REST 3.0, which are checked when they are sent. */
class Filter {
  readonly #node: Node

  constructor(node: Node) {
    this.#node = node
  }

  and(other: string | Filter): object {
    if (other instanceof Filter) return this.#join('and', other)
    return conditionsOf(other, (filter) => this.#join('and', filter))
  }

  or(other: Filter): Filter {
    if (!(other instanceof Filter)) {
      throw inputError('INVALID_ARGUMENT', 'or(filter) takes a filter of B24.where3')
    }
    return this.#join('or', other)
  }

  not(): Filter {
    const node = this.#node
    return new Filter(
      isGroup(node)
        ? { ...node, negative: !node.negative }
        : { logic: 'and', negative: true, conditions: [node] },
    )
  }

  toJSON(): unknown {
    const node = this.#node
    const isList = isGroup(node) && node.logic === 'and' && !node.negative
    return (isList ? node.conditions : [node]).map((item) => encode(item))
  }

  #join(logic: Group['logic'], other: Filter): Filter {
    const conditions = [this.#node, other.#node].flatMap((node) =>
      isGroup(node) && node.logic === logic && !node.negative ? node.conditions : [node],
    )
    return new Filter({ logic, negative: false, conditions })
  }
}

function isGroup(node: Node): node is Group {
  return 'logic' in node
}

/** Encodes a condition or a group; the portal demands the type of a group within another one. */
function encode(node: Node, type?: 'filter'): unknown {
  if (!isGroup(node)) return node
  const { logic, negative, conditions } = node
  return {
    ...(type && { type }),
    logic,
    ...(negative && { negative }),
    conditions: conditions.map((item) => encode(item, 'filter')),
  }
}

/** Returns the conditions on a field; each returns what `add` does with its filter. */
function conditionsOf(field: string, add: (filter: Filter) => Filter): object {
  const compare = (operator: string, value: unknown) => add(new Filter([field, operator, value]))
  return {
    ...conditionsOn(field, compare),
    eq: (value: unknown) => compare('=', value),
    in: (values: unknown) => compare('in', values),
    notIn: (values: unknown) => add(new Filter([field, 'in', values]).not()),
    between: (...values: readonly unknown[]) => compare('between', values),
    toJSON() {
      const problem = `the condition on "${field}" has no operator and value, as in where3("${field}").eq(7)`
      throw inputError('INVALID_FILTER', problem)
    },
  }
}

/** @internal */
export const where3 = ((field: string) => conditionsOf(field, (filter) => filter)) as Where3
