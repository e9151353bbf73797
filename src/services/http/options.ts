import type { Ipv4 } from '../../network/address.ts'

/** Where something listens: `80`, at all addresses, or `172.16.0.1:80`. */
export interface Listen {
  /** Null: at all of them. */
  readonly address: Ipv4 | null
  readonly port: number
}

/** Apache, as a machine has it. */
export interface ApacheOptions {
  /** Whether it runs once the machine is up. */
  readonly autostart: boolean
  /** Absent: as its files say, /etc/apache2/ports.conf. */
  readonly listens?: readonly Listen[]
}
