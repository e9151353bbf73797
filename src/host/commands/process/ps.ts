import type { Micros } from '../../../time.ts'
import { SECOND } from '../../../time.ts'
import { fullDate, stamp } from '../../date.ts'
import { failed, printed } from '../outcome.ts'
import { asProcess, type Call, type Program } from '../program.ts'
import { type Entry, processTable } from './table.ts'

const DAY: Micros = 86_400 * SECOND

/** A column: what stands over it, and how wide it is; to the left where that is said. */
interface Column {
  readonly head: string
  readonly width: number
  readonly left?: true
  text(entry: Entry, view: View): string
}

/** What a listing knows besides the processes. */
interface View {
  readonly now: Micros
  readonly self: number
}

/** A way to list processes. */
interface Layout {
  readonly columns: readonly Column[]
  /** What is called the command: the last column. */
  readonly command: 'COMMAND' | 'CMD'
  readonly whole: boolean
}

const UNSUPPORTED = 'unsupported option (BSD syntax)'
const ERROR = `error: ${UNSUPPORTED}

Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).`

/** ps(1) of procps: `ps ax`, `ps aux`, `ps -ef`, `ps -e`, `ps -p 1`, `ps -C ucarp`, with `-o pid,args`. */
export const ps: Program = asProcess((call, args) => {
  const asked = askedIn(args)
  if (asked === undefined) return failed(ERROR)
  const { letters, dashed, values } = asked
  const format = values.get('o')
  const names = format?.map((name) => name.replace(/=$/, ''))
  const unknown = names?.find((name) => !FIELDS.has(name))
  if (unknown !== undefined)
    return failed(ERROR.replace(UNSUPPORTED, `unknown user-defined format specifier "${unknown}"`))
  const columns = names?.map((name) => FIELDS.get(name)!)
  const entries = processTable(call).filter((entry) => isShown(entry, asked))
  const layout = layoutOf(letters, dashed)
  const text =
    columns === undefined
      ? table(call, entries, layout)
      : tableOf(call, entries, columns, !format!.every((name) => name.endsWith('=')))
  const picks = values.has('p') || values.has('C')
  return { ...printed(text), exit: picks && entries.length === 0 ? 1 : 0 }
})

interface Asked {
  /** Without a minus. */
  readonly letters: string
  /** With one. */
  readonly dashed: string
  readonly values: ReadonlyMap<string, readonly string[]>
}

/** Options of both kinds in any mixture; undefined: one is unknown. */
function askedIn(args: readonly string[]): Asked | undefined {
  let [letters, dashed] = ['', '']
  const values = new Map<string, readonly string[]>()
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!
    const [, minus = '', options = '', last = ''] = /^(-?)([axuwfleAdHjT]*)([opCUt]?)/.exec(word) ?? []
    const rest = word.slice(minus.length + options.length + last.length)
    if (last === '' ? rest !== '' && !/^\d+$/.test(rest) : false) return undefined
    if (minus === '-') dashed += options
    else letters += options
    if (last !== '') values.set(last, [...(values.get(last) ?? []), ...(rest || args[++at] || '').split(',')])
    else if (rest !== '') values.set('p', [...(values.get('p') ?? []), rest])
  }
  return { letters, dashed, values }
}

function isShown({ pid, name, atTerminal }: Entry, { letters, dashed, values }: Asked): boolean {
  const pids = values.get('p')
  const names = values.get('C')
  if (pids !== undefined || names !== undefined)
    return (pids?.includes(`${pid}`) ?? false) || (names?.includes(name) ?? false)
  return /[eA]/.test(dashed) || letters.includes('x') || dashed.includes('x') || atTerminal
}

