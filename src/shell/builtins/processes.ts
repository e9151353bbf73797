import { UNTIL_WOKEN } from '../../engine/course.ts'
import type { Flow } from '../flow.ts'
import type { Process } from '../machine.ts'
import { isSent, nameOf, signalOf } from '../signals.ts'
import type { Job } from '../state/parts.ts'
import type { Shell } from '../state/shell.ts'
import { Stop } from '../state/stop.ts'
import { type Builtin, type Call, fails, says } from './builtin.ts'

/** Until a process ends, or a signal comes that a trap waits for. Null: that. */
function* waited(shell: Shell, child: Process): Flow<number | null> {
  yield* shell.pay()
  if (child.status === null) child.whenEnded(() => shell.place.self.wake())
  while (child.status === null) {
    if (shell.pending.length > 0) return null
    if (shell.dying !== null) throw new Stop('shell', shell.dying)
    yield UNTIL_WOKEN
  }
  return child.status
}

/** The job that `%1` names, or a number of a process. */
function jobOf(shell: Shell, word: string): Job | undefined {
  if (/^\d+$/.test(word)) return shell.jobs.get(Number(word))
  const all = [...shell.jobs.values()]
  if (/^%[%+]?$/.test(word)) return all.at(-1)
  if (word === '%-') return all.at(-2)
  const number = /^%(\d+)$/.exec(word)
  if (number !== null) return all[Number(number[1]) - 1]
  return all.findLast(({ text }) => text.startsWith(word.slice(1)))
}

function interrupted({ pending, dialect }: Shell): number {
  return 128 + dialect.signals[pending[0]!]!
}

function* wait(call: Call): Flow<number> {
  const { shell } = call
  const args = call.args.filter((word) => !/^-[fn]$|^--$/.test(word))
  if (args.length === 0) {
    for (const { process: child } of [...shell.jobs.values()])
      if ((yield* waited(shell, child)) === null) return interrupted(shell)
    shell.jobs.clear()
    return 0
  }
  let status = 0
  for (const word of args) {
    if (!/^(?:\d+|%.*)$/.test(word)) {
      status = yield* fails(call, { is: 'bad pid', text: word, command: 'wait' })
      continue
    }
    const job = jobOf(shell, word)
    if (job === undefined) {
      status = yield* fails(call, { is: 'no child', pid: word, command: 'wait' })
      continue
    }
    const ended = yield* waited(shell, job.process)
    if (ended === null) return interrupted(shell)
    if (ended > 128) yield* shell.says({ is: 'killed', pid: job.process.pid, signal: ended - 128, title: job.text })
    status = ended
  }
  return status
}

function* kill(call: Call): Flow<number> {
  const args = [...call.args]
  let signal = 'TERM'
  const option = args[0]
  if (option === '-l' || option === '-L') return yield* listed(call, args.slice(1))
  if (option === '--') args.shift()
  else if (option !== undefined && /^-./.test(option)) {
    args.shift()
    const word = option === '-s' || option === '-n' ? (args.shift() ?? '') : option.slice(1)
    const named = word === '0' ? '0' : signalOf(word, call.shell.dialect.signals, true)
    if (named === undefined)
      return yield* fails(call, { is: 'bad signal', text: word, command: 'kill', asOption: /^-[^sn]/.test(option) })
    signal = named
    if (args[0] === '--') args.shift()
  }
  if (args.length === 0) return yield* fails(call, { is: 'usage', command: 'kill' })
  yield* call.shell.pay()
  let status = 0
  for (const word of args) status = (yield* sent(call, word, signal)) || status
  yield* killed(call.shell)
  return status
}

function* sent(call: Call, word: string, signal: string): Flow<number> {
  const { shell } = call
  if (!/^(?:-?\d+|%.*)$/.test(word)) return yield* fails(call, { is: 'bad pid', text: word, command: 'kill' })
  const target = word.startsWith('%') ? jobOf(shell, word)?.process : shell.machine.process(Math.abs(Number(word)))
  if (target === undefined || target.status !== null)
    return yield* fails(call, { is: 'no process', pid: word, command: 'kill' })
  if (isSent(signal)) target.send(signal)
  return 0
}

/** Who sent itself what nothing handles does not go on. */
function* killed({ place }: Shell): Flow<void> {
  while (place.self.status !== null) yield UNTIL_WOKEN
}

function* listed(call: Call, words: readonly string[]): Flow<number> {
  const { signals } = call.shell.dialect
  if (words.length === 0) return yield* says(call, `${Object.keys(signals).join('\n')}\n`)
  for (const word of words) {
    const number = Number(word) > 128 ? Number(word) - 128 : Number(word)
    const name = nameOf(number, signals)
    const status = name === undefined ? 1 : yield* says(call, `${name}\n`)
    if (status !== 0) return yield* fails(call, { is: 'bad signal', text: word, command: 'kill' })
  }
  return 0
}

function* jobs(call: Call): Flow<number> {
  const all = [...call.shell.jobs.values()].filter((job) => job.process.status === null)
  const lines = all.map(
    ({ text }, index) => `[${index + 1}] ${index === all.length - 1 ? '+' : ' '} Running                    ${text}\n`,
  )
  return yield* says(call, lines.join(''))
}

export const PROCESSES: readonly (readonly [string, Builtin])[] = [
  ['wait', wait],
  ['kill', kill],
  ['jobs', jobs],
]
