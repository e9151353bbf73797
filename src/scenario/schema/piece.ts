import { z } from 'zod'
import { holding, type Within } from './form.ts'

/** One kind of thing in a file, with keys of its own. The things within it are pieces too, checked one by one. */
export interface Piece<S extends z.ZodRawShape> {
  /** As in "no key of a host". */
  readonly noun: string
  readonly schema: z.ZodObject<S, z.core.$strict>
  /** Keys that it does not have, and what to say about them. */
  readonly refused: Readonly<Record<string, string>>
}

export function piece<S extends z.ZodRawShape>(
  noun: string,
  shape: S,
  refused: Readonly<Record<string, string>> = {},
): Piece<S> {
  return { noun, schema: z.strictObject(shape), refused }
}

/** Where pieces of their own stand, if any. */
export function pieces(as: Within['as'], piece: Within['piece'], description: string) {
  return holding(z.unknown().optional().describe(description), { as, piece })
}

export function neededPieces(message: string, as: Within['as'], piece: Within['piece'], description: string) {
  return holding(z.custom<unknown>((value) => value !== undefined, message).describe(description), { as, piece })
}