const PID: Column = { head: 'PID', width: 5, text: ({ pid }) => `${pid}` }
const PPID: Column = { head: 'PPID', width: 5, text: ({ parent }) => `${parent}` }
const USER: Column = { head: 'USER', width: 8, left: true, text: () => 'root' }
const TTY: Column = { head: 'TTY', width: 8, left: true, text: ({ atTerminal }) => (atTerminal ? 'pts/0' : '?') }
const STAT: Column = { head: 'STAT', width: 4, left: true, text: statOf }
const TIME: Column = { head: 'TIME', width: 8, text: () => '00:00:00' }
const SHORT_TIME: Column = { head: 'TIME', width: 6, text: () => '0:00' }
const START: Column = { head: 'START', width: 5, left: true, text: (entry, view) => startOf(entry, view) }
const none = (head: string, width: number, text = '0'): Column => ({ head, width, text: () => text })
const ARGS: Column = { head: 'COMMAND', width: 0, left: true, text: ({ title }) => title }
const COMM: Column = { head: 'COMMAND', width: 15, left: true, text: ({ name }) => name }

/** What -o knows. */
const FIELDS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ['pid', PID],
  ['ppid', PPID],
  ['user', USER],
  ['tty', { ...TTY, head: 'TT' }],
  ['tt', { ...TTY, head: 'TT' }],
  ['stat', STAT],
  ['time', TIME],
  ['args', ARGS],
  ['cmd', { ...ARGS, head: 'CMD' }],
  ['command', ARGS],
  ['comm', COMM],
  ['etime', { head: 'ELAPSED', width: 11, text: ({ since }, { now }) => elapsed(now - since) }],
])

function layoutOf(letters: string, dashed: string): Layout {
  if (letters.includes('u') || dashed.includes('u'))
    return {
      columns: [
        USER,
        PID,
        none('%CPU', 4, '0.0'),
        none('%MEM', 4, '0.0'),
        none('VSZ', 6),
        none('RSS', 5),
        TTY,
        STAT,
        START,
        SHORT_TIME,
      ],
      command: 'COMMAND',
      whole: true,
    }
  if (letters !== '' || /[ax]{2}/.test(dashed))
    return { columns: [PID, TTY, STAT, SHORT_TIME], command: 'COMMAND', whole: true }
  if (dashed.includes('f'))
    return {
      columns: [{ ...USER, head: 'UID' }, PID, PPID, none('C', 2), { ...START, head: 'STIME' }, TTY, TIME],
      command: 'CMD',
      whole: true,
    }
  return { columns: [PID, TTY, TIME], command: 'CMD', whole: false }
}

function statOf({ pid, atTerminal }: Entry, { self }: View): string {
  return pid === self ? 'R+' : atTerminal ? 'S+' : 'Ss'
}

/** The time of a day, for a day; then the day. */
function startOf({ since }: Entry, { now }: View): string {
  if (now - since < DAY) return fullDate(since).slice(11, 16)
  return stamp(since).slice(0, 6).replace(' ', '').replace(' ', '0')
}

function elapsed(time: Micros): string {
  const seconds = Math.floor(time / SECOND)
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => `${part}`.padStart(2, '0'))
  const hours = Math.floor(seconds / 3600)
  return hours === 0 ? parts.join(':') : `${`${hours}`.padStart(2, '0')}:${parts.join(':')}`
}

function table(call: Call, entries: readonly Entry[], { columns, command, whole }: Layout): string {
  const view = { now: call.host.clock.now, self: call.process.pid }
  const head = [...columns.map((column) => cell(column, column.head)), command].join(' ')
  const rows = entries.map((entry) =>
    [...columns.map((column) => cell(column, column.text(entry, view))), whole ? entry.title : entry.name].join(' '),
  )
  return `${[head, ...rows].join('\n')}\n`
}

/** An equals sign behind all names takes the head away: `pid=`. */
function tableOf(call: Call, entries: readonly Entry[], columns: readonly Column[], hasHead: boolean): string {
  const view = { now: call.host.clock.now, self: call.process.pid }
  const line = (cells: readonly string[]) => cells.join(' ').trimEnd()
  const head = line(columns.map((column) => cell(column, column.head)))
  const rows = entries.map((entry) => line(columns.map((column) => cell(column, column.text(entry, view)))))
  return (hasHead ? [head, ...rows] : rows).map((each) => `${each}\n`).join('')
}

function cell({ width, left }: Column, text: string): string {
  return left ? text.padEnd(width) : text.padStart(width)
}
