import type { Micros } from '../time.ts'
import type { HastBodies } from './hast-records.ts'

/** The stages in which a machine comes up by its files, in their order; and how it goes down. */
export type BootStage =
  | 'firmware'
  | 'loader'
  | 'kernel'
  | 'fsck'
  | 'sysctl'
  | 'netif'
  | 'devd'
  | 'network'
  | 'syslogd'
  | 'hastd'
  | 'services'
  | 'login'
  | 'shutdown'

/** What happens on a machine besides the election: what is typed, runs and serves there. */
export interface MachineBodies extends HastBodies {
  /** A command that somebody typed, or a script ran. What it does is caused by it. */
  command: {
    readonly host: string
    readonly command: string
    /** Where it stands in its script, from 1. */
    readonly line?: number
  }
  /** What a command printed, and how it ended; its cause is the command. */
  /** Null: it goes on, and has printed this by now. */
  output: { readonly host: string; readonly text: string; readonly exit: number | null }
  /** A machine comes up by its files: a stage begins, which lasts so long; or something in it went wrong. */
  boot: { readonly host: string; readonly stage: BootStage; readonly lasts?: Micros; readonly says?: string }
  /** A daemon that runs virtual hosts began (null), or ended. */
  process: { readonly host: string; readonly name: string; readonly vhid?: number; readonly exit: number | null }
  /** A script began (null), or ended. Its commands are caused by its beginning. */
  script: { readonly host: string; readonly pid: number; readonly command: string; readonly exit: number | null }
  /** Something that serves began to, or does so no more, and why. */
  service: { readonly host: string; readonly name: string; readonly runs: boolean; readonly says?: string }
  /** An address that somebody put onto an interface, or took away; those of virtual hosts of a kernel are no such. */
  address: {
    readonly host: string
    readonly interface: string
    /** With its length: 172.16.0.1/16. */
    readonly address: string
    /** By which name ifconfig(8) knows it: eth0:0. */
    readonly label?: string
    readonly there: boolean
  }
}
