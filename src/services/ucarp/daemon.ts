import type { Advertisement } from '../../carp/advertisement.ts'
import { keyOf } from '../../carp/digest.ts'
import type { Input, Port, Rule } from '../../carp/rule.ts'
import { step } from '../../carp/step.ts'
import type { DaemonSystem } from '../../carp/system.ts'
import { type Machine, Vhost } from '../../carp/vhost.ts'
import { Timer } from '../../engine/timer.ts'
import { advertisementFrame } from '../../host/advertisement-frame.ts'
import type { Signal, VhostConfig } from '../../host/carp.ts'
import { ERRNOS } from '../../host/errno.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import { BROADCAST, CARP_MULTICAST, formatIpv4, type Mac, octet } from '../../network/address.ts'
import { gratuitousArp } from '../../network/frame.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Packet, Seal, State, TimerName } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'

/** The options of one ucarp(8). */
export interface Options {
  /** -r */
  readonly deadratio: number
  /** -z: SIGTERM and others end it in order. */
  readonly shutdown: boolean
  /** -n: no down script at the start. */
  readonly neutral: boolean
  /** -S: does not look at carrier. */
  readonly ignoreifstate: boolean
  /** -M: advertises to the Ethernet broadcast address. */
  readonly nomcast: boolean
}

const ERROR = 3
const WARNING = 4
const INFO = 6
const TAGS: Readonly<Record<number, string>> = { 3: 'ERROR', 4: 'WARNING', 5: 'NOTICE', 6: 'INFO', 7: 'DEBUG' }
const NUMBERS: Readonly<Record<Signal, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, USR1: 10, USR2: 12, TERM: 15 }
const MILLISECOND: Micros = 1_000

/** A frame that was captured. */
interface Captured {
  readonly heard: Advertisement
  /** That it arrived. */
  readonly cause: Link | null
  /** Whether this process reports a vhid that no process of the machine has. */
  readonly reported: boolean
}

/**
 * One ucarp process: a poll loop over a capture descriptor, with two absolute times that are looked at after poll
 * returns, and nothing else (ucarp 1.5.2, src/carp.c, docarp). What the rules call timers are those two times.
 */
export class Daemon implements Port {
  readonly vhost: Vhost
  readonly nic: Nic
  exited = false
  rule: Rule | null = null
  input: Input | null = null
  readonly #host: Host
  readonly #system: DaemonSystem
  readonly #options: Options
  readonly #mac: Mac
  readonly #times: Record<TimerName, Micros | null> = { advertise: null, 'master-down': null }
  readonly #causes: Record<TimerName, Link | null> = { advertise: null, 'master-down': null }
  /** The end of the poll or sleep that it is in. */
  readonly #wake: Timer<Link>
  /** The next time that libpcap hands its ring over. */
  readonly #handover: Timer<Link>
  #ring: Captured[] = []
  #readable: Captured[] = []
  #waiting: 'poll' | 'sleep' = 'poll'
  #afterSleep: () => void = () => undefined
  #signal: Signal | null = null
  #linkLost = false
  #pollError = false
  #started: Micros = 0

  constructor(host: Host, system: DaemonSystem, config: VhostConfig, machine: Machine, options: Options) {
    const { engine } = host.world
    this.#host = host
    this.#system = system
    this.#options = options
    this.nic = host.nic(config.interface)
    const addresses = config.addresses.slice(0, 1).map(({ address }) => address)
    const seal = host.world.seals.of(keyOf(config.password), config.vhid, addresses)
    this.vhost = new Vhost(machine, this.nic, 'ucarp', config.vhid, seal)
    this.vhost.addresses.push(...addresses)
    this.vhost.advbase = config.advbase & 0xff
    this.vhost.advskew = config.advskew & 0xff
    this.vhost.deadratio = options.deadratio
    // The fifth octet is 0, where a kernel's virtual MAC has 1.
    this.#mac = `00:00:5e:00:00:${octet(config.vhid)}`
    this.#wake = new Timer(engine, () => this.#wakeUp())
    this.#handover = new Timer(engine, () => this.#handOver())
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#handover, this.#wake]
  }

