import { firstFailed } from '../../carp/checklist.ts'
import { keyOf } from '../../carp/digest.ts'
import type { Input, Rule } from '../../carp/rule.ts'
import { step } from '../../carp/step.ts'
import type { DaemonSystem } from '../../carp/system.ts'
import { Vhost } from '../../carp/vhost.ts'
import type { Timer } from '../../engine/timer.ts'
import type { Signal } from '../../host/carp.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import type { Link } from '../../trace/recorder.ts'
import { Capture, type Captured } from './capture.ts'
import { DaemonPort, type Wait } from './daemon-port.ts'
import { type Instance, Seen } from './instance.ts'
import type { Options } from './options.ts'
import { Output } from './output.ts'
import { SOON, turnTime } from './poll.ts'
import { type Flow, Process, type Returned } from './process.ts'

/** docarp() gave up, and main() says so. */
const FAILED = 2
const NUMBERS: Readonly<Record<Signal, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, USR1: 10, USR2: 12, TERM: 15 }

/**
 * One ucarp process: a poll loop over a capture descriptor, with two absolute times that are looked at after poll
 * returns, and nothing else (ucarp 1.5.2, src/carp.c, docarp). What the rules call timers are those two times.
 */
export class Daemon {
  readonly vhost: Vhost
  readonly nic: Nic
  readonly #host: Host
  readonly #system: DaemonSystem
  readonly #instance: Instance
  readonly #options: Options
  readonly #output: Output
  readonly #port: DaemonPort
  readonly #capture: Capture
  readonly #process: Process
  #signal: Signal | null = null
  #linkLost = false
  #pollError = false

  constructor(host: Host, system: DaemonSystem, instance: Instance) {
    const { nic, vhid, addresses, password, options } = instance
    this.#host = host
    this.#system = system
    this.#instance = instance
    this.#options = options
    this.nic = nic
    const seal = host.world.seals.of(keyOf(password), vhid, addresses)
    const on = instance.source === nic.address ? nic : new Seen(nic, instance.source)
    this.vhost = new Vhost(instance.machine, on, 'ucarp', vhid, seal)
    for (const address of addresses) this.vhost.give(address)
    this.vhost.advbase = instance.advbase
    this.vhost.advskew = instance.advskew
    this.vhost.deadratio = options.deadratio
    this.#output = new Output(host, instance)
    this.#port = new DaemonPort(host, this.vhost, this.#output, instance)
    this.#capture = new Capture(host, system, () => this.#process.goOnFrom(['poll']))
    this.#process = new Process(host, this.#life())
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#capture.timer, this.#process.wake]
  }

  get exited(): boolean {
    return this.#process.exited
  }

  start(): void {
    this.#output.exit(null)
    this.#instance.say('INFO', `Local advertised ethernet address is [${this.nic.mac}]`)
    this.#process.goOn()
  }

  /** Power goes, or it is killed. */
  vanish(): void {
    this.#process.vanish()
    this.#capture.timer.disarm()
  }

  /** Its process was ended by a signal that it does not see. */
  kill(signal: number): void {
    if (!this.exited) this.#ends(-signal)
  }

