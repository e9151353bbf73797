import type { Facility, Severity } from '../../config/syslog-names.ts'

/** What syslog(3) is told. */
export interface Message {
  readonly facility: Facility
  readonly severity: Severity
  /** Who says it: `kernel`, `ucarp`. */
  readonly tag: string
  /** Which process says it, where that is told. */
  readonly pid?: number
  readonly text: string
}
