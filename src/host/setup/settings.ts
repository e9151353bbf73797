import type { DevdConf } from '../../config/devd-conf.ts'
import type { Finding } from '../../config/text.ts'
import type { Ipv4, Prefix } from '../../network/address.ts'
import type { Ipv6 } from '../../network/ipv6.ts'
import type { VhostConfig } from '../carp.ts'

/** What a file has that was not understood, or does not do what its writer thinks. */
export interface FileFinding extends Finding {
  /** The path of the file. */
  readonly file: string
}

/** A network card that a machine has, and the address that it has without its files. */
export interface Card {
  readonly name: string
  readonly address?: Prefix
}

/** What a card is given at boot. */
export interface CardSettings {
  readonly name: string
  readonly address?: Prefix
  readonly address6?: Prefix<Ipv6>
}

/** What a boot makes of the files of a machine. */
export interface MachineSettings {
  readonly hostname?: string
  readonly cards: readonly CardSettings[]
  /** In the order in which they are made. */
  readonly carp: readonly VhostConfig[]
  /** /etc/sysctl.conf, line by line: set before there is a network. */
  readonly sysctls: readonly NamedValue[]
  readonly preempt?: boolean
  /** net.inet.carp.log */
  readonly log?: number
  readonly gateway?: Ipv4
  /** Services that are switched on or off, `sshd`: those that nobody names are as their system has them. */
  readonly enabled: Readonly<Record<string, boolean>>
  /** /boot/loader.conf. */
  readonly loader: readonly NamedValue[]
  /** Files of devd, in the order in which it reads them. */
  readonly devd: readonly { readonly file: string; readonly conf: DevdConf }[]
  readonly findings: readonly FileFinding[]
}

export interface NamedValue {
  readonly name: string
  readonly value: string
}
