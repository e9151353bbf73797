import type { Course } from '../../../engine/course.ts'
import { atOnce } from '../../../shell/flow.ts'
import type { Called, Sink } from '../../../shell/machine.ts'
import { type Debian, ends, INIT_PATH, isExecutable, type Made, runs } from './called.ts'

const SCRIPTS = '/etc/init.d'
const USAGE = 'Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n'
const NO_SCRIPTS: ReadonlySet<string> = new Set(['README', 'skeleton', 'rc', 'rcS', 'rc.local', 'functions'])

/** service(8) of sysvinit-utils: the script of that name in /etc/init.d, with nothing in its environment. */
export const service: Made = (machine) => (called) => {
  const [name, verb, ...more] = called.args
  if (name === undefined || name === '--help' || name === '-h') return ends(called, name ? 0 : 1, { stderr: USAGE })
  if (name === '--version' || name === '-V') return ends(called, 0, { stderr: 'service ver. 0.91-ubuntu1\n' })
  if (name === '--status-all') return statusOfAll(machine, called)
  const path = `${SCRIPTS}/${name}`
  if (!isExecutable(machine.space, path)) return ends(called, 1, { stderr: `${name}: unrecognized service\n` })
  if (verb === '--full-restart') return restarted(machine, called, path)
  return script(machine, called, [path, ...(verb === undefined ? [] : [verb]), ...more])
}

function script({ shell }: Debian, called: Called, words: readonly string[]): Course<number> {
  return runs(shell, called, words, { env: new Map([['PATH', INIT_PATH]]), directory: '/' })
}

function* restarted(machine: Debian, called: Called, path: string): Course<number> {
  yield* script(machine, called, [path, 'stop'])
  return yield* script(machine, called, [path, 'start'])
}

/** What each says of itself: nothing, or how it is called, means that nobody knows. */
function* statusOfAll(machine: Debian, called: Called): Course<number> {
  const names = machine.space.files.list(SCRIPTS)
  for (const name of 'is' in names ? names.is : []) {
    const path = `${SCRIPTS}/${name}`
    if (NO_SCRIPTS.has(name) || !isExecutable(machine.space, path)) continue
    let said = ''
    const listening: Sink = {
      write: (text) => {
        said += text
        return atOnce(true)
      },
    }
    const io = { ...called.io, stdout: listening, stderr: listening }
    const exit = yield* script(machine, { ...called, io }, [path, 'status'])
    const isUnknown = /usage:/i.test(said)
    const sign = isUnknown ? '?' : exit === 0 && said !== '' ? '+' : '-'
    yield* (isUnknown ? called.io.stderr : called.io.stdout).write(` [ ${sign} ]  ${name}\n`)
  }
  return 0
}

/** invoke-rc.d(8) */
export const invokeRcD: Made = (machine) => (called) => {
  const [name, verb, ...more] = called.args.filter((word) => !word.startsWith('--'))
  if (name === undefined || verb === undefined)
    return ends(called, 103, { stderr: 'invoke-rc.d: syntax error: missing required parameter\n' })
  const path = `${SCRIPTS}/${name}`
  if (!machine.space.files.exists(path))
    return ends(called, 100, { stderr: `invoke-rc.d: unknown initscript, ${path} not found.\n` })
  return script(machine, called, [path, verb, ...more])
}
