/** A value as a file has it: all scalars are texts. */
export type Value = string | undefined | readonly Value[] | Fields
export interface Fields {
  readonly [key: string]: Value
}
