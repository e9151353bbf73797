import { type Address, familyOf, formatAddress } from '../../network/address.ts'
import type { Page } from '../../network/frame.ts'

/** A socket that listens for connections. */
export interface Listener {
  /** Null: at all addresses of the machine. */
  readonly address: Address | null
  readonly port: number
  /** What a web server gives for a path; undefined: it is none. */
  serve?(path: string): Page
}

/** Why nothing can listen there, as perror(3) of Linux says it. */
export interface NoListener {
  readonly errno: number
  readonly text: string
  /** `10.0.0.3:80` */
  readonly at: string
}

/** What listens on a machine: connections to all else are refused. */
export class Listeners {
  readonly #isOwn: (address: Address) => boolean
  #open: readonly Listener[] = []

  constructor(isOwn: (address: Address) => boolean) {
    this.#isOwn = isOwn
  }

  /** bind(2) and listen(2); an address may go later, and come back. */
  listen(listener: Listener): NoListener | null {
    const { address, port } = listener
    const at = `${address === null ? '0.0.0.0' : formatAddress(address)}:${port}`
    if (address !== null && !this.#isOwn(address)) return { errno: 99, text: 'Cannot assign requested address', at }
    const taken = (other: Listener) => address === null || other.address === null || other.address === address
    if (this.#open.some((other) => other.port === port && taken(other)))
      return { errno: 98, text: 'Address already in use', at }
    this.#open = [...this.#open, listener]
    return null
  }

  close(listener: Listener): void {
    this.#open = this.#open.filter((other) => other !== listener)
  }

  /** Who takes connections to an address and port. */
  at(address: Address, port: number): Listener | undefined {
    return this.#open.find((one) => one.port === port && (one.address === address || isAny(one, address)))
  }

  get all(): readonly Listener[] {
    return this.#open
  }

  /** Power goes. */
  clear(): void {
    this.#open = []
  }
}

/** 0.0.0.0 */
function isAny(one: Listener, address: Address): boolean {
  return one.address === null && familyOf(address) === 'inet'
}
