import type { Ipv4 } from '../../network/address.ts'
import type { Options } from './options.ts'

/** What a command line of ucarp(8) comes to. */
export interface Settings {
  /** As it was given: with the label of an alias, where it has one. */
  readonly interface: string
  /** -s */
  readonly source: Ipv4
  /** -m */
  readonly group: Ipv4
  readonly vhid: number
  readonly password: string
  readonly preempt: boolean
  readonly neutral: boolean
  /** -a, and as it was written: so scripts get it. */
  readonly address: Ipv4
  readonly addressText: string
  /** One byte, as those two are kept. */
  readonly advbase: number
  readonly advskew: number
  /** Null: there is none. */
  readonly upscript: string | null
  readonly downscript: string | null
  readonly deadratio: number
  readonly debug: boolean
  readonly shutdown: boolean
  readonly daemonize: boolean
  readonly ignoreifstate: boolean
  readonly nomcast: boolean
  readonly xparam: string | null
  /** `-f none`: it writes nothing to syslog. */
  readonly silent: boolean
  /** -f: daemon unless said. */
  readonly facility: string
}

/** What of it the loop looks at. */
export function optionsOf({ deadratio, shutdown, neutral, ignoreifstate, nomcast }: Settings): Options {
  return { deadratio, shutdown, neutral, ignoreifstate, nomcast }
}

export type Level = 'DEBUG' | 'INFO' | 'NOTICE' | 'WARNING' | 'ERROR'

/** logfile(): something that it says, and where that goes. */
export interface Said {
  readonly level: Level
  readonly line: string
  /** To stdout or stderr, as long as it is no daemon. */
  readonly printed: boolean
  /** To syslog. */
  readonly logged: boolean
}