  /** libpcap has a frame; its filter leaves out what this machine sent itself. */
  hear(captured: Captured): void {
    if (captured.heard.source !== this.#instance.source) this.#capture.add(captured)
  }

  /** One signal at a time is remembered; poll and sleep end early, a script is waited for all the same. */
  signal(signal: Signal): void {
    if (this.exited) return
    const orderly = signal !== 'KILL' && (signal === 'USR1' || signal === 'USR2' || this.#options.shutdown)
    if (!orderly) {
      this.#ends(-NUMBERS[signal])
      return
    }
    this.#signal = signal
    this.#process.goOnFrom(['poll', 'sleep'], 'interrupted')
  }

  /** The interface went down: this poll, or the next one, returns POLLERR. */
  interfaceDown(): void {
    this.#pollError = true
    this.#process.goOnFrom(['poll'])
  }

  /** Turn after turn of the loop. */
  *#life(): Flow {
    const { engine } = this.#host.world
    const { cause } = engine
    const { opening } = this.#instance
    if (opening > 0) yield* this.#process.block('open', opening)
    engine.cause = cause
    yield* this.#step({ on: 'start' })
    if (!this.#instance.join()) this.#ends(FAILED)
    while (!this.exited) {
      if (!(this.#options.ignoreifstate || (yield* this.#seesCarrier()))) continue
      if (!(yield* this.#obeys())) continue
      const waits = !this.#capture.readable && !this.#pollError
      if (waits && (yield* this.#poll()) === 'interrupted') continue
      if (this.#pollError) yield* this.#endInError()
      else yield* this.#look()
    }
  }

  /** Without carrier it is deaf for whole sleeps of 10 s. @returns false where it slept */
  *#seesCarrier(): Flow<boolean> {
    if (!(this.nic.carrier && this.nic.up)) {
      this.#linkLost = true
      yield* this.#step({ on: 'link' })
      return false
    }
    if (this.#linkLost) {
      this.#linkLost = false
      yield* this.#step({ on: 'start' })
    }
    return true
  }

  /** Acts on the signal that came last. @returns false where the turn ends there */
  *#obeys(): Flow<boolean> {
    const signal = this.#signal
    this.#signal = null
    if (signal === null) return true
    if (signal === 'USR1') {
      const state = this.vhost.state === 'BACKUP' ? 'BACKUP' : 'MASTER'
      this.#instance.say('INFO', `${state} on ${this.#instance.interface} id ${this.vhost.vhid}`)
      return true
    }
    if (signal !== 'USR2') yield* this.#end()
    else if ((yield* this.#step({ on: 'stand down' })) === undefined) return true
    else yield* this.#step({ on: 'start' })
    return false
  }

  *#poll(): Flow<Returned> {
    const ad = this.#port.times.advertise
    const pace = { ...this.#options, lateness: this.#system.lateness }
    const time = turnTime(this.vhost, ad === null ? null : ad - this.#host.clock.now, pace)
    return yield* this.#process.block('poll', this.#host.clock.lasts(time))
  }

  /** The second half of a turn: one frame, then the two times, each looked at with the time of now. */
  *#look(): Flow {
    const { engine } = this.#host.world
    const { cause } = engine
    const { clock } = this.#host
    const { times } = this.#port
    const captured = this.#capture.take()
    if (captured !== undefined) yield* this.#handle(captured)
    const { 'master-down': md } = times
    if (md !== null && clock.now > md) yield* this.#fire('master-down')
    const { advertise: ad } = times
    if (ad !== null && (clock.now > ad || ad - clock.now < SOON)) yield* this.#fire('advertise')
    engine.cause = cause
  }

  *#fire(timer: 'advertise' | 'master-down'): Flow {
    const { engine, trace } = this.#host.world
    engine.cause = this.#port.causes[timer]
    if (trace.wants.fired && this.vhost.state === (timer === 'advertise' ? 'MASTER' : 'BACKUP')) {
      engine.cause = trace.note({ kind: 'fired', ...this.#output.names, timer })
    }
    yield* this.#step({ on: timer })
  }

  *#handle({ heard, cause, reported }: Captured): Flow {
    this.#host.world.engine.cause = cause
    const { vhost } = this
    const check = firstFailed(this.#system, heard, vhost)
    if (check === undefined) {
      vhost.adopt(heard.packet)
      yield* this.#step(heard)
      return
    }
    const { refusal } = check
    if (refusal !== null && (refusal !== 'no-vhid' || reported)) {
      this.#host.note({ kind: 'drop', ...this.#output.names, vhid: heard.packet.vhid, why: refusal })
    }
    if (check.line) this.#port.log(check.level!, check.line(heard, this.nic.name, vhost))
  }

  *#step(input: Input): Flow<Rule | undefined> {
    const { engine } = this.#host.world
    const { cause } = engine
    const applied = step(this.#system.rules, this.vhost, input, this.#port)
    yield* this.#waits()
    engine.cause = cause
    return applied
  }

  /** For the scripts and sleeps that a rule asked for. */
  *#waits(): Flow {
    for (let wait = this.#port.takeWait(); wait !== null; wait = this.#port.takeWait()) {
      if (wait.for === 'script') yield* this.#waitsFor(wait)
      else yield* this.#process.block('sleep', this.#host.clock.lasts(wait.delay + this.#system.lateness))
    }
  }

  *#waitsFor({ script, then }: Extract<Wait, { for: 'script' }>): Flow {
    if ('takes' in script) yield* this.#process.block('script', script.takes)
    else yield* this.#process.blockUntil('script', (ended) => script.whenEnded(ended))
    then()
  }

  *#endInError(): Flow {
    this.#instance.say('ERROR', 'exiting: pfds[0].revents = 8')
    yield* this.#end()
  }

  /** Only with -z it runs the down script first; else it leaves the address where it is. */
  *#end(): Flow {
    if (this.#options.shutdown && this.vhost.state !== 'BACKUP') this.#port.callScript('down', () => undefined)
    yield* this.#waits()
    this.#ends(0)
  }

  #ends(code: number): void {
    this.vanish()
    this.#output.exit(code)
    this.#instance.ended(code)
  }
}
