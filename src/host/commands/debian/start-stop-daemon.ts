import { type Course, UNTIL_WOKEN } from '../../../engine/course.ts'
import { atOnce } from '../../../shell/flow.ts'
import type { Called, Io, Process, Signal } from '../../../shell/machine.ts'
import { SECOND } from '../../../time.ts'
import { baseOf } from '../../disk.ts'
import { signalCalled } from '../../signals.ts'
import { getoptLong, type LongOption } from '../getopt-long.ts'
import { type Entry, processTable } from '../process/table.ts'
import { type Debian, ends, type Made, runs } from './called.ts'

const LONG: readonly LongOption[] = [
  ['start', 'S'],
  ['stop', 'K'],
  ['status', 'T'],
  ['background', 'b'],
  ['make-pidfile', 'm'],
  ['remove-pidfile', 'F'],
  ['oknodo', 'o'],
  ['quiet', 'q'],
  ['verbose', 'v'],
  ['test', 't'],
  ['no-close', 'C'],
  ['pidfile', 'p', true],
  ['exec', 'x', true],
  ['startas', 'a', true],
  ['name', 'n', true],
  ['user', 'u', true],
  ['chuid', 'c', true],
  ['group', 'g', true],
  ['signal', 's', true],
  ['retry', 'R', true],
  ['chdir', 'd', true],
  ['nicelevel', 'N', true],
  ['umask', 'k', true],
  ['pid', 'P', true],
].map(([name, letter, takes = false]) => ({ name, letter, takes }) as LongOption)

const LETTERS = 'SKTbmoqvtCp:x:a:n:u:c:g:s:R:d:N:k:'
const HINT = "Try 'start-stop-daemon --help' for more information.\n"
const BAD_USAGE = 3
const NOT_THERE = 2
/** A process that is told to end, and one that is killed, get so long where --retry says nothing more. */
const PATIENCE = 5

/** start-stop-daemon(8) of dpkg 1.17. */
export const startStopDaemon: Made = (machine) => (called) => {
  const { found, operands } = getoptLong(called.name, called.args, LETTERS, LONG)
  const wrong = found.find((one) => 'complaint' in one)
  if (wrong !== undefined && 'complaint' in wrong)
    return ends(called, BAD_USAGE, { stderr: `${wrong.complaint}\n${HINT}` })
  const given = new Map(found.flatMap((one) => ('letter' in one ? [[one.letter, one.value] as const] : [])))
  const refuse = (says: string) => ends(called, BAD_USAGE, { stderr: `start-stop-daemon: ${says}\n${HINT}` })
  const verb = ['S', 'K', 'T'].find((letter) => given.has(letter))
  if (verb === undefined) return refuse('need one of --start or --stop or --status')
  if (!['x', 'p', 'n', 'u', 'P'].some((letter) => given.has(letter)) && !(verb === 'S' && given.has('a')))
    return refuse('need at least one of --exec, --pid, --pidfile, --user or --name')
  if (verb === 'S' && !given.has('x') && !given.has('a')) return refuse('--start needs --exec or --startas')
  const signal = given.has('s') ? signalCalled(given.get('s')!, machine.space.processes.signals) : 'TERM'
  if (signal === undefined) return refuse(`signal value must be numeric or name of signal (KILL, INT, ...)`)
  const asked: Asked = { machine, called, given, rest: operands, signal }
  if (verb === 'S') return started(asked)
  return verb === 'K' ? stopped(asked) : status(asked)
}

interface Asked {
  readonly machine: Debian
  readonly called: Called
  readonly given: ReadonlyMap<string, string>
  readonly rest: readonly string[]
  readonly signal: Signal
}

/** What is meant, of what runs: by pid file, program and name, all that are said. */
function meant({ machine, called, given }: Asked): readonly Entry[] {
  const { host, space } = machine
  const file = given.get('p')
  const text = file === undefined ? undefined : space.files.read(file)
  const pid = text === undefined ? given.get('P') : 'is' in text ? text.is.trim() : ''
  const [exec, name] = [given.get('x'), given.get('n')]
  const own = called.process.pid
  return processTable({ host, space }).filter(
    (one) =>
      one.pid !== own &&
      (pid === undefined || `${one.pid}` === pid) &&
      (exec === undefined || isProgram(one, exec)) &&
      (name === undefined || one.name === name.slice(0, 15)),
  )
}

/** Whether a process runs a program: which file that is the kernel knows, whatever it was called by. */
function isProgram({ title, name }: Entry, path: string): boolean {
  const [word = ''] = title.split(' ')
  return word === path || (!word.includes('/') && name === baseOf(path).slice(0, 15))
}

