import { getoptLong } from '../getopt-long.ts'
import { type Debian, ends, type Made } from './called.ts'
import { type LsbHeader, lsbHeaderOf } from './lsb-header.ts'

const LEVELS = ['0', '1', '6', '2', '3', '4', '5', 'S']
const USUAL_START = ['2', '3', '4', '5']
const USUAL_STOP = ['0', '1', '6']
const USUAL_NUMBER = '20'

const USAGE = `usage: update-rc.d [-n] [-f] <basename> remove
       update-rc.d [-n] <basename> defaults [NN | SS KK]
       update-rc.d [-n] <basename> start|stop NN runlvl [runlvl] [...] .
       update-rc.d [-n] <basename> disable|enable [S|2|3|4|5]
		-n: not really
		-f: force

`

/** A link of /etc/rcN.d. */
interface Linked {
  readonly path: string
  readonly to: string
}

/** update-rc.d(8) of sysv-rc without insserv: which runlevels the script's own header says, else the usual ones. */
export const updateRcD: Made = (machine) => (called) => {
  const { found, operands } = getoptLong('update-rc.d', called.args, 'nf', [])
  if (found.some((one) => 'complaint' in one)) return ends(called, 1, { stderr: USAGE })
  const isForced = found.some((one) => 'letter' in one && one.letter === 'f')
  const isTest = found.some((one) => 'letter' in one && one.letter === 'n')
  const [name, verb, ...numbers] = operands
  if (name === undefined || verb === undefined)
    return ends(called, 1, { stderr: `update-rc.d: error: not enough arguments\n${USAGE}` })
  const script = `/etc/init.d/${name}`
  const text = machine.space.files.read(script)
  if (verb === 'remove') {
    if ('is' in text && !isForced)
      return ends(called, 1, { stderr: `update-rc.d: ${script} exists during rc.d purge (use -f to force)\n` })
    return ends(called, 0, { stdout: removed(machine, name, isTest) })
  }
  if ('error' in text) return ends(called, 1, { stderr: `update-rc.d: ${script}: file does not exist\n` })
  if (verb === 'enable' || verb === 'disable') return switched(machine, name, verb) ?? 0
  if (verb !== 'defaults') return ends(called, 1, { stderr: USAGE })
  if (numbers.some((number) => !/^\d{1,2}$/.test(number)))
    return ends(called, 1, { stderr: 'update-rc.d: error: codenumber must be a number between 0 and 99\n' })
  const header = lsbHeaderOf(text.is)
  const stderr =
    header === undefined
      ? `update-rc.d: warning: ${script} missing LSB information\nupdate-rc.d: see <http://wiki.debian.org/LSBInitScripts>\n`
      : ''
  return ends(called, 0, { stdout: added(machine, name, linksOf(name, header, numbers), isTest), stderr })
}

function linksOf(name: string, header: LsbHeader | undefined, numbers: readonly string[]): readonly Linked[] {
  const [start = USUAL_NUMBER, stop = start] = numbers.map((number) => number.padStart(2, '0'))
  const link = (sign: 'S' | 'K', number: string) => (level: string) => ({
    path: `/etc/rc${level}.d/${sign}${number}${name}`,
    to: `../init.d/${name}`,
  })
  const starts = header?.defaultStart ?? USUAL_START
  const stops = header?.defaultStop ?? USUAL_STOP
  const inOrder = (levels: readonly string[]) => LEVELS.filter((level) => levels.includes(level))
  return [...inOrder(stops).map(link('K', stop)), ...inOrder(starts).map(link('S', start))]
}

/** In the usual runlevels, and nobody is told. */
export function register(machine: Debian, name: string): void {
  if (linksTo(machine, name).length > 0) return
  for (const { path, to } of linksOf(name, undefined, [])) lay(machine, path, to)
}

