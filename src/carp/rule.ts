import type { Micros } from '../time.ts'
import type { Family, Numbers, Packet, Seal, State, TimerName } from '../trace/record.ts'
import type { Vhost } from './vhost.ts'

/** What can happen to a virtual host. */
export type Input =
  /** An advertisement was accepted. */
  | { readonly on: 'advert'; readonly packet: Packet; readonly family: Family; readonly source: number | string }
  | { readonly on: 'master-down' }
  | { readonly on: 'advertise' }
  /** The interface, or what else the system needs to run, was looked at again. */
  | { readonly on: 'link' }
  /** `own`: it is a real address of the machine, too. */
  | { readonly on: 'address added'; readonly own: boolean }
  | { readonly on: 'address removed' }
  /** Parameters were stored by a running change. `renumbered`: the vhid is another one. */
  | { readonly on: 'set'; readonly renumbered: boolean }
  | { readonly on: 'force'; readonly state: State }
  /** `ifconfig carp0 up`, `down`. */
  | { readonly on: 'up' }
  | { readonly on: 'down' }
  /** The machine's demotion changed: masters say so at once. */
  | { readonly on: 'demotion' }
  /** The virtual host is taken away. */
  | { readonly on: 'destroy' }
  /** A daemon begins; is told to stand down for a while. */
  | { readonly on: 'start' }
  | { readonly on: 'stand down' }

export type On = Input['on']
export type Heard = Extract<Input, { on: 'advert' }>

/** What a virtual host does to the world. The host obeys, in the order of the calls; calls may nest. */
export interface Port {
  /** The rule that is being applied, and what it is applied to: what a transition says about itself. */
  rule: Rule | null
  input: Input | null
  /** Sends an advertisement in a packet of that family; gives 0, or the errno that the system sees. */
  send(packet: Packet, family: Family): number
  /** Says where a virtual address is: an IPv4 one by a gratuitous ARP, an IPv6 one by a neighbour advertisement. */
  announce(address: number | string): void
  /** Starts a timer, or starts it anew. */
  arm(timer: TimerName, delay: Micros): void
  disarm(timer: TimerName): void
  become(state: State, reason: string): void
  /** Changes the machine's demotion. */
  demote(delta: number, reason: string): void
  log(level: number, line: string): void
  /** What goes into the digest of these. */
  seal(key: string, vhid: number, addresses: readonly number[], addresses6?: readonly string[], lladdr?: string): Seal
  /** Whether anybody looks at anti-replay counters. */
  readonly counting: boolean
  /** 32 random bits for a counter. */
  draw(): number
  /** The two halves of a counter that is drawn once and for all. */
  drawOnce(): readonly [number, number]
  /** The nodes of its carp interface, ascending by vhid; itself alone, where there are no such. */
  readonly nodes: readonly Node[]
  /** A daemon sleeps, deaf, before anything else. */
  sleep(delay: Micros): void
  /** A daemon waits for the script that it called at the change of state, if it called one; then the rest follows. */
  afterScript(rest: () => void): void
}

/** A virtual host, and its way to the world. */
export interface Node {
  readonly vhost: Vhost
  readonly port: Port
}

/** When `on` happens in one of the states `from`, and `when` holds, then `then`. The first rule that fits applies. */
export interface Rule<O extends On = On> {
  /** Our name of it, the same for all systems. */
  readonly name: string
  readonly from: State | 'any'
  readonly on: O
  /** It applies only where the machine may preempt. */
  readonly preempting?: boolean
  when?(vhost: Vhost, input: Extract<Input, { on: O }>): boolean
  then(vhost: Vhost, port: Port, input: Extract<Input, { on: O }>): void
  /** The numbers that `when` compared. */
  numbers?(vhost: Vhost, input: Extract<Input, { on: O }>): Numbers
}

/** Writes a rule with the type of its input. All rules are objects of one shape, which makes them fast to read. */
export function rule<O extends On>({ name, from, on, preempting = false, when, then, numbers }: Rule<O>): Rule {
  return { name, from, on, preempting, when, then, numbers } as unknown as Rule
}

/** Rules by state and input, in their order: what a step looks up. */
export type RuleTable = Readonly<Record<State, Readonly<Record<On, readonly Rule[]>>>>

const STATES: readonly State[] = ['INIT', 'BACKUP', 'MASTER']

export function tabulate(rules: readonly Rule[]): RuleTable {
  const inputs: readonly On[] = [
    'advert',
    'master-down',
    'advertise',
    'link',
    'address added',
    'address removed',
    'set',
    'force',
    'up',
    'down',
    'demotion',
    'destroy',
    'start',
    'stand down',
  ]
  const row = (state: State) =>
    Object.fromEntries(
      inputs.map((on) => [on, rules.filter((r) => r.on === on && (r.from === state || r.from === 'any'))]),
    )
  return Object.fromEntries(STATES.map((state) => [state, row(state)])) as unknown as RuleTable
}