  start(): void {
    this.#started = this.#host.clock
    this.#host.note({ kind: 'process', ...this.#process, exit: null })
    this.log(INFO, `Local advertised ethernet address is [${this.nic.mac}]`)
    this.#step({ on: 'start' })
    this.#run()
  }

  /** Power goes. */
  vanish(): void {
    this.exited = true
    this.#wake.disarm()
    this.#handover.disarm()
  }

  /** libpcap has a frame; its filter leaves out what this machine sent itself. */
  capture(captured: Captured): void {
    if (captured.heard.source === this.nic.address) return
    if (this.#system.capture === 'at once') {
      this.#readable.push(captured)
      if (this.#waiting === 'poll') this.#wakeUp()
    } else {
      this.#ring.push(captured)
      if (!this.#handover.armed) this.#handover.armAt(this.#nextHandover())
    }
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
    this.#pollError = true
    if (this.#waiting === 'poll') this.#run()
  }

  /** Turns of the loop, until it waits in poll or in a sleep, or ends. */
  #run(): void {
    while (this.#reachPoll()) {
      if (this.#readable.length === 0) {
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
    if (this.#pollError) {
      this.log(ERROR, 'exiting: pfds[0].revents = 8')
      this.#exit(0)
      return false
    }
    return true
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
      this.log(INFO, `${state === 'BACKUP' ? 'BACKUP' : 'MASTER'} on ${this.nic.name} id ${this.vhost.vhid}`)
      return true
    }
    if (signal === 'USR2') {
      this.#afterSleep = () => this.#step({ on: 'start' })
      return this.#step({ on: 'stand down' }) === undefined
    }
    this.#exit(0)
    return false
  }

  /** As long as the next advertisement, or one interval, allows; in whole milliseconds. */
  #waitInPoll(): void {
    this.#waiting = 'poll'
    const { advbase, advskew } = this.vhost
    const ad = this.#times.advertise
    const timeout =
      ad === null
        ? advbase * 1_000 + Math.floor((advskew * 1_000) / 256)
        : Math.floor((ad - this.#host.clock) / MILLISECOND)
    this.#wake.arm(Math.max(1, timeout) * MILLISECOND + this.#system.lateness)
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
    const captured = this.#readable.shift()
    if (captured !== undefined) this.#handle(captured)
    const now = this.#host.clock
    const { 'master-down': md } = this.#times
    if (md !== null && now > md) this.#fire('master-down')
    const { advertise: ad } = this.#times
    if (ad !== null && (now > ad || ad - now < 2 * MILLISECOND)) this.#fire('advertise')
    engine.cause = cause
  }

  #fire(timer: TimerName): void {
    const { engine, trace } = this.#host.world
    engine.cause = this.#causes[timer]
    if (trace.wants.fired && this.vhost.state === (timer === 'advertise' ? 'MASTER' : 'BACKUP')) {
      engine.cause = trace.note({ kind: 'fired', ...this.#names, timer })
    }
    this.#step({ on: timer })
  }

  #handle({ heard, cause, reported }: Captured): void {
    this.#host.world.engine.cause = cause
    const { vhost } = this
    const check = this.#system.checks.find(({ fails }) => fails(heard, vhost))
    if (check === undefined) {
      vhost.adopt(heard.packet)
      this.#step({ on: 'advert', packet: heard.packet, source: heard.source })
      return
    }
    const { refusal } = check
    if (refusal !== null && (refusal !== 'no-vhid' || reported)) {
      this.#host.note({ kind: 'drop', ...this.#names, vhid: heard.packet.vhid, why: refusal })
    }
    if (check.line && (check.level ?? 0) <= INFO) this.log(check.level!, check.line(heard, this.nic.name, vhost))
  }

  /** The ring is handed over each second of the process's life. */
  #nextHandover(): Micros {
    const { engine } = this.#host.world
    const age = this.#host.clock - this.#started
    return engine.now + (Math.floor(age / SECOND) + 1) * SECOND - age
  }

  #handOver(): void {
    this.#readable.push(...this.#ring)
    this.#ring = []
    if (this.#waiting === 'poll') this.#wakeUp()
  }

  #step(input: Input): Rule | undefined {
    const { engine } = this.#host.world
    const { cause } = engine
    const applied = step(this.#system.rules, this.vhost, input, this)
    engine.cause = cause
    return applied
  }

  #exit(code: number): void {
    this.vanish()
    this.#host.note({ kind: 'process', ...this.#process, exit: code })
  }

  send(packet: Packet): number {
    const sent = this.nic.attempt()
    if (sent !== 'sent' && sent !== 'no carrier') return this.#sendFailed(sent === 'interface down' ? 'ENETDOWN' : sent)
    if (sent === 'no carrier') {
      // The driver takes the frame, and it goes nowhere.
      this.#host.note({ kind: 'unsent', ...this.#names, why: 'no carrier', errno: 0 })
      return 0
    }
    const { engine, trace } = this.#host.world
    const { cause } = engine
    const { vhid, advbase, advskew } = packet
    engine.cause = trace.note({ kind: 'advert', ...this.#names, vhid, advbase, advskew, packet })
    const destination = this.#options.nomcast ? BROADCAST : CARP_MULTICAST
    this.nic.segment.transmit(this.nic, advertisementFrame(this.#mac, destination, this.nic.address, packet))
    engine.cause = cause
    return 0
  }

  #sendFailed(errno: keyof typeof ERRNOS): number {
    const { linux, text } = ERRNOS[errno]
    this.#host.note({ kind: 'unsent', ...this.#names, why: 'send error', errno: linux })
    this.log(WARNING, `write() has failed: ${text}`)
    return linux
  }

  /** The address answers with the card's own MAC. */
  announce(address: number): void {
    const { nic } = this
    if (nic.state !== 'sent') return
    const { engine } = this.#host.world
    const { cause } = engine
    engine.cause = this.#host.note({ kind: 'garp', ...this.#names, address: formatIpv4(address), mac: nic.mac })
    nic.segment.transmit(nic, gratuitousArp(nic.mac, nic.mac, address))
    engine.cause = cause
  }

  arm(timer: TimerName, delay: Micros): void {
    const { engine, trace } = this.#host.world
    // A master advertises again because of what made it a master.
    const because = timer === 'advertise' && this.input?.on === 'advertise' ? this.#causes.advertise : engine.cause
    const deadline = this.#host.clock + delay
    this.#times[timer] = deadline
    this.#causes[timer] = because
    if (trace.wants.armed) {
      const link = trace.noteCausedBy(because, { kind: 'armed', ...this.#names, timer, deadline })
      if (timer === 'master-down') this.#causes[timer] = link
    }
  }

  disarm(timer: TimerName): void {
    this.#times[timer] = null
  }

  become(to: State): void {
    const { vhost, rule, input } = this
    const from = vhost.state
    vhost.state = to
    const body = { kind: 'transition', ...this.#names, from, to, rule: rule?.name ?? '' } as const
    const numbers = input === null ? undefined : rule?.numbers?.(vhost, input as never)
    this.#host.world.engine.cause = this.#host.note(numbers === undefined ? body : { ...body, numbers })
    this.log(WARNING, `Switching to state: ${to}`)
  }

  demote(): void {
    throw new Error('ucarp has no demotion')
  }

  log(level: number, line: string): void {
    this.#host.log(() => line, { vhid: this.vhost.vhid, priority: TAGS[level] ?? 'DEBUG' })
  }

  seal(key: string, vhid: number, addresses: readonly number[]): Seal {
    return this.#host.world.seals.of(key, vhid, addresses)
  }

  draw(): number {
    return this.#host.drawCounter()
  }

  sleep(delay: Micros): void {
    this.#waiting = 'sleep'
    this.#wake.arm(delay + this.#system.lateness)
  }

  get #names(): { host: string; interface: string; vhid: number } {
    return { host: this.nic.host, interface: this.nic.name, vhid: this.vhost.vhid }
  }

  get #process(): { host: string; name: string; vhid: number } {
    return { host: this.nic.host, name: 'ucarp', vhid: this.vhost.vhid }
  }
}
