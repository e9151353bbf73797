import { z } from 'zod'

/** All fields of a thing, in the order in which they are written, and what may stand there: a compiler misses none. */
export type Shape<T> = { readonly [F in keyof T]-?: z.ZodType<T[F]> }

/** One of some words: a compiler misses none of them. */
export function oneOf<Word extends string>(words: Readonly<Record<Word, true>>): z.ZodType<Word> {
  return z.enum(Object.keys(words) as [Word, ...Word[]])
}

export const text: z.ZodType<string> = z.string()
export const flag: z.ZodType<boolean> = z.boolean()
export const whole: z.ZodType<number> = z.int()
/** A time, or a count of something. */
export const amount: z.ZodType<number> = z.int().min(0)
