import type { State } from '../trace/record.ts'
import type { Heard, Input, On, Port, Rule, RuleTable } from './rule.ts'
import type { Vhost } from './vhost.ts'

/**
 * The election: something happens to a virtual host, and the first rule of its system that fits decides what follows.
 *
 * It reads no clock, touches no other host and never sets the state itself: it calls the port, which obeys. Steps nest:
 * a failed send may demote the host, and the round of advertisements that follows may come back to this virtual host.
 * Who begins a nested step puts the rule and the input of the port back afterwards.
 *
 * @param rules - the rules of the system that the virtual host runs on
 * @returns the rule that applied, or undefined where none fits
 */
export function step(rules: RuleTable, vhost: Vhost, input: Input, port: Port): Rule | undefined {
  // Apart, because it happens far more often than all else: compilers see few rules there.
  if (input.on === 'advert') return hear(rules, vhost, input, port)
  const row = rowOf(rules, vhost.state)
  const candidates = input.on === 'advertise' ? row.advertise : row[input.on]
  // By index, here and wherever all that is sent comes by: an iterator costs as much as what is done.
  for (let i = 0; i < candidates.length; i++) {
    const rule = candidates[i]!
    if (rule.when !== undefined && !rule.when(vhost, input)) continue
    port.rule = rule
    port.input = input
    rule.then(vhost, port, input)
    return rule
  }
  return undefined
}

/** The same for an advertisement that was accepted: alone here a rule may ask for preempt. */
export function hear(rules: RuleTable, vhost: Vhost, heard: Heard, port: Port): Rule | undefined {
  const candidates = rowOf(rules, vhost.state).advert
  for (let i = 0; i < candidates.length; i++) {
    const rule = candidates[i]!
    if (rule.preempting && !vhost.machine.preempt) continue
    if (rule.when !== undefined && !rule.when(vhost, heard)) continue
    port.rule = rule
    port.input = heard
    rule.then(vhost, port, heard)
    return rule
  }
  return undefined
}

/** By name: that is several times faster than by key. */
function rowOf(rules: RuleTable, state: State): Readonly<Record<On, readonly Rule[]>> {
  return state === 'BACKUP' ? rules.BACKUP : state === 'MASTER' ? rules.MASTER : rules.INIT
}
