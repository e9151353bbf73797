import { Seals } from '../../src/carp/digest.ts'
import type { Input, Node, On, Port, Rule } from '../../src/carp/rule.ts'
import { freshMachine, Vhost } from '../../src/carp/vhost.ts'
import type { Micros } from '../../src/time.ts'
import type { Family, Packet, Seal, State, TimerName } from '../../src/trace/record.ts'

/** What a virtual host did to the world, in order. */
export type Effect =
  | {
      readonly do: 'send'
      readonly state: State
      readonly packet: Packet
      readonly family: Family
      readonly errno: number
    }
  | { readonly do: 'announce'; readonly address: number | string }
  | { readonly do: 'arm'; readonly timer: TimerName; readonly delay: Micros }
  | { readonly do: 'disarm'; readonly timer: TimerName }
  | { readonly do: 'become'; readonly from: State; readonly to: State; readonly rule: string; readonly on: On }
  | { readonly do: 'demote'; readonly delta: number; readonly reason: string }
  | { readonly do: 'log'; readonly line: string }
  | { readonly do: 'sleep'; readonly delay: Micros }

/** A virtual host whose machine and interface a test turns as it likes. */
export class Subject extends Vhost {
  declare on: { host: string; name: string; address: number; carrier: boolean; up: boolean }
}

/** A port that writes down what a virtual host does, and obeys as a host would. */
export class RecordingPort implements Port {
  input: Input | null = null
  effects: Effect[] = []
  /** The names of the rules that were applied. */
  readonly applied = new Set<string>()
  /** The timers that are armed, and for how long they were. */
  readonly armed = new Map<TimerName, Micros>()
  readonly seals = new Seals()
  readonly vhost: Subject
  /** How many of the next sends fail, and with which errno. */
  failures = 0
  errno = 55
  /** What the machine does about it. */
  demoted: (delta: number) => void = () => undefined
  #drawn = 0
  #rule: Rule | null = null

  constructor(preempt = false) {
    const on = { host: 'a', name: 'em0', address: 0x0a00_0001, carrier: true, up: true }
    this.vhost = new Subject(freshMachine(preempt), on, 'carp0', 1, this.seals.of('', 1, []))
  }

  get rule(): Rule | null {
    return this.#rule
  }

  set rule(rule: Rule | null) {
    this.#rule = rule
    if (rule !== null) this.applied.add(rule.name)
  }

  /** The effects since this was asked last. */
  taken(): Effect[] {
    const taken = this.effects
    this.effects = []
    return taken
  }

  send(packet: Packet, family: Family): number {
    const errno = this.failures > 0 ? this.errno : 0
    if (this.failures > 0) this.failures -= 1
    this.effects.push({ do: 'send', state: this.vhost.state, packet, family, errno })
    return errno
  }

  announce(address: number | string): void {
    this.effects.push({ do: 'announce', address })
  }

  arm(timer: TimerName, delay: Micros): void {
    this.effects.push({ do: 'arm', timer, delay })
    this.armed.set(timer, delay)
  }

  disarm(timer: TimerName): void {
    this.effects.push({ do: 'disarm', timer })
    this.armed.delete(timer)
  }

  become(to: State): void {
    const { vhost, rule, input } = this
    this.effects.push({ do: 'become', from: vhost.state, to, rule: rule!.name, on: input!.on })
    vhost.state = to
  }

  demote(delta: number, reason: string): void {
    this.effects.push({ do: 'demote', delta, reason })
    this.demoted(delta)
  }

  log(_level: number, line: string): void {
    this.effects.push({ do: 'log', line })
  }

  seal(key: string, vhid: number, addresses: readonly number[], addresses6?: readonly string[]): Seal {
    return this.seals.of(key, vhid, addresses, addresses6)
  }

  readonly counting = true

  draw(): number {
    return ++this.#drawn
  }

  drawOnce(): readonly [number, number] {
    return [++this.#drawn, 0]
  }

  get nodes(): readonly Node[] {
    return [{ vhost: this.vhost, port: this }]
  }

  sleep(delay: Micros): void {
    this.effects.push({ do: 'sleep', delay })
  }

  afterScript(rest: () => void): void {
    rest()
  }
}

/** An effect in a line, for lists that are read. */
export function told(effect: Effect): string {
  switch (effect.do) {
    case 'send': {
      const { advbase, advskew, demotion } = effect.packet
      const demoted = demotion === 0 ? '' : `, demotion ${demotion}`
      return `send ${advbase}+${advskew}/256${demoted}${effect.errno === 0 ? '' : `: errno ${effect.errno}`}`
    }
    case 'announce':
      return `announce ${effect.address}`
    case 'arm':
      return `arm ${effect.timer} ${effect.delay}`
    case 'disarm':
      return `disarm ${effect.timer}`
    case 'become':
      return `${effect.from} -> ${effect.to}: ${effect.rule}`
    case 'demote':
      return `demote ${effect.delta}: ${effect.reason}`
    case 'log':
      return `log ${effect.line}`
    case 'sleep':
      return `sleep ${effect.delay}`
  }
}
