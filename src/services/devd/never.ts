import type { DeviceEvent } from '../../host/devctl.ts'
import type { Kernel } from '../../host/kernel/kernel.ts'
import type { Rule, Seen } from './rule.ts'

type Event = Omit<DeviceEvent, 'because'>

/** Events times the steps of rules: where there are more, nobody looks. */
const MOST_STEPS = 5_000_000
const HIGHEST_VHID = 255
const MOST_CARPS = 16
const LINKS = ['LINK_UP', 'LINK_DOWN'] as const
const STATES = ['INIT', 'BACKUP', 'MASTER'] as const

/** All that the kernel of a machine can tell devd of. */
export function eventsOf({ system, host }: Kernel): readonly Event[] {
  const numbers = Array.from({ length: system.device === 'carpN' ? MOST_CARPS : HIGHEST_VHID }, (_, i) => i)
  const links = (name: string) => LINKS.map((type) => ({ system: 'IFNET', subsystem: name, type }))
  const cards = host.nics.flatMap(({ name }) => links(name))
  if (system.device === 'carpN') return [...numbers.flatMap((number) => links(`carp${number}`)), ...cards]
  const vhids = host.nics.flatMap(({ name }) => numbers.map((number) => `${number + 1}@${name}`))
  return [...vhids.flatMap((subsystem) => STATES.map((type) => ({ system: 'CARP', subsystem, type }))), ...cards]
}

/**
 * Rules that never run, with the reason: nothing that can happen is like that, or other rules come first each time.
 *
 * @param rules - in the order in which devd tries them
 */
export function neverRun(rules: readonly Rule[], kernel: Kernel, see: (event: Event) => Seen): string[] {
  const events = eventsOf(kernel).map((event) => ({ event, seen: see(event) }))
  const first = events[0]?.event
  const steps = rules.reduce((sum, { size }) => sum + size, 0)
  if (first === undefined || steps * events.length > MOST_STEPS) return []
  const taken = new Map<Event, Rule>()
  const reasons: string[] = []
  for (const rule of rules) {
    const own = events.filter(({ seen }) => rule.matches(seen))
    const earlier = new Set(own.map(({ event }) => taken.get(event)))
    const where = `${rule.file}, line ${rule.line}: this rule never runs`
    if (own.length === 0)
      reasons.push(
        `${where}: ${kernel.title} sends no such event; one is ${first.system} ${first.subsystem} ${first.type}`,
      )
    else if (!earlier.has(undefined)) reasons.push(`${where}: that of ${placeOf([...earlier][0]!)} comes first`)
    for (const { event } of own) if (!taken.has(event)) taken.set(event, rule)
  }
  return reasons
}

function placeOf({ file, line }: Rule): string {
  return `${file}, line ${line},`
}
