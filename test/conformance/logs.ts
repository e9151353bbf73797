import type { RecordOf, TraceRecord } from '../../src/trace/record.ts'
import type { Trace } from '../../src/trace/trace.ts'

/** What an implementation wrote on a case, and counted. */
export interface Logged {
  readonly id: string
  readonly lines: readonly {
    readonly t: number
    readonly host: string
    readonly vhid?: number
    readonly line: string
  }[]
  /** ucarp: processes that ended. */
  readonly exits?: readonly { readonly t: number; readonly host: string; readonly vhid: number; readonly rc: number }[]
  /** FreeBSD 9.3: `netstat -s -p carp` at the end, of the hosts that are on. */
  readonly counters?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** What a recording tells, one text a line, sorted: the order within one instant of one host is not compared. */
export function toldBy(logged: Logged): string[] {
  const lines = logged.lines.map(({ t, host, vhid, line }) => told(t, host, vhid, line))
  const exits = (logged.exits ?? []).map(({ t, host, vhid, rc }) => told(t, host, vhid, `exit ${rc}`))
  const counters = Object.entries(logged.counters ?? {}).map(([host, counts]) => counted(host, counts))
  return [...new Set([...lines, ...exits, ...counters])].sort()
}

/** The same of a run of carpsim, as far as recordings of that implementation go. */
export function toldByTrace(trace: Trace, impl: string): string[] {
  const lines = trace.records.flatMap((record) => lineOf(record, impl))
  const counters = impl === 'freebsd-9.3' ? countersOf(trace) : []
  return [...new Set([...lines, ...counters])].sort()
}

function lineOf(record: TraceRecord, impl: string): string[] {
  switch (record.kind) {
    case 'log':
      // The recordings of FreeBSD 12 hold what ip_carp.c wrote, not what the interface layer did.
      if (impl === 'freebsd-12' && !record.line.startsWith('carp: ')) return []
      return [told(record.t, record.host, record.vhid, `${level(record)}${record.line}`)]
    case 'devd':
      if (impl !== 'freebsd-9.3') return []
      return [told(record.t, record.host, undefined, `devd ${record.system} ${record.subsystem} ${record.type}`)]
    case 'process':
      return record.exit === null ? [] : [told(record.t, record.host, record.vhid, `exit ${record.exit}`)]
    default:
      return []
  }
}

/** Of a kernel that says so: `<4>`. */
function level({ vhid, priority }: RecordOf<'log'>): string {
  return vhid !== undefined || priority === undefined ? '' : `<${PRIORITIES.indexOf(priority)}>`
}

/** syslog(3), by number. */
const PRIORITIES: readonly string[] = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug']

function countersOf(trace: Trace): string[] {
  return Object.entries(trace.counters).map(([host, counts]) => counted(host, counts))
}

function told(t: number, host: string, vhid: number | undefined, line: string): string {
  return `${String(t).padStart(9)} ${host}${vhid === undefined ? '' : `/${vhid}`}  ${line}`
}

function counted(host: string, counts: Readonly<Record<string, number>>): string {
  const names = Object.keys(counts).sort()
  return `at the end ${host}  ${names.map((name) => `${name} ${counts[name]}`).join(', ')}`
}
