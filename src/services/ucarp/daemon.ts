import { firstFailed } from '../../carp/checklist.ts'
import { keyOf } from '../../carp/digest.ts'
import type { Input, Rule } from '../../carp/rule.ts'
import { step } from '../../carp/step.ts'
import type { DaemonSystem } from '../../carp/system.ts'
import { type Machine, Vhost } from '../../carp/vhost.ts'
import { Timer } from '../../engine/timer.ts'
import type { Signal, VhostConfig } from '../../host/carp.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import { isIpv4Prefix } from '../../network/address.ts'
import type { Micros } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'
import { Capture, type Captured } from './capture.ts'
import { DaemonPort } from './daemon-port.ts'
import type { Options } from './options.ts'
import { Output, PRIORITY } from './output.ts'
import { pollTime, SOON } from './poll.ts'

const NUMBERS: Readonly<Record<Signal, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, USR1: 10, USR2: 12, TERM: 15 }

/**
 * One ucarp process: a poll loop over a capture descriptor, with two absolute times that are looked at after poll
 * returns, and nothing else (ucarp 1.5.2, src/carp.c, docarp). What the rules call timers are those two times.
 */
export class Daemon {
  readonly vhost: Vhost
  readonly nic: Nic
  exited = false
  readonly #host: Host
  readonly #system: DaemonSystem
  readonly #options: Options
  readonly #output: Output
  readonly #port: DaemonPort
  readonly #capture: Capture
  /** The end of the poll or sleep that it is in. */
  readonly #wake: Timer<Link>
  #waiting: 'poll' | 'sleep' = 'poll'
  #afterSleep: () => void = () => undefined
  #signal: Signal | null = null
  #linkLost = false
  #pollError = false

