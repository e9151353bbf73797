import type { Service } from '../service.ts'
import { failed, type Outcome, printed } from './outcome.ts'
import type { Call, Program } from './program.ts'

const FOLDERS = ['/etc/rc.d/', '/usr/local/etc/rc.d/']

/** service(8): the script of that name, with what it is to do. */
export const service: Program = (call, args) => {
  const [name, verb = '', ...more] = args
  if (name === '-l') return printed([...call.space.services.keys()].map((each) => `${each}\n`).join(''))
  if (name === '-e')
    return printed(
      enabledOf(call)
        .map((each) => `${FOLDERS[0]}${each.name}\n`)
        .join(''),
    )
  if (name === undefined || name.startsWith('-') || more.length > 0 || verb === '') return failed(USAGE)
  const found = call.space.services.get(name)
  if (found === undefined) {
    return failed(
      `${name} does not exist in /etc/rc.d or the local startup\ndirectories (/usr/local/etc/rc.d), or is not executable`,
    )
  }
  return obeyed(found, verb, `${FOLDERS[0]}${name}`)
}

const USAGE =
  'Usage:\n/usr/sbin/service -e\n/usr/sbin/service -R\n/usr/sbin/service [-v] -l | -r\n/usr/sbin/service [-v] <rc.d script> start|stop|etc.\n/usr/sbin/service -h'

/** `/etc/rc.d/devd restart`: what lies there is the script itself; undefined: nothing does. */
export function scriptAt(path: string, services: ReadonlyMap<string, Service>): Program | undefined {
  const folder = FOLDERS.find((each) => path.startsWith(each))
  const found = folder === undefined ? undefined : services.get(path.slice(folder.length))
  return found === undefined ? undefined : (_call, [verb = '']) => obeyed(found, verb, path)
}

function enabledOf({ space }: Call): readonly Service[] {
  return [...space.services.values()].filter(({ enabled }) => enabled)
}

/** rc.subr(8), run_rc_command(): a verb, which may say that rc.conf does not matter, or nothing does. */
function obeyed(one: Service, given: string, path: string): Outcome {
  const [, how = '', verb = ''] = /^(fast|force|one|quiet)?(start|stop|restart|status|rcvar|poll)$/.exec(given) ?? []
  if (verb === '') return failed(`Usage: ${path} [fast|force|one|quiet](start|stop|restart|rcvar|enabled|status|poll)`)
  if (verb === 'rcvar') return printed(`# ${one.name}\n#\n${one.name}_enable="${one.enabled ? 'YES' : 'NO'}"\n`)
  // Only a start and a stop ask rc.conf.
  if (!one.enabled && how === '' && verb !== 'status' && verb !== 'poll') {
    const variable = `${one.name}_enable`
    const words = `Cannot '${verb}' ${one.name}. Set ${variable} to YES in /etc/rc.conf or use 'one${verb}' instead of '${verb}'.`
    return printed(`${words}\n`)
  }
  if (verb === 'start') return started(one)
  if (verb === 'stop') return stopped(one)
  if (verb === 'status') return status(one)
  if (verb === 'poll') return printed('')
  const [down, up] = [stopped(one), started(one)]
  return { stdout: down.stdout + up.stdout, stderr: down.stderr + up.stderr, exit: up.exit }
}

function started(one: Service): Outcome {
  if (typeof one.pid === 'number') return failed(`${one.name} already running? (pid=${one.pid}).`)
  const hasProcess = one.pid === null
  const text = one.start()
  return printed(hasProcess ? `Starting ${one.name}.\n${text}` : text)
}

function stopped(one: Service): Outcome {
  if (one.pid === null) return failed(`${one.name} not running? (check /var/run/${one.name}.pid).`)
  const { pid } = one
  const text = one.stop()
  return printed(pid === undefined ? text : `Stopping ${one.name}.\nWaiting for PIDS: ${pid}.\n${text}`)
}

function status({ name, pid }: Service): Outcome {
  if (pid === undefined) return printed('')
  return pid === null
    ? { ...printed(`${name} is not running.\n`), exit: 1 }
    : printed(`${name} is running as pid ${pid}.\n`)
}
