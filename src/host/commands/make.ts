import type { Course } from '../../engine/course.ts'
import { type Micros, SECOND } from '../../time.ts'
import { fullDate } from '../date.ts'
import { failed, type Outcome, printed } from './outcome.ts'
import type { Call, Program } from './program.ts'

const MINUTE: Micros = 60 * SECOND
/** How long a machine of the time took to build a kernel, and to put it into its place. */
const BUILD: Micros = 25 * MINUTE
const INSTALL: Micros = 20 * SECOND

const SOURCES = '/usr/src'
const OBJECTS = '/usr/obj/usr/src/sys'
const KERNEL = '/boot/kernel/kernel'
const TARGETS = ['buildkernel', 'installkernel', 'kernel'] as const
const RULE = '-'.repeat(62)

type Target = (typeof TARGETS)[number]

/** make(1), as far as it builds kernels (build(7)): `make buildkernel KERNCONF=CARP` in /usr/src. */
export const make: Program = (call, args) => {
  const words = args.filter((word) => !word.startsWith('-'))
  const settings = new Map(words.filter((word) => word.includes('=')).map((word) => splitAt(word)))
  const targets = words.filter((word) => !word.includes('='))
  const unknown = targets.find((word) => !TARGETS.includes(word as Target))
  const { directory, space } = call
  const { files } = space
  if (directory !== SOURCES || !files.exists(`${SOURCES}/Makefile`) || unknown !== undefined)
    return failed(`make: don't know how to make ${unknown ?? targets[0] ?? 'all'}. Stop`, 2)
  if (targets.length === 0) return failed('make: carpsim builds kernels alone: make buildkernel', 2)
  return made(call, targets as Target[], settings.get('KERNCONF') ?? 'GENERIC')
}

function splitAt(word: string): [string, string] {
  const at = word.indexOf('=')
  return [word.slice(0, at), word.slice(at + 1)]
}

function* made(call: Call, targets: readonly Target[], name: string): Course<Outcome> {
  let stdout = ''
  for (const target of targets.flatMap((one) => (one === 'kernel' ? TARGETS.slice(0, 2) : [one]))) {
    const outcome = yield* target === 'buildkernel' ? build(call, name) : install(call, name)
    stdout += outcome.stdout
    if (outcome.exit !== 0) return { ...outcome, stdout }
  }
  return printed(stdout)
}

function* build({ host, space }: Call, name: string): Course<Outcome> {
  const config = configOf(space.files.paths, name)
  const text = config === undefined ? undefined : space.files.read(config)
  if (text === undefined || 'error' in text)
    return failed(`ERROR: Missing kernel configuration file(s) (${name}).\n*** [buildkernel] Error code 1`)
  const begun = fullDate(host.clock.now)
  yield BUILD
  space.files.makeAll(`${OBJECTS}/${name}`)
  const why = space.files.write(`${OBJECTS}/${name}/kernel`, text.is)
  if (why !== null) return failed(`${OBJECTS}/${name}/kernel: ${why}\n*** [buildkernel] Error code 1`)
  const said = (words: string) => `${RULE}\n>>> ${words}\n${RULE}\n`
  const ended = fullDate(host.clock.now)
  return printed(
    said(`Kernel build for ${name} started on ${begun}`) + said(`Kernel build for ${name} completed on ${ended}`),
  )
}

/** It takes the place of the one that is there, which is kept beside it; the next boot begins with it. */
function* install({ space }: Call, name: string): Course<Outcome> {
  const { files } = space
  const built = files.read(`${OBJECTS}/${name}/kernel`)
  if ('error' in built) return failed(`ERROR: No kernel "${name}" to install.\n*** [installkernel] Error code 1`)
  yield INSTALL
  const old = files.read(KERNEL)
  files.makeAll('/boot/kernel.old')
  if ('is' in old) files.write('/boot/kernel.old/kernel', old.is)
  files.write(KERNEL, built.is)
  return printed('kldxref /boot/kernel\n')
}

/** /usr/src/sys/i386/conf/CARP, of whatever architecture. */
function configOf(paths: readonly string[], name: string): string | undefined {
  const folders = paths.filter((path) => /^\/usr\/src\/sys\/[^/]+\/conf\/[^/]+$/.test(path))
  return folders.find((path) => path.endsWith(`/${name}`))
}

const GENERIC = 'cpu\t\tI686_CPU\nident\t\tGENERIC\noptions \tINET\noptions \tINET6\ndevice\t\tem\ndevice\t\tfxp\n'

/** sysinstall(8), up to FreeBSD 9: Configure, Distributions, src. */
export const sysinstall: Program = ({ space }) => {
  const { files } = space
  for (const architecture of ['amd64', 'i386']) {
    files.makeAll(`${SOURCES}/sys/${architecture}/conf`)
    files.write(`${SOURCES}/sys/${architecture}/conf/GENERIC`, GENERIC)
  }
  files.write(`${SOURCES}/Makefile`, '')
  return printed('sysinstall: distribution src installed\n')
}
