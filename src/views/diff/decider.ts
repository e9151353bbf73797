import { systemNamed } from '../../carp/systems/index.ts'
import type { VhostState } from '../../trace/folds/history.ts'
import type { Trace } from '../../trace/trace.ts'

/** What decides about a virtual host. */
export interface Decider {
  /** As people say it. */
  readonly system: string
  /** Its function that looked at the rule: absent where no rule applied, or nobody knows the system any more. */
  readonly function?: string
}

/** @param from - the state in which the rule was looked for */
export function deciderOf({ hosts }: Trace, name: string, from: VhostState, rule: string | undefined): Decider {
  const host = hosts.find((other) => other.name === name)
  const system = systemNamed(host?.system ?? '')
  const decider = { system: host?.systemTitle ?? '' }
  if (system === undefined || from === 'off' || from === 'paused') return decider
  const rules = Object.values(system.rules[from]).flat()
  const applied = rules.find((own) => own.name === rule)
  const decides = applied && system.functions[applied.on]
  return decides === undefined ? decider : { ...decider, function: decides }
}
