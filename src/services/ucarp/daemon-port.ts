import type { Input, Node, Port, Rule } from '../../carp/rule.ts'
import type { Vhost } from '../../carp/vhost.ts'
import type { Host } from '../../host/host.ts'
import type { Micros } from '../../time.ts'
import type { Packet, Seal, State, TimerName } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Instance } from './instance.ts'
import { LEVELS, type Output } from './output.ts'
import type { Script } from './scripts.ts'

/** It knows nothing of IPv6. */
const NO_MASTER_DOWN = { 'master-down': null, 'master-down-inet6': null }

/** What a process waits for before the rest of a rule, or before its next turn. */
export type Wait =
  | { readonly for: 'script'; readonly script: Script; readonly then: () => void }
  | { readonly for: 'sleep'; readonly delay: Micros }

/** What the rules make a ucarp process do. Its timers are two absolute times that the loop looks at after poll. */
export class DaemonPort implements Port {
  rule: Rule | null = null
  input: Input | null = null
  /** By the machine's own clock; null: off. */
  readonly times: Record<TimerName, Micros | null> = { advertise: null, ...NO_MASTER_DOWN }
  /** What set them. */
  readonly causes: Record<TimerName, Link | null> = { advertise: null, ...NO_MASTER_DOWN }
  readonly #host: Host
  readonly #vhost: Vhost
  readonly #output: Output
  readonly #instance: Instance
  #wait: Wait | null = null
  /** The script that was called and is not waited for yet. */
  #called: 'up' | 'down' | null = null
  /** When the last one was called, while the rule goes on that called it. */
  #calledAt: Micros | null = null

  constructor(host: Host, vhost: Vhost, output: Output, instance: Instance) {
    this.#host = host
    this.#vhost = vhost
    this.#output = output
    this.#instance = instance
  }

  /** What the process must wait for now, once. */
  takeWait(): Wait | null {
    const wait = this.#wait
    this.#wait = null
    return wait
  }

  send(packet: Packet): number {
    return this.#output.send(packet)
  }

  announce(address: number | string): void {
    if (typeof address === 'number') this.#output.announce(address)
  }

  /** The next advertisement counts from a time that was read before the script, the master-down time from after it. */
  arm(timer: TimerName, delay: Micros): void {
    const { world, clock } = this.#host
    const { engine, trace } = world
    // A master advertises again because of what made it a master.
    const because = timer === 'advertise' && this.input?.on === 'advertise' ? this.causes.advertise : engine.cause
    const since = timer === 'advertise' ? (this.#calledAt ?? clock.now) : clock.now
    this.times[timer] = since + delay
    this.causes[timer] = because
    if (trace.wants.armed) {
      const deadline = engine.now + clock.lasts(since + delay - clock.now)
      const armed = trace.noteCausedBy(because, { kind: 'armed', ...this.#output.names, timer, deadline })
      if (timer === 'master-down') this.causes[timer] = armed
    }
  }

  disarm(timer: TimerName): void {
    this.times[timer] = null
  }

  /** -n: at the start no script is called. */
  become(to: State): void {
    const { rule, input } = this
    const from = this.#vhost.state
    this.#vhost.state = to
    const body = { kind: 'transition', ...this.#output.names, from, to, rule: rule?.name ?? '' } as const
    const numbers = input === null ? undefined : rule?.numbers?.(this.#vhost, input as never)
    this.#host.world.engine.cause = this.#host.note(numbers === undefined ? body : { ...body, numbers })
    this.#instance.say('WARNING', `Switching to state: ${to}`)
    if (from !== 'INIT' || !this.#instance.options.neutral) this.#called = to === 'MASTER' ? 'up' : 'down'
  }

  afterScript(rest: () => void): void {
    const called = this.#called
    this.#called = null
    if (called === null) rest()
    else this.callScript(called, rest)
  }

  /** spawn_handler(): fork, exec, and waitpid. */
  callScript(name: 'up' | 'down', rest: () => void): void {
    const { clock, world } = this.#host
    const { cause } = world.engine
    const script = this.#instance.scripts.call(name)
    const calledAt = clock.now
    const then = () => {
      if (script !== null && 'takes' in script) script.done()
      world.engine.cause = cause
      this.#calledAt = calledAt
      rest()
      this.#calledAt = null
    }
    if (script === null || ('takes' in script && script.takes === 0)) then()
    else this.#wait = { for: 'script', script, then }
  }

  sleep(delay: Micros): void {
    this.#wait = { for: 'sleep', delay }
  }

  demote(): void {
    throw new Error('ucarp has no demotion')
  }

  log(priority: number, line: string): void {
    this.#instance.say(LEVELS[priority] ?? 'DEBUG', line)
  }

  seal(key: string, vhid: number, addresses: readonly number[]): Seal {
    return this.#host.world.seals.of(key, vhid, addresses)
  }

  get counting(): boolean {
    return this.#host.antiReplay.counting
  }

  draw(): number {
    return this.#host.antiReplay.draw()
  }

  drawOnce(): readonly [number, number] {
    return this.#host.antiReplay.drawOnce()
  }

  get nodes(): readonly Node[] {
    return [{ vhost: this.#vhost, port: this }]
  }
}
