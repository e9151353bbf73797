import { type Micros, SECOND } from '../../time.ts'
import type { Loss } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import { isGroup, type Mac } from '../address.ts'
import type { Frame } from '../frame.ts'
import { DEFAULT_POLICY, type Policy, type PortOptions, type Security } from './options.ts'

/** Why a port lets a frame not pass. */
export interface Refusal {
  readonly why: Loss
  readonly because: Link | null
}

/** A MAC that a port has secured. */
interface Secured {
  readonly link: Link | null
}

/** What a port lets in and out. */
export class Guard {
  readonly security: Security | null
  readonly #usual: Policy
  #policy: Policy
  /** What changed the policy. */
  #because: Link | null = null
  readonly #secured = new Map<Mac, Secured>()
  #second = -1
  #count = 0
  /** The frame that used up the rate of this second. */
  #spentBy: Link | null = null

  constructor({ security, ...options }: Partial<PortOptions>) {
    this.security = security ?? null
    const { sourceMac, promiscuous, rate } = { ...DEFAULT_POLICY, ...options }
    this.#usual = { sourceMac, promiscuous, rate }
    this.#policy = this.#usual
  }

  get policy(): Policy {
    return this.#policy
  }

  /** Whether it lets everything pass. */
  get isOpen(): boolean {
    const { sourceMac, promiscuous, rate } = this.#policy
    return this.security === null && sourceMac === 'any' && promiscuous && rate === null
  }

  set(change: Partial<Policy>, because: Link | null): void {
    this.#policy = { ...this.#policy, ...change }
    this.#because = because
  }

  /** Why a frame that comes in goes no further; null: it does. @param own - the MAC of the card that is plugged in */
  refuses({ source, destination }: Frame, own: Mac | null, now: Micros, frame: Link | null): Refusal | null {
    const { sourceMac, rate } = this.#policy
    if (rate !== null && isGroup(destination) && !this.#admits(rate, now, frame)) {
      return { why: 'rate limit', because: this.#spentBy }
    }
    if (sourceMac === 'own' && own !== null && source !== own) {
      return { why: 'source filtered', because: this.#because }
    }
    return null
  }

  /** Why a frame for one station does not go out; null: it does. */
  keeps({ unicast, destination }: Frame, own: Mac): Refusal | null {
    if (this.#policy.promiscuous || !unicast || isGroup(destination) || destination === own) return null
    return { why: 'not promiscuous', because: this.#because }
  }

  /** The record that a MAC was secured here; undefined: it was not. */
  securedBy(mac: Mac): Link | null | undefined {
    const secured = this.#secured.get(mac)
    return secured === undefined ? undefined : secured.link
  }

  get isFull(): boolean {
    return this.security !== null && this.#secured.size >= this.security.max
  }

  secure(mac: Mac, link: Link | null): void {
    this.#secured.set(mac, { link })
  }

  /** The port went down. */
  unplugged(): void {
    if (this.security?.sticky === false) this.#secured.clear()
  }

  reset(): void {
    this.#policy = this.#usual
    this.#because = null
    this.#secured.clear()
    this.#second = -1
    this.#spentBy = null
  }

  /** Storm control counts by whole seconds. */
  #admits(rate: number, now: Micros, frame: Link | null): boolean {
    const second = Math.floor(now / SECOND)
    if (second !== this.#second) {
      this.#second = second
      this.#count = 0
      this.#spentBy = null
    }
    this.#count += 1
    if (this.#count === rate) this.#spentBy = frame
    return this.#count <= rate
  }
}
