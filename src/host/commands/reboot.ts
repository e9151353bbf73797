import { type Micros, SECOND } from '../../time.ts'
import { type Deed, does } from '../carp.ts'
import { fullDate } from '../date.ts'
import type { Host } from '../host.ts'
import { readOptions } from './options.ts'
import { failed, printed } from './outcome.ts'
import type { Call, Program } from './program.ts'

const MINUTE: Micros = 60 * SECOND

/** reboot(8), halt(8), poweroff(8): the machine goes as soon as the command has ended. */
export function goes(deed: (host: Host) => Deed): Program {
  return ({ host }, args) => {
    if (readOptions(args, 'dlnpq') === undefined) return failed('usage: reboot [-cdlNnpqr] [-k kernel]')
    host.defer(() => does(deed(host)))
    return printed('')
  }
}

const USAGE = 'usage: shutdown [-] [-c | -h | -p | -r | -k] [-o [-n]] time [warning-message ...]\n       poweroff'

/** shutdown(8): now, or in so many minutes; the shell has its prompt back at once. */
export const shutdown: Program = (call, args) => {
  const options = readOptions(args, 'hknopr')
  const [time] = options?.rest ?? []
  if (options === undefined || time === undefined) return failed(USAGE)
  const minutes = time === 'now' ? '0' : /^\+(\d{1,5})$/.exec(time)?.[1]
  if (minutes === undefined) return failed(`shutdown: bad time format`)
  const { given } = options
  if (!given.has('h') && !given.has('p') && !given.has('r') && !given.has('k'))
    return failed('shutdown: carpsim knows no single user mode: -r, -h or -p')
  const { host } = call
  const after = Number(minutes) * MINUTE
  const words = after === 0 ? 'Shutdown NOW!' : `Shutdown at ${fullDate(host.clock.now + after).replace(/ UTC/, '')}.`
  const goes = (machine: Host) => (given.has('r') ? machine.reboot() : machine.shutdown())
  const pid = goLater(call, after, given.has('k') ? () => 'a warning alone' : goes)
  return printed(`${words}\nshutdown: [pid ${pid}]\n`)
}

/** The number of the process that waits. */
function goLater({ host, space }: Call, after: Micros, deed: (host: Host) => Deed): number {
  const waiting = space.processes.begin('shutdown', function* () {
    if (after > 0) yield after
    host.defer(() => does(deed(host)))
    return 0
  })
  return waiting?.pid ?? 0
}