function* started(asked: Asked): Course<number> {
  const { machine, called, given, rest } = asked
  const program = given.get('a') ?? given.get('x')!
  const matched = ['x', 'p', 'n', 'P'].some((letter) => given.has(letter)) ? meant(asked) : []
  if (matched.length > 0) {
    const says = given.has('q') ? '' : `${given.get('x') ?? 'process'} already running.\n`
    return yield* ends(called, given.has('o') ? 0 : 1, { stdout: says })
  }
  const found = machine.shell.find(program, '', '/')
  if (found === 'not found') {
    const stderr = `start-stop-daemon: unable to stat ${program} (No such file or directory)\n`
    return yield* ends(called, NOT_THERE, { stderr })
  }
  const words = [program, ...rest]
  if (given.has('t')) return yield* ends(called, 0, { stdout: `Would start ${words.join(' ')} .\n` })
  const directory = given.get('d') ?? '/'
  if (!given.has('b')) {
    if (given.has('m')) writePid(asked, called.process)
    called.process.title = words.join(' ')
    return yield* runs(machine.shell, called, words, { directory })
  }
  const course = (self: Process) => runs(machine.shell, called, words, { directory, process: self, io: NOWHERE })
  const daemon = machine.space.processes.start(words.join(' '), course, false)
  if (daemon === null) return yield* ends(called, NOT_THERE, { stderr: 'start-stop-daemon: unable to fork\n' })
  if (given.has('m')) writePid(asked, daemon)
  return 0
}

/** /dev/null */
const NOWHERE: Io = {
  stdin: { read: () => atOnce(null), unread: () => undefined },
  stdout: { write: () => atOnce(true) },
  stderr: { write: () => atOnce(true) },
}

function writePid({ machine, given }: Asked, { pid }: Process): void {
  const file = given.get('p')
  if (file !== undefined) machine.space.files.write(file, `${pid}\n`)
}

function nobody({ called, given }: Asked): Course<number> {
  const file = given.get('p')
  const what = file === undefined ? (given.get('x') ?? given.get('n') ?? 'process') : `process in pidfile '${file}'`
  const says = `No ${what} found running; none killed.\n`
  return ends(called, given.has('o') ? 0 : 1, { stdout: given.has('q') ? '' : says })
}

function* stopped(asked: Asked): Course<number> {
  const { machine, called, given, signal } = asked
  const matched = meant(asked)
  if (matched.length === 0) return yield* nobody(asked)
  if (given.has('t')) {
    const pids = matched.map(({ pid }) => pid).join(' ')
    return yield* ends(called, 0, {
      stdout: `Would send signal ${machine.space.processes.signals[signal]} to ${pids}.\n`,
    })
  }
  for (const { process: one } of matched) one?.send(signal)
  const retry = given.get('R')
  const isGone = retry === undefined || (yield* gone(asked, matched, retry))
  if (isGone && given.has('F') && given.has('p')) machine.space.files.remove(given.get('p')!)
  if (isGone) return 0
  const says = `Program ${given.get('x') ?? 'process'}, ${matched.length} process(es), refused to die.\n`
  return yield* ends(called, 2, { stdout: given.has('q') ? '' : says })
}

/** `--retry 10`, or a schedule of it: `TERM/10/KILL/5`. */
function* gone(asked: Asked, matched: readonly Entry[], schedule: string): Course<boolean> {
  const items = schedule.split('/')
  const steps = items.length === 1 ? [schedule, 'KILL', `${PATIENCE}`] : items.slice(1)
  for (const step of steps) {
    if (/^\d+$/.test(step)) {
      if (yield* waited(asked, matched, Number(step))) return true
      continue
    }
    const signal = signalCalled(step.replace(/^-/, ''), asked.machine.space.processes.signals)
    for (const { process: one } of matched) if (signal !== undefined) one?.send(signal)
  }
  return matched.every(isOver)
}

function isOver({ process: one }: Entry): boolean {
  return one === null || one.status !== null
}

function* waited({ machine, called }: Asked, matched: readonly Entry[], seconds: number): Course<boolean> {
  const { engine } = machine.host.world
  const end = engine.now + seconds * SECOND
  for (const { process: one } of matched) one?.whenEnded(() => called.process.wake())
  while (!matched.every(isOver) && engine.now < end) yield seconds === 0 ? UNTIL_WOKEN : end - engine.now
  return matched.every(isOver)
}

/** As LSB has it: it runs, it died and left its pid file, it does not run. */
function status(asked: Asked): number {
  if (meant(asked).length > 0) return 0
  const file = asked.given.get('p')
  return file !== undefined && asked.machine.space.files.exists(file) ? 1 : 3
}
