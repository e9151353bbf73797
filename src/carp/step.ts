import type { State } from '../trace/record.ts'
import type { Input, On, Port, Rule, RuleTable } from './rule.ts'
import type { Vhost } from './vhost.ts'

/**
 * The election: something happens to a virtual host, and the first rule of its system that fits decides what follows.
 *
 * It reads no clock, touches no other host and never sets the state itself: it calls the port, which obeys.
 *
 * @param rules - the rules of the system that the virtual host runs on
 * @returns the rule that applied, or undefined where none fits
 */
export function step(rules: RuleTable, vhost: Vhost, input: Input, port: Port): Rule | undefined {
  for (const rule of rulesFor(rules, vhost.state, input.on)) {
    if (rule.when !== undefined && !rule.when(vhost, input)) continue
    // Steps nest: a failed send may demote the host, and the round of advertisements comes back to this one.
    const { rule: outerRule, input: outerInput } = port
    port.rule = rule
    port.input = input
    rule.then(vhost, port, input)
    port.rule = outerRule
    port.input = outerInput
    return rule
  }
  return undefined
}

/** Looked up by name where it happens all the time: that is several times faster than by key. */
function rulesFor(rules: RuleTable, state: State, on: On): readonly Rule[] {
  const row = state === 'BACKUP' ? rules.BACKUP : state === 'MASTER' ? rules.MASTER : rules.INIT
  return on === 'advert' ? row.advert : on === 'advertise' ? row.advertise : row[on]
}
