import { type Iface, parseInterfaces, type Stanza } from '../../../config/interfaces.ts'
import type { Course } from '../../../engine/course.ts'
import type { Called } from '../../../shell/machine.ts'
import { type Debian, ends, INIT_PATH, type Made } from './called.ts'
import { ran, type Turn } from './if-hooks.ts'
import { configure, deconfigure } from './if-methods.ts'
import { broughtUp, remember } from './ifstate.ts'

const FILE = '/etc/network/interfaces'
const USAGE = (name: string) => `Usage: ${name} <options> <ifaces...>

Options:
	-h, --help		this help
	-V, --version		copyright and version information
	-a, --all		de/configure all interfaces marked "auto"
	-i, --interfaces FILE	use FILE for interface definitions
	--force			force de/configuration
`

/** ifup(8), ifdown(8) of ifupdown 0.7: by the stanzas of interfaces(5), with all hooks. */
export const ifup: Made = (machine) => (called) => changed(machine, called, 'up')
export const ifdown: Made = (machine) => (called) => changed(machine, called, 'down')

function changed(machine: Debian, called: Called, way: Turn['way']): Course<number> {
  const options = called.args.filter((word) => word.startsWith('-'))
  const names = called.args.filter((word) => !word.startsWith('-'))
  const unknown = options.find((word) => !/^(?:-a|--all|--force|-v|--verbose|--no-loopback)$/.test(word))
  if (unknown !== undefined || (names.length === 0 && !options.some((word) => word === '-a' || word === '--all')))
    return ends(called, 1, { stderr: USAGE(`if${way}`) })
  return each(machine, called, { way, names, isForced: options.includes('--force') })
}

interface Asked {
  readonly way: Turn['way']
  /** None: all of them. */
  readonly names: readonly string[]
  readonly isForced: boolean
}

/** The stanzas of /etc/network/interfaces, as they are now. */
function stanzasOf({ space }: Pick<Debian, 'space'>): readonly Stanza[] {
  const text = space.files.read(FILE)
  return 'is' in text ? parseInterfaces(text.is).settings : []
}

/** Those that come up at boot, in the order in which they are named. */
function autoOf(stanzas: readonly Stanza[]): readonly string[] {
  const named = stanzas.flatMap((stanza) => (stanza.kind === 'iface' ? [] : stanza.interfaces.map(({ text }) => text)))
  return [...new Set(named)]
}

function* each(machine: Debian, called: Called, { way, names, isForced }: Asked): Course<number> {
  const stanzas = stanzasOf(machine)
  const all = way === 'up' ? autoOf(stanzas) : [...broughtUp(machine.space)].reverse()
  let exit = 0
  for (const name of names.length > 0 ? names : all) {
    const isUp = broughtUp(machine.space).includes(name)
    if (!isForced && isUp === (way === 'up')) {
      // Of all of them nobody is told.
      const says = `if${way}: interface ${name} ${isUp ? 'already' : 'not'} configured\n`
      if (names.length > 0) yield* called.io.stderr.write(says)
      continue
    }
    const ifaces = stanzas.filter((one): one is Iface => one.kind === 'iface' && one.name.text === name)
    if (ifaces.length === 0) {
      yield* called.io.stderr.write(`Ignoring unknown interface ${name}=${name}.\n`)
      continue
    }
    if (!(yield* turned(machine, called, { way, ifaces }))) exit = 1
  }
  return exit
}

/** All stanzas of an interface, one for each family; it is up where they all went well. */
function* turned(
  machine: Debian,
  called: Called,
  { way, ifaces }: { readonly way: Turn['way']; readonly ifaces: readonly Iface[] },
): Course<boolean> {
  const name = ifaces[0]!.name.text
  // It counts as up before its scripts run, so that they may ask for it.
  const others = broughtUp(machine.space).filter((one) => one !== name)
  remember(machine.space, way === 'up' ? [...others, name] : others)
  for (const iface of ifaces) {
    const turn: Turn = { way, iface }
    const isDone = way === 'up' ? yield* up(machine, called, turn) : yield* down(machine, called, turn)
    if (isDone) continue
    yield* called.io.stderr.write(`Failed to bring ${way} ${name}.\n`)
    if (way === 'up') remember(machine.space, others)
    return false
  }
  return true
}

function* up(machine: Debian, called: Called, turn: Turn): Course<boolean> {
  return (
    (yield* ran(machine, called, turn, 'pre-up')) &&
    (yield* configure(machine, inEnvironment(called), turn.iface)) &&
    (yield* ran(machine, called, turn, 'post-up'))
  )
}

function* down(machine: Debian, called: Called, turn: Turn): Course<boolean> {
  return (
    (yield* ran(machine, called, turn, 'pre-down')) &&
    (yield* deconfigure(machine, inEnvironment(called), turn.iface)) &&
    (yield* ran(machine, called, turn, 'post-down'))
  )
}

function inEnvironment(called: Called): Called {
  return { ...called, env: new Map([['PATH', INIT_PATH]]) }
}
