import { measure } from '../../trace/fold.ts'
import { mastership } from '../../trace/folds/mastership.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { once } from '../../views/once.ts'

/** A group, and what may name each of its virtual hosts: `fw1`, `fw1.em0`, `fw1.em0/1`, its network, any. */
interface Named {
  readonly group: string
  readonly members: readonly (readonly string[])[]
}

/** Of the virtual hosts that machines are configured with, whatever happens. */
const namesIn = once((trace: Trace): readonly Named[] =>
  measure([], 1, mastership(trace.hosts)).map(({ name: group, vhosts }) => {
    const slash = group.lastIndexOf('/')
    const network = group.slice(0, slash)
    const members = vhosts.map(({ host, interface: on }) => {
      return ['any', host, `${host}.${on}`, `${host}.${on}${group.slice(slash)}`, network]
    })
    return { group, members }
  }),
)

/**
 * The groups that a fault may be about, whatever comes of it: all of a machine's, for what befalls one interface may
 * demote all of it; of a way that is cut or healed those that have machines at both ends; of a switch, a cable between
 * two, or a power supply, all that there are.
 */
export function affectedBy(trace: Trace, { target }: RecordOf<'fault'>): string[] {
  const [from = '', to = 'any'] = target.split(/ <?-> /)
  const isWay = target !== from
  const ends = isWay ? [from, to] : [from.includes('/') ? from : from.split('.')[0]!]
  const known = [
    ...trace.hosts.flatMap(({ name, interfaces }) => [name, ...interfaces.map((card) => card.network)]),
    'any',
  ]
  const isBetween = ends.some((end) => !known.includes(end.split(/[./]/)[0]!))
  return namesIn(trace)
    .filter(({ members }) => isBetween || ends.every((end) => members.some((names) => names.includes(end))))
    .map(({ group }) => group)
}
