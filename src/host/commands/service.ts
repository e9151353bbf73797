import type { Course } from '../../engine/course.ts'
import type { Service } from '../service.ts'
import { failed, type Outcome, printed } from './outcome.ts'
import type { Call, Program } from './program.ts'

const EXECUTABLE = 0o111
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
  if (found === undefined || !isExecutable(call, `${FOLDERS[1]}${name}`)) {
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
  if (found === undefined) return undefined
  return (call, [verb = '']) => {
    return isExecutable(call, path) ? obeyed(found, verb, path) : failed(`sh: ${path}: Permission denied`, 126)
  }
}

/** What a start-up script does that a shell reads, whoever may execute it: `sh /usr/local/etc/rc.d/mysql-server start`. */
export const runRcCommand: Program = (call, [path = '', verb = '']) => {
  const folder = FOLDERS.find((each) => path.startsWith(each))
  const found = folder === undefined ? undefined : call.space.services.get(path.slice(folder.length))
  return found === undefined ? failed(`${path}: not found`, 127) : obeyed(found, verb, path)
}

/** What belongs to the system has no file here, and is; a package's script is as its mode says. */
function isExecutable({ space }: Call, path: string): boolean {
  return ((space.files.modeOf(path) ?? EXECUTABLE) & EXECUTABLE) !== 0
}

function enabledOf({ space }: Call): readonly Service[] {
  return [...space.services.values()].filter(({ enabled }) => enabled)
}

/** rc.subr(8), run_rc_command(): a verb, which may say that rc.conf does not matter, or nothing does. */
function obeyed(one: Service, given: string, path: string): Outcome | Course<Outcome> {
  const title = titleOf(one)
  const [, how = '', verb = ''] = /^(fast|force|one|quiet)?(start|stop|restart|status|rcvar|poll)$/.exec(given) ?? []
  if (verb === '') return failed(`Usage: ${path} [fast|force|one|quiet](start|stop|restart|rcvar|enabled|status|poll)`)
  if (verb === 'rcvar') return printed(`# ${title}\n#\n${title}_enable="${one.enabled ? 'YES' : 'NO'}"\n`)
  // Only a start and a stop ask rc.conf.
  if (!one.enabled && how === '' && verb !== 'status' && verb !== 'poll') {
    const variable = `${title}_enable`
    const words = `Cannot '${verb}' ${title}. Set ${variable} to YES in /etc/rc.conf or use 'one${verb}' instead of '${verb}'.`
    return printed(`${words}\n`)
  }
  if (verb === 'start') return started(one)
  if (verb === 'stop') return stopped(one)
  if (verb === 'status') return status(one)
  if (verb === 'poll') return printed('')
  return restarted(one)
}

/** At once, where both are. */
function restarted(one: Service): Outcome | Course<Outcome> {
  const down = stopped(one)
  const up = 'exit' in down ? started(one) : null
  if ('exit' in down && up !== null && 'exit' in up) return both(down, up)
  return restartedLater(down, up ?? (() => started(one)))
}

function* restartedLater(
  stopping: Outcome | Course<Outcome>,
  starting: Outcome | Course<Outcome> | (() => Outcome | Course<Outcome>),
): Course<Outcome> {
  const down = yield* ended(stopping)
  return both(down, yield* ended(typeof starting === 'function' ? starting() : starting))
}

function both(down: Outcome, up: Outcome): Outcome {
  return { stdout: down.stdout + up.stdout, stderr: down.stderr + up.stderr, exit: up.exit }
}

function started(one: Service): Outcome | Course<Outcome> {
  const title = titleOf(one)
  if (typeof one.pid === 'number') return failed(`${title} already running? (pid=${one.pid}).`)
  return told(one.pid === null ? `Starting ${title}.\n` : '', one.start())
}

function stopped(one: Service): Outcome | Course<Outcome> {
  const { pid } = one
  const title = titleOf(one)
  if (pid === null) return failed(`${title} not running? (check ${one.pidFile ?? `/var/run/${title}.pid`}).`)
  return told(pid === undefined ? '' : `Stopping ${title}.\nWaiting for PIDS: ${pid}.\n`, one.stop())
}

/** What a script prints itself, and what the service does. */
function told(words: string, text: string | Course<string>): Outcome | Course<Outcome> {
  return typeof text === 'string' ? printed(words + text) : toldLater(words, text)
}

function* toldLater(words: string, text: Course<string>): Course<Outcome> {
  return printed(words + (yield* text))
}

function* ended(outcome: Outcome | Course<Outcome>): Course<Outcome> {
  return 'exit' in outcome ? outcome : yield* outcome
}

function titleOf({ name, title = name }: Service): string {
  return title
}

function status(one: Service): Outcome {
  const { pid } = one
  if (pid === undefined) return printed('')
  return pid === null
    ? { ...printed(`${titleOf(one)} is not running.\n`), exit: 1 }
    : printed(`${titleOf(one)} is running as pid ${pid}.\n`)
}
