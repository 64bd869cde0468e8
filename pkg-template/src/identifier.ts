export declare const digits: unique symbol

/** Tells digits from other text, of which no identifier is made. Any text may have it. */
type Digits = { readonly [digits]?: never }

/** An identifier: a number, or its digits as untyped methods hand them out. */
export type Identifier = number | (string & Digits)

/** Identifiers: one, or several in whatever holds them, or their JSON text. */
export type Ids = Identifier | (object & (ArrayLike<Identifier> | Iterable<Identifier>))
