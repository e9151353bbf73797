export interface Variable {
  /** Null: it has attributes, but is not set. */
  readonly value: string | null
  readonly exported: boolean
  readonly readonly: boolean
}

const UNSET: Variable = { value: null, exported: false, readonly: false }

/** The variables of a shell. */
export class Variables {
  #all: Map<string, Variable>
  #env: ReadonlyMap<string, string> | null = null

  constructor(from?: Variables) {
    this.#all = new Map(from === undefined ? [] : from.#all)
    this.#env = from === undefined ? null : from.#env
  }

  value(name: string): string | undefined {
    return this.#all.get(name)?.value ?? undefined
  }

  get(name: string): Variable | undefined {
    return this.#all.get(name)
  }

  isReadonly(name: string): boolean {
    return this.#all.get(name)?.readonly === true
  }

  /** Whoever asks has seen that it is not readonly. */
  set(name: string, value: string): void {
    const old = this.#all.get(name)
    if (old?.exported) this.#env = null
    this.#all.set(name, { value, exported: old?.exported === true, readonly: false })
  }

  /** Gives attributes. */
  mark(name: string, as: { readonly exported?: boolean; readonly readonly?: boolean }): void {
    this.#env = null
    this.#all.set(name, { ...(this.#all.get(name) ?? UNSET), ...as })
  }

  /** As it was before. */
  put(name: string, variable: Variable | undefined): void {
    if (variable?.exported || this.#all.get(name)?.exported) this.#env = null
    if (variable === undefined) this.#all.delete(name)
    else this.#all.set(name, variable)
  }

  /** By name, in order. */
  list(): (readonly [string, Variable])[] {
    return [...this.#all].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  /** What programs get. */
  get env(): ReadonlyMap<string, string> {
    if (this.#env !== null) return this.#env
    const env = new Map<string, string>()
    for (const [name, { value, exported }] of this.#all) if (exported && value !== null) env.set(name, value)
    this.#env = env
    return env
  }
}