/** Whoever has links already keeps them as they are. */
function added(machine: Debian, name: string, links: readonly Linked[], isTest: boolean): string {
  if (linksTo(machine, name).length > 0) return ` System start/stop links for /etc/init.d/${name} already exist.\n`
  const lines = links.map(({ path, to }) => {
    if (!isTest) lay(machine, path, to)
    return `   ${path} -> ${to}\n`
  })
  return ` Adding system startup for /etc/init.d/${name} ...\n${lines.join('')}`
}

export function lay({ space }: Pick<Debian, 'space'>, path: string, to: string): void {
  space.files.makeAll(path.slice(0, path.lastIndexOf('/')))
  space.files.link(path, to)
}

function removed(machine: Debian, name: string, isTest: boolean): string {
  const lines = linksTo(machine, name).map((path) => {
    if (!isTest) machine.space.files.remove(path)
    return `   ${path}\n`
  })
  return ` Removing any system startup links for /etc/init.d/${name} ...\n${lines.join('')}`
}

/** The links of a script in all runlevels. */
function linksTo({ space }: Pick<Debian, 'space'>, name: string): readonly string[] {
  return LEVELS.flatMap((level) => {
    const names = space.files.list(`/etc/rc${level}.d`)
    return ('is' in names ? names.is : [])
      .filter((each) => /^[SK]\d\d/.test(each) && each.slice(3) === name)
      .map((each) => `/etc/rc${level}.d/${each}`)
  })
}

/** A script that is disabled is stopped in the runlevels in which it was started, and the other way round. */
function switched(machine: Debian, name: string, verb: 'enable' | 'disable'): null {
  const from = verb === 'enable' ? 'K' : 'S'
  for (const path of linksTo(machine, name)) {
    const [, level = '', sign, number = ''] = /^\/etc\/rc(.)\.d\/([SK])(\d\d)/.exec(path) ?? []
    if (sign !== from || !['2', '3', '4', '5', 'S'].includes(level)) continue
    machine.space.files.remove(path)
    const turned = `${100 - Number(number)}`.padStart(2, '0').slice(-2)
    lay(machine, `/etc/rc${level}.d/${verb === 'enable' ? 'S' : 'K'}${turned}${name}`, `../init.d/${name}`)
  }
  return null
}

/** insserv(8): what a script requires decides on its number; who stops, stops in the opposite order. */
export const insserv: Made = (machine) => (called) => {
  const remove = called.args.includes('-r') || called.args.includes('--remove')
  const names = called.args.filter((word) => !word.startsWith('-')).map((word) => word.replace(/^.*\//, ''))
  for (const name of names) {
    const text = machine.space.files.read(`/etc/init.d/${name}`)
    if ('error' in text) return ends(called, 1, { stderr: `insserv: ${name}: No such file or directory\n` })
    for (const path of linksTo(machine, name)) machine.space.files.remove(path)
    if (remove) continue
    const header = lsbHeaderOf(text.is)
    const number = `${levelOf(machine, name, new Set())}`.padStart(2, '0')
    for (const { path, to } of linksOf(name, header, [number, '01'])) lay(machine, path, to)
    if (header === undefined)
      return ends(called, 0, { stderr: `insserv: warning: script '${name}' missing LSB tags and overrides\n` })
  }
  return 0
}

/** One more than the highest of those that it requires; facilities are there before any script. */
function levelOf(machine: Debian, name: string, seen: Set<string>): number {
  if (seen.has(name)) return 1
  seen.add(name)
  const text = machine.space.files.read(`/etc/init.d/${name}`)
  const header = 'is' in text ? lsbHeaderOf(text.is) : undefined
  const needs = [...(header?.requiredStart ?? []), ...(header?.shouldStart ?? [])]
  const scripts = needs.filter((each) => !each.startsWith('$') && machine.space.files.exists(`/etc/init.d/${each}`))
  const afterSyslog = needs.some((each) => each === '$syslog' || each === '$remote_fs' || each === '$all')
  return Math.max(afterSyslog ? 1 : 0, ...scripts.map((each) => levelOf(machine, each, seen))) + 1
}
