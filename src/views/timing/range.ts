import type { Micros } from '../../time.ts'

/** A length of time that lies between two, both included. */
export interface Range {
  readonly least: Micros
  readonly most: Micros
}

export const NOTHING: Range = { least: 0, most: 0 }

export function plus(...ranges: readonly Range[]): Range {
  return {
    least: ranges.reduce((sum, { least }) => sum + least, 0),
    most: ranges.reduce((sum, { most }) => sum + most, 0),
  }
}

/** No time is less than nothing. */
export function atLeastNothing({ least, most }: Range): Range {
  return { least: Math.max(0, least), most: Math.max(0, most) }
}
