/** A power supply with what it feeds, machines and switches, in the order in which they come back. */
export interface PowerSpec {
  readonly name: string
  readonly members: readonly string[]
}

/** All that hangs on a power supply. */
export interface OnPower {
  readonly power: string
  readonly members: readonly string[]
}
