/** Nominal types without a runtime cost. The house brands four things only: Timestamp, Price, Qty and ids. */
declare const brand: unique symbol

export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
