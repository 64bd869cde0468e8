import type { B24 } from '../b24.js'
import type { CallOptions } from '../call-options.js'

/** An amount, as text so that it keeps its digits, and its currency. */
export interface Money {
  readonly amount: string
  readonly currency: string
}

/** A currency of the portal. */
export interface Currency {
  /** The code: `EUR`. */
  readonly code: string
  readonly name: string
  /** The digits after the point. */
  readonly decimals: number
  readonly isBase: boolean
  /** The portal's own form: `#` stands for the amount. */
  readonly format: string
}

/** A currency as `crm.currency.list` returns it. */
interface Row {
  readonly CURRENCY: string
  readonly FULL_NAME?: string
  readonly DECIMALS?: string | number
  readonly BASE?: string
  readonly FORMAT_STRING?: string
}

/** The currencies of a portal. */
export class Currencies {
  readonly #byCode: ReadonlyMap<string, Currency>

  constructor(currencies: Iterable<Currency>) {
    this.#byCode = new Map(Array.from(currencies, (currency) => [currency.code, currency]))
  }

  /**
   * Loads them by `crm.currency.list`.
   *
   * @throws {B24Error} as a call
   */
  static async load(b24: B24, options?: CallOptions): Promise<Currencies> {
    const { result } = await b24.call('crm.currency.list', {}, options)
    return new Currencies((result as readonly Row[]).map(currencyOf))
  }

  /** Returns a currency; the portal's base currency without a code. */
  get(code?: string): Currency | undefined {
    if (code) return this.#byCode.get(code)
    return [...this.#byCode.values()].find(({ isBase }) => isBase)
  }

  [Symbol.iterator](): Iterator<Currency> {
    return this.#byCode.values()
  }

  /**
   * Writes an amount in a currency (by default the base currency) as people of a language read it, with as
   * many decimals as the portal uses: `format('1500.5', 'EUR', 'de')` is `1.500,50 €`. Returns an empty
   * text for an empty field, and text that is no number unchanged.
   */
  format(
    amount: number | string | null | undefined,
    code?: string,
    locale?: Intl.LocalesArgument,
  ): string {
    if (amount === '' || amount === null || amount === undefined) return ''
    if (Number.isNaN(Number(amount))) return String(amount)
    const currency = this.get(code)
    const decimals = currency?.decimals ?? 2
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
    const name = code ?? currency?.code ?? ''
    // A portal may have currencies of its own, which browsers do not know.
    if (!/^[A-Z]{3}$/i.test(name)) {
      const number = new Intl.NumberFormat(locale, digits).format(Number(amount))
      return (currency?.format ?? `# ${name}`).replace('#', number).trim()
    }
    const style = { style: 'currency', currency: name } as const
    return new Intl.NumberFormat(locale, { ...style, ...digits }).format(Number(amount))
  }
}

/** Reads a field of the type money: `1500.50|EUR`. Returns undefined for an empty field. */
export function parseMoney(value: unknown): Money | undefined {
  const [, amount, currency] = /^(-?[\d.]+)\|(\w+)/.exec(String(value)) ?? []
  return amount && currency ? { amount, currency } : undefined
}

/** Writes a field of the type money. */
export function formatMoney({ amount, currency }: { amount: number | string; currency: string }) {
  return `${amount}|${currency}`
}

function currencyOf({ CURRENCY, FULL_NAME, DECIMALS, BASE, FORMAT_STRING }: Row): Currency {
  return {
    code: CURRENCY,
    name: FULL_NAME ?? CURRENCY,
    decimals: Number(DECIMALS ?? 2),
    isBase: BASE === 'Y',
    // The portal's form may be written for HTML.
    format: (FORMAT_STRING ?? `# ${CURRENCY}`).replace(/&nbsp;/g, ' '),
  }
}
