import type { Input, Rule } from '../../carp/rule.ts'
import type { Vhost } from '../../carp/vhost.ts'
import type { Bodies } from '../../trace/record.ts'

/** The rule that asked for a change of state, and what it compared. */
export function ruled(
  vhost: Vhost,
  rule: Rule | null,
  input: Input | null,
): Pick<Bodies['transition'], 'rule' | 'numbers'> {
  const numbers = input === null ? undefined : rule?.numbers?.(vhost, input as never)
  return { rule: rule?.name ?? '', ...(numbers && { numbers }) }
}
