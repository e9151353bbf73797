import type { Input, Node, Port, Rule } from '../../carp/rule.ts'
import type { Vhost } from '../../carp/vhost.ts'
import type { Host } from '../../host/host.ts'
import type { Micros } from '../../time.ts'
import type { Packet, Seal, State, TimerName } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import { type Output, PRIORITY } from './output.ts'

/** It knows nothing of IPv6. */
const NO_MASTER_DOWN = { 'master-down': null, 'master-down-inet6': null }

/** What the rules make a ucarp process do. Its timers are two absolute times that the loop looks at after poll. */
export class DaemonPort implements Port {
  rule: Rule | null = null
  input: Input | null = null
  /** By the machine's own clock; null: off. */
  readonly times: Record<TimerName, Micros | null> = { advertise: null, ...NO_MASTER_DOWN }
  /** What set them. */
  readonly causes: Record<TimerName, Link | null> = { advertise: null, ...NO_MASTER_DOWN }
  readonly sleep: (delay: Micros) => void
  readonly #host: Host
  readonly #vhost: Vhost
  readonly #output: Output

  constructor(host: Host, vhost: Vhost, output: Output, sleep: (delay: Micros) => void) {
    this.#host = host
    this.#vhost = vhost
    this.#output = output
    this.sleep = sleep
  }

  send(packet: Packet): number {
    return this.#output.send(packet)
  }

  announce(address: number | string): void {
    if (typeof address === 'number') this.#output.announce(address)
  }

  arm(timer: TimerName, delay: Micros): void {
    const { world, clock } = this.#host
    const { engine, trace } = world
    // A master advertises again because of what made it a master.
    const because = timer === 'advertise' && this.input?.on === 'advertise' ? this.causes.advertise : engine.cause
    this.times[timer] = clock.now + delay
    this.causes[timer] = because
    if (trace.wants.armed) {
      const deadline = engine.now + clock.lasts(delay)
      const armed = trace.noteCausedBy(because, { kind: 'armed', ...this.#output.names, timer, deadline })
      if (timer === 'master-down') this.causes[timer] = armed
    }
  }

  disarm(timer: TimerName): void {
    this.times[timer] = null
  }

  become(to: State): void {
    const { rule, input } = this
    const from = this.#vhost.state
    this.#vhost.state = to
    this.#output.runScript(to === 'MASTER' ? 'up' : 'down', this.#vhost.addresses)
    const body = { kind: 'transition', ...this.#output.names, from, to, rule: rule?.name ?? '' } as const
    const numbers = input === null ? undefined : rule?.numbers?.(this.#vhost, input as never)
    this.#host.world.engine.cause = this.#host.note(numbers === undefined ? body : { ...body, numbers })
    this.log(PRIORITY.WARNING, `Switching to state: ${to}`)
  }

  demote(): void {
    throw new Error('ucarp has no demotion')
  }

  log(priority: number, line: string): void {
    this.#output.log(priority, line)
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