  constructor(host: Host, system: DaemonSystem, config: VhostConfig, machine: Machine, options: Options) {
    const { engine } = host.world
    this.#host = host
    this.#system = system
    this.#options = options
    this.nic = host.nic(config.interface)
    const addresses = config.addresses
      .filter(isIpv4Prefix)
      .slice(0, 1)
      .map(({ address }) => address)
    const seal = host.world.seals.of(keyOf(config.password), config.vhid, addresses)
    this.vhost = new Vhost(machine, this.nic, 'ucarp', config.vhid, seal)
    this.vhost.addresses.push(...addresses)
    this.vhost.advbase = config.advbase & 0xff
    this.vhost.advskew = config.advskew & 0xff
    this.vhost.deadratio = options.deadratio
    this.#output = new Output(host, this.nic, config.vhid, options.nomcast)
    this.#port = new DaemonPort(host, this.vhost, this.#output, (delay) => this.#sleep(delay))
    this.#capture = new Capture(host, system, () => {
      if (this.#waiting === 'poll') this.#wakeUp()
    })
    this.#wake = new Timer(engine, { expired: () => this.#wakeUp() })
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#capture.timer, this.#wake]
  }

  start(): void {
    this.#output.exit(null)
    this.#output.log(PRIORITY.INFO, `Local advertised ethernet address is [${this.nic.mac}]`)
    this.#step({ on: 'start' })
    this.#run()
  }

  /** Power goes. */
  vanish(): void {
    this.exited = true
    this.#wake.disarm()
    this.#capture.timer.disarm()
  }

  /** libpcap has a frame; its filter leaves out what this machine sent itself. */
  hear(captured: Captured): void {
    if (captured.heard.source !== this.nic.address) this.#capture.add(captured)
  }

  /** One signal at a time is remembered; poll and sleep end early. */
  signal(signal: Signal): void {
    if (this.exited) return
    const orderly = signal !== 'KILL' && (signal === 'USR1' || signal === 'USR2' || this.#options.shutdown)
    if (!orderly) {
      this.#exit(-NUMBERS[signal])
      return
    }
    this.#signal = signal
    if (this.#waiting === 'sleep') this.#afterSleep()
    this.#run()
  }

  /** The interface went down: this poll, or the next one, returns POLLERR. */
  interfaceDown(): void {
    if (this.exited) return
    if (this.#waiting === 'poll') this.#endInError()
    else this.#pollError = true
  }

  /** Turns of the loop, until it waits in poll or in a sleep, or ends. */
  #run(): void {
    while (this.#reachPoll()) {
      if (!this.#capture.readable) {
        this.#waitInPoll()
        return
      }
      this.#afterPoll()
    }
  }

  /** The first half of a turn. @returns false where it sleeps, or has ended, before it comes to poll */
  #reachPoll(): boolean {
    if (!this.#options.ignoreifstate && !this.#seesCarrier()) return false
    const signal = this.#signal
    this.#signal = null
    if (signal !== null && !this.#obey(signal)) return false
    if (this.#pollError) this.#endInError()
    return !this.exited
  }

  /** Without carrier it is deaf for whole sleeps of 10 s. */
  #seesCarrier(): boolean {
    if (!(this.nic.carrier && this.nic.up)) {
      this.#linkLost = true
      this.#afterSleep = () => undefined
      this.#step({ on: 'link' })
      return false
    }
    if (this.#linkLost) {
      this.#linkLost = false
      this.#step({ on: 'start' })
    }
    return true
  }

  /** @returns false where the turn ends here */
  #obey(signal: Signal): boolean {
    const { state } = this.vhost
    if (signal === 'USR1') {
      this.#output.log(
        PRIORITY.INFO,
        `${state === 'BACKUP' ? 'BACKUP' : 'MASTER'} on ${this.nic.name} id ${this.vhost.vhid}`,
      )
      return true
    }
    if (signal === 'USR2') {
      this.#afterSleep = () => this.#step({ on: 'start' })
      return this.#step({ on: 'stand down' }) === undefined
    }
    this.#exit(0)
    return false
  }

  #waitInPoll(): void {
    this.#waiting = 'poll'
    const ad = this.#port.times.advertise
    this.#wakeAfter(pollTime(this.vhost, ad === null ? null : ad - this.#host.clock.now))
  }

  /** The end of a sleep or of a poll. */
  #wakeUp(): void {
    if (this.#waiting === 'sleep') this.#afterSleep()
    else this.#afterPoll()
    this.#run()
  }

  /** The second half of a turn: one frame, then the two times, each looked at with the time of now. */
  #afterPoll(): void {
    const { engine } = this.#host.world
    const { cause } = engine
    const captured = this.#capture.take()
    if (captured !== undefined) this.#handle(captured)
    const now = this.#host.clock.now
    const { 'master-down': md } = this.#port.times
    if (md !== null && now > md) this.#fire('master-down')
    const { advertise: ad } = this.#port.times
    if (ad !== null && (now > ad || ad - now < SOON)) this.#fire('advertise')
    engine.cause = cause
  }

  #fire(timer: 'advertise' | 'master-down'): void {
    const { engine, trace } = this.#host.world
    engine.cause = this.#port.causes[timer]
    if (trace.wants.fired && this.vhost.state === (timer === 'advertise' ? 'MASTER' : 'BACKUP')) {
      engine.cause = trace.note({ kind: 'fired', ...this.#output.names, timer })
    }
    this.#step({ on: timer })
  }

  #handle({ heard, cause, reported }: Captured): void {
    this.#host.world.engine.cause = cause
    const { vhost } = this
    const check = firstFailed(this.#system, heard, vhost)
    if (check === undefined) {
      vhost.adopt(heard.packet)
      this.#step(heard)
      return
    }
    const { refusal } = check
    if (refusal !== null && (refusal !== 'no-vhid' || reported)) {
      this.#host.note({ kind: 'drop', ...this.#output.names, vhid: heard.packet.vhid, why: refusal })
    }
    if (check.line && (check.level ?? 0) <= PRIORITY.INFO)
      this.#output.log(check.level!, check.line(heard, this.nic.name, vhost))
  }

  #step(input: Input): Rule | undefined {
    const { engine } = this.#host.world
    const { cause } = engine
    const applied = step(this.#system.rules, this.vhost, input, this.#port)
    engine.cause = cause
    return applied
  }

  #sleep(delay: Micros): void {
    this.#waiting = 'sleep'
    this.#wakeAfter(delay)
  }

  #wakeAfter(delay: Micros): void {
    this.#wake.arm(this.#host.clock.lasts(delay + this.#system.lateness))
  }

  #endInError(): void {
    this.#output.log(PRIORITY.ERROR, 'exiting: pfds[0].revents = 8')
    this.#exit(0)
  }

  /** Only with -z it runs the down script first; killed, it leaves the address where it is. */
  #exit(code: number): void {
    if (code === 0 && this.#options.shutdown) this.#output.runScript('down', this.vhost.addresses)
    this.vanish()
    this.#output.exit(code)
  }
}
