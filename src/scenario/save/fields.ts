/** A value as a file has it: all scalars are texts. */
export type Value = string | undefined | readonly Value[] | Fields
export interface Fields {
  readonly [key: string]: Value
}

/** Those fields that are not as they would be unsaid. */
export function unlessDefault<T extends object>(values: T, defaults: Partial<T>): Fields {
  const said = Object.entries(values).filter(([key, value]) => value !== defaults[key as keyof T])
  return Object.fromEntries(said.map(([key, value]) => [key, String(value)]))
}
