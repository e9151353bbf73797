import type { Input, Rule } from '../../carp/rule.ts'
import type { Vhost } from '../../carp/vhost.ts'
import type { Body, State } from '../../trace/record.ts'
import type { Nic } from '../nic.ts'

/** A virtual host, and what it is just asked. */
interface Ruled {
  readonly vhost: Vhost
  readonly nic: Nic
  readonly rule: Rule | null
  readonly input: Input | null
}

/** What is recorded of a change of state: with the rule that asked for it, and what that compared. */
export function changed({ vhost, nic, rule, input }: Ruled, from: State): Extract<Body, { kind: 'transition' }> {
  const name = rule?.name ?? ''
  const numbers = input === null ? undefined : rule?.numbers?.(vhost, input as never)
  const { vhid, state: to } = vhost
  const body = { kind: 'transition', host: nic.host, interface: nic.name, vhid, from, to, rule: name } as const
  return numbers === undefined ? body : { ...body, numbers }
}
