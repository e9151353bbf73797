import type { Signal } from '../../../shell/machine.ts'
import { signalCalled } from '../../signals.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import { asProcess, type Call, type Program } from '../program.ts'
import { processTable } from './table.ts'

const USAGE = {
  linux: `
Usage:
 kill [options] <pid> [...]

Options:
 <pid> [...]            send signal to every <pid> listed
 -<signal>, -s, --signal <signal>
                        specify the <signal> to be sent
 -l, --list=[<signal>]  list all signal names, or convert one to a name
 -L, --table            list all signal names in a nice table

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see kill(1).`,
  bsd: 'usage: kill [-s signal_name] pid ...\n       kill -l [exit_status]\n       kill -signal_name pid ...\n       kill -signal_number pid ...',
}

/** Which signal a command line asks for, and what stands behind that; null: only whether somebody is there. */
export interface Sending {
  readonly signal: Signal | null
  readonly rest: readonly string[]
}

/** `-TERM`, `-s TERM`, `-15`; undefined: nobody knows that signal. */
function sendingIn(call: Call, args: readonly string[]): Sending | { readonly unknown: string } {
  const [first = '', second = ''] = args
  const isNamed = first === '-s' || first === '--signal'
  if (!isNamed && !/^-[A-Za-z0-9]/.test(first)) return { signal: 'TERM', rest: first === '--' ? args.slice(1) : args }
  const word = isNamed ? second : first.slice(1)
  const signal = word === '0' ? null : signalCalled(word, call.space.processes.signals)
  if (signal === undefined) return { unknown: word }
  return { signal, rest: args.slice(isNamed ? 2 : 1) }
}

/** kill(1) */
export const kill: Program = asProcess((call, args) => {
  const linux = call.host.carp.system.userland === 'Debian'
  const usage = linux ? USAGE.linux : USAGE.bsd
  if (args[0] === '-l') return printed(`${Object.keys(call.space.processes.signals).join(' ')}\n`)
  const sending = sendingIn(call, args)
  if ('unknown' in sending)
    return failed(
      linux
        ? `kill: unknown signal ${sending.unknown}${usage}`
        : `kill: unknown signal ${sending.unknown}; valid signals:`,
    )
  const { signal, rest } = sending
  if (rest.length === 0) return failed(usage)
  const sent = rest.map((word) => sentTo(call, word, signal))
  return {
    stdout: '',
    stderr: sent.map(({ stderr }) => stderr).join(''),
    exit: sent.some(({ exit }) => exit !== 0) ? 1 : 0,
  }
})

function sentTo(call: Call, word: string, signal: Signal | null): Outcome {
  const linux = call.host.carp.system.userland === 'Debian'
  if (!/^-?\d+$/.test(word))
    return failed(linux ? `kill: failed to parse argument: '${word}'` : `kill: illegal process id: ${word}`)
  const found = processTable(call).find(({ pid }) => pid === Number(word))
  if (found === undefined) return failed(linux ? `kill: (${word}): No such process` : `kill: ${word}: No such process`)
  if (signal !== null) found.process?.send(signal)
  return printed('')
}

/** killall(1): all processes of a name. */
export const killall: Program = asProcess((call, args) => {
  const linux = call.host.carp.system.userland === 'Debian'
  const quiet = args[0] === '-q'
  const sending = sendingIn(call, quiet ? args.slice(1) : args)
  if ('unknown' in sending)
    return failed(
      linux
        ? `${sending.unknown}: unknown signal; killall -l lists signals.`
        : `killall: unknown signal ${sending.unknown}; valid signals:`,
    )
  const { signal, rest } = sending
  if (rest.length === 0)
    return failed(
      linux
        ? 'Usage: killall [-Z CONTEXT] [-u USER] [ -eIgiqrvw ] [ -SIGNAL ] NAME...'
        : 'usage: killall [-delmsvz] [-help] [-SIGNAL] [cmd]...',
    )
  const table = processTable(call)
  const missing = rest.filter((name) => {
    const found = table.filter((one) => one.name === name && one.pid !== call.process.pid)
    for (const { process: one } of found) if (signal !== null) one?.send(signal)
    return found.length === 0
  })
  const says = (name: string) => (linux ? `${name}: no process found\n` : 'No matching processes were found\n')
  return { stdout: '', stderr: quiet ? '' : missing.map(says).join(''), exit: missing.length > 0 ? 1 : 0 }
})
