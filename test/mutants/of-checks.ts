import type { Check, System } from '../../src/carp/system.ts'
import type { Change } from './mutants.ts'

/** The checks on reception: each dropped, turned round, after the next; and not told of. */
export function mutantsOfChecks({ checks }: System): Change[] {
  const several = ({ refusal }: Check) => checks.filter((check) => check.refusal === refusal).length > 1
  return checks.flatMap((check, i) => {
    const name = `check ${check.refusal ?? 'of its own'}${several(check) ? ` ${check.counter ?? i + 1}` : ''}`
    const next = checks[i + 1]
    const changes: (readonly [string, (checks: readonly Check[]) => readonly Check[]])[] = [
      ['dropped', (all) => all.filter((each) => each !== check)],
      ['turned round', (all) => replaced(all, check, { fails: (...heard) => !check.fails(...heard) })],
      ...(next === undefined ? [] : [swap(check, next)]),
      ...(check.counter === undefined ? [] : [without(check, 'counter', 'not counted')]),
      ...(check.line === undefined ? [] : [without(check, 'line', 'not logged')]),
    ]
    return changes.map(([what, change]) => ({ what: `${name}: ${what}`, places: ['checks'], checks: change }))
  })
}

function replaced(all: readonly Check[], check: Check, change: Partial<Check>): readonly Check[] {
  return all.map((each) => (each === check ? { ...check, ...change } : each))
}

function without(check: Check, key: 'counter' | 'line', what: string) {
  const { [key]: _, ...rest } = check
  return [what, (all: readonly Check[]) => all.map((each) => (each === check ? (rest as Check) : each))] as const
}

function swap(check: Check, next: Check) {
  const change = (all: readonly Check[]) => all.map((each) => (each === check ? next : each === next ? check : each))
  return [`after ${next.refusal}`, change] as const
}
