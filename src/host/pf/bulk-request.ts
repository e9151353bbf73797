import type { SyncStart } from '../../carp/pfsync.ts'
import { Timer } from '../../engine/timer.ts'
import type { Micros } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { World } from '../world.ts'
import type { SyncMachine } from './options.ts'

interface Machine extends SyncMachine {
  readonly world: World
  readonly clock: Clock
}

/** The bulk update that pfsync asks for when it begins, with its demotion (pfsync_bulk_fail, pfsync_bulk_req_evt). */
export class BulkRequest {
  readonly #machine: Machine
  readonly #ask: () => void
  readonly #timer: Timer<Link>
  #state: 'none' | 'waits for link' | 'asked' | 'receives' | 'done' = 'none'
  #requests = 0
  #linkIsDown = false

  constructor(machine: Machine, ask: () => void) {
    this.#machine = machine
    this.#ask = ask
    this.#timer = new Timer(machine.world.engine, { expired: () => this.#expired() })
  }

  get #start(): SyncStart {
    return this.#machine.carp.syncStart
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#timer]
  }

  /** @param link - whether there is one */
  begin(link: boolean): void {
    const { linkDemotion, demotion, reasons, linkWait } = this.#start
    if (!link && linkDemotion > 0) this.#demoteForLink(true, 'pfsync up')
    this.#demote(demotion, reasons.start)
    this.#requests = 0
    if (link || linkWait === undefined) this.#request()
    else this.#wait('waits for link', linkWait)
  }

  forget(): void {
    this.#state = 'none'
    this.#linkIsDown = false
  }

  /** The link of the interface came, or went. */
  link(link: boolean): void {
    if (this.#state === 'none') return
    if (this.#start.linkDemotion > 0 && link === this.#linkIsDown) this.#demoteForLink(!link, 'pfsync link')
    if (link && this.#state === 'waits for link') this.#request()
  }

  hear(says: 'bulk start' | 'bulk end'): void {
    if (this.#state !== 'asked' && this.#state !== 'receives') return
    if (says === 'bulk start') this.#wait('receives', this.#start.bulkPatience)
    else this.#done(this.#start.reasons.done)
  }

  #request(): void {
    this.#requests += 1
    this.#wait('asked', this.#start.patience)
    this.#ask()
  }

  #expired(): void {
    const { requests, asksAgain, reasons } = this.#start
    const again = this.#state === 'asked' || (this.#state === 'receives' && asksAgain)
    if (again && this.#requests < requests) this.#request()
    else this.#done(reasons.fail)
  }

  #wait(state: 'waits for link' | 'asked' | 'receives', time: Micros): void {
    this.#state = state
    this.#timer.arm(this.#machine.clock.timerDelay(time))
    this.#timer.cause = this.#machine.world.engine.cause
  }

  #done(reason: string): void {
    this.#state = 'done'
    this.#timer.disarm()
    this.#demote(-this.#start.demotion, reason)
  }

  #demoteForLink(isDown: boolean, reason: string): void {
    this.#linkIsDown = isDown
    this.#demote(isDown ? this.#start.linkDemotion : -this.#start.linkDemotion, reason)
  }

  #demote(delta: number, reason: string): void {
    const deed = delta === 0 ? '' : this.#machine.carp.demote(delta, reason)
    if (typeof deed !== 'string') deed()
  }
}
