import { type Micros, SECOND } from '../../../time.ts'
import { type Deed, does } from '../../carp.ts'
import { fullDate } from '../../date.ts'
import type { Host } from '../../host.ts'
import { readOptions } from '../options.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call, Program } from '../program.ts'

const MINUTE: Micros = 60 * SECOND
const USAGE = `Usage:	shutdown [-akrhPHfFnc] [-t sec] time [warning message]
		  -k:      don't really shutdown, only warn.
		  -r:      reboot after shutdown.
		  -h:      halt after shutdown.
		  -P:      halt action is to turn off power.
		  -c:      cancel a running shutdown.
		** the "time" argument is mandatory! (try "now") **`

/** Who waits for its time, by machine. */
const TITLE = 'shutdown'

/** shutdown(8) of sysvinit: now, in so many minutes, or not after all (-c). */
export const shutdown: Program = (call, args) => {
  const options = readOptions(args, 'akrhPHfFnct:')
  if (options === undefined) return failed(USAGE)
  const { given, rest } = options
  if (given.has('c')) return cancelled(call)
  const minutes = rest[0] === 'now' ? '0' : /^\+?(\d{1,5})$/.exec(rest[0] ?? '')?.[1]
  if (minutes === undefined) return failed(USAGE)
  if (!['r', 'h', 'P', 'H', 'k'].some((letter) => given.has(letter)))
    return failed('shutdown: carpsim knows no single user mode: -r or -h')
  const after = Number(minutes) * MINUTE
  const isAgain = given.has('r')
  const deed = given.has('k') ? () => 'a warning alone' : (host: Host) => (isAgain ? host.reboot() : host.shutdown())
  call.space.processes.begin(TITLE, function* () {
    if (after > 0) yield after
    call.host.defer(() => does(deed(call.host)))
    return 0
  })
  const what = isAgain ? 'reboot' : 'system halt'
  const when = after === 0 ? 'NOW!' : `in ${minutes} minute${minutes === '1' ? '' : 's'}!`
  return printed(broadcast(call, `The system is going down for ${what} ${when}`))
}

function cancelled({ space }: Call): Outcome {
  const waiting = space.processes.all.filter(({ title }) => title === TITLE)
  if (waiting.length === 0) return failed('shutdown: Cannot find pid of running shutdown.')
  for (const one of waiting) one.send('TERM')
  return printed('')
}

function broadcast({ host, space }: Call, says: string): string {
  const when = fullDate(host.clock.now).replace(/ UTC/, '')
  return `\nBroadcast message from root@${space.name} (pts/0) (${when}):\n\n${says}\n`
}

/** reboot(8), halt(8), poweroff(8): shutdown(8), unless they are forced (-f). */
export function goes(isAgain: boolean): Program {
  return (call, args) => {
    const options = readOptions(args, 'dfhinpw')
    if (options === undefined) return failed('usage: reboot [-n] [-w] [-d] [-f] [-i]')
    const isForced = options.given.has('f')
    const deed = (host: Host): Deed => {
      if (!isForced) return isAgain ? host.reboot() : host.shutdown()
      const crash = host.crash()
      if (typeof crash === 'string') return crash
      return () => {
        crash()
        if (isAgain) does(host.boot())
      }
    }
    call.host.defer(() => does(deed(call.host)))
    return printed(
      isForced ? '' : broadcast(call, `The system is going down for ${isAgain ? 'reboot' : 'system halt'} NOW!`),
    )
  }
}
