import type { On, Rule } from '../../src/carp/rule.ts'
import type { System } from '../../src/carp/system.ts'
import type { State } from '../../src/trace/record.ts'

export const STATES: readonly State[] = ['INIT', 'BACKUP', 'MASTER']

/** The rules that a system looks at in a state when something happens, in their order; and where they stand. */
export interface Cell {
  readonly state: State
  readonly on: On
  readonly rules: readonly Rule[]
  readonly row: Record<On, readonly Rule[]>
}

export function rowsOf({ rules }: System): Cell[] {
  return STATES.flatMap((state) => {
    const row = rules[state] as Record<On, readonly Rule[]>
    return (Object.keys(row) as On[]).map((on) => ({ state, on, rules: row[on], row }))
  })
}

/** All that are read of any of these systems, until `stop` is called: `freebsd-12 BACKUP advert`, `freebsd-12 checks`. */
export function watch(systems: readonly System[]): { readonly seen: Set<string>; stop(): void } {
  const seen = new Set<string>()
  const stops = systems.flatMap((system) => [
    ...rowsOf(system).map(({ state, on, row }) => whenRead(row, on, () => seen.add(`${system.name} ${state} ${on}`))),
    whenRead(system, 'checks', () => seen.add(`${system.name} checks`)),
  ])
  // To look where rules stand is to read them.
  seen.clear()
  const stop = () => {
    for (const back of stops.reverse()) back()
  }
  return { seen, stop }
}

function whenRead(of: object, key: string, tell: () => void): () => void {
  const before = Object.getOwnPropertyDescriptor(of, key)!
  const get = () => {
    tell()
    return before.get === undefined ? before.value : before.get()
  }
  Object.defineProperty(of, key, { configurable: true, enumerable: true, get })
  return () => Object.defineProperty(of, key, before)
}
