import { stamp } from '../../date.ts'
import { failed, printed } from '../outcome.ts'
import { asProcess, type Call, type Program } from '../program.ts'
import { type Entry, processTable } from './table.ts'

/** How the columns of a system's ps(1) stand. */
interface Form {
  /** Of who has no terminal, and of who has one. */
  readonly tty: readonly [none: string, some: string]
  readonly widths: readonly [pid: number, tty: number, stat: number, time: number]
  readonly time: string
}

const FORMS: Readonly<Record<string, Form>> = {
  'FreeBSD 9': { tty: ['??', 'v0'], widths: [5, 3, 4, 9], time: '0:00.00' },
  'FreeBSD 10': { tty: ['-', 'v0'], widths: [4, 2, 4, 7], time: '0:00.00' },
  'FreeBSD 14': { tty: ['-', 'v0'], widths: [4, 2, 4, 7], time: '0:00.00' },
  'OpenBSD 4': { tty: ['??', 'C0'], widths: [5, 2, 5, 10], time: '0:00.00' },
  'OpenBSD 7': { tty: ['??', 'C0'], widths: [5, 2, 5, 10], time: '0:00.00' },
  'NetBSD 7': { tty: ['?', 'E1'], widths: [5, 5, 4, 7], time: '0:00.00' },
}

/** ps(1) of the BSDs: `ps ax`, `ps aux`, `ps -p 1`, `ps -ax -o pid,command`. */
export const ps: Program = asProcess((call, args) => {
  const words = args.join(' ').replace(/-/g, '')
  const [, letters = '', pids] = /^([axulwe ]*)(?:p ?([\d, ]+))?$/.exec(words) ?? []
  if (letters === '' && pids === undefined && args.length > 0)
    return failed('usage: ps [-aCcdefHhjlmrSTuvwXxZ] [-O fmt | -o fmt] [-p pid[,pid]]')
  const picked = pids?.split(/[, ]+/)
  const entries = processTable(call).filter(
    ({ pid, atTerminal }) => picked?.includes(`${pid}`) ?? (letters.includes('x') || atTerminal),
  )
  const form = FORMS[call.host.carp.system.userland ?? ''] ?? FORMS['FreeBSD 14']!
  const lines = letters.includes('u') ? usersOf(call, entries, form) : linesOf(call, entries, form)
  return { ...printed(`${lines.join('\n')}\n`), exit: picked !== undefined && entries.length === 0 ? 1 : 0 }
})

function linesOf(call: Call, entries: readonly Entry[], { tty, widths, time }: Form): readonly string[] {
  const line = ([pid, on, stat, used, title]: readonly [string, string, string, string, string]) =>
    `${pid.padStart(widths[0])} ${on.padStart(widths[1])}  ${stat.padEnd(widths[2])} ${used.padStart(widths[3])} ${title}`
  const rows = entries.map((one) =>
    line([`${one.pid}`, tty[one.atTerminal ? 1 : 0], statOf(one, call), time, one.title]),
  )
  return [line(['PID', 'TT', 'STAT', 'TIME', 'COMMAND']), ...rows]
}

function usersOf(call: Call, entries: readonly Entry[], { tty, widths, time }: Form): readonly string[] {
  const rows = entries.map((one) => {
    const on = tty[one.atTerminal ? 1 : 0].padStart(widths[1])
    const used = `${'0.0'.padStart(4)} ${'0.0'.padStart(4)} ${'0'.padStart(5)} ${'0'.padStart(5)}`
    const when = stamp(one.since).slice(7, 12)
    const state = statOf(one, call).padEnd(4)
    return `root    ${`${one.pid}`.padStart(5)} ${used} ${on}  ${state} ${when.padEnd(7)} ${time.padStart(8)} ${one.title}`
  })
  const on = 'TT'.padStart(widths[1])
  return [`USER      PID %CPU %MEM   VSZ   RSS ${on}  STAT STARTED     TIME COMMAND`, ...rows]
}

function statOf({ pid, atTerminal }: Entry, { process: self }: Call): string {
  if (pid === 0) return 'DLs'
  return pid === self.pid ? 'R+' : atTerminal ? 'S+' : 'Is'
}
