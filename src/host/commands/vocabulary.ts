import { absolute, baseOf, parentOf } from '../disk.ts'
import type { Host } from '../host.ts'
import { devicesOf, nameOf } from './ifconfig-show.ts'
import { oidsOf } from './oids.ts'
import { isKernel } from './program.ts'
import { programNames } from './programs.ts'

/** What can be named in a command on a machine. */
export interface Vocabulary {
  readonly programs: readonly string[]
  readonly interfaces: readonly string[]
  readonly sysctls: readonly string[]
  readonly services: readonly string[]
  /** Whole paths of all files. */
  readonly paths: readonly string[]
  /** Where the shell stands. */
  readonly directory: string
}

const NO_WORDS: Vocabulary = {
  programs: [],
  interfaces: [],
  sysctls: [],
  services: [],
  paths: [],
  directory: '/',
}

/** What a machine has now. */
export function vocabularyOf(host: Host): Vocabulary {
  const { space } = host
  if (space === null) return NO_WORDS
  const { services, files, prompt } = space
  return {
    programs: [...new Set([...programNames(host.carp.system), ...[...space.programs.keys()].map(baseOf)])].sort(),
    interfaces: isKernel(host) ? devicesOf(host.carp).map(nameOf) : host.nics.map(({ name }) => name),
    sysctls: isKernel(host) ? oidsOf(host.carp).map(({ name }) => name) : [],
    services: [...services.keys()],
    paths: files.paths,
    directory: prompt.directory,
  }
}

/** Words that follow the first one of a command, besides files. */
const AFTER: ReadonlyMap<string, (words: Vocabulary, before: readonly string[]) => readonly string[]> = new Map(
  Object.entries<(words: Vocabulary, before: readonly string[]) => readonly string[]>({
    ifconfig: ({ interfaces }, before) => (before.length === 0 ? ['-a', ...interfaces] : PARAMETERS),
    sysctl: ({ sysctls }) => ['-a', '-n', ...sysctls],
    service: ({ services }, before) => (before.length === 0 ? services : VERBS),
    netstat: () => ['-s', '-p', 'carp'],
    tcpdump: ({ interfaces }) => ['-c', '-i', '-n', '-T', 'carp', ...interfaces],
    shutdown: () => ['-h', '-p', '-r', 'now'],
    hastctl: (_words, before) => (before.length === 0 ? HASTCTL : before.length === 1 ? ROLES : ['all']),
    make: () => ['buildkernel', 'installkernel', 'KERNCONF='],
  }),
)

const PARAMETERS = 'advbase advskew alias -alias create destroy down inet inet6 netmask pass state up vhid'.split(' ')
const HASTCTL = ['create', 'dump', 'list', 'role', 'status']
const ROLES = ['init', 'primary', 'secondary', 'all']
const VERBS = ['start', 'stop', 'restart', 'status', 'onestart', 'onestop']

/** How a line can go on: the whole line with its last word written out, one for each way. */
export function completions(words: Vocabulary, line: string): readonly string[] {
  const start = line.search(/[^\s;&|]*$/)
  const [before, begun] = [line.slice(0, start), line.slice(start)]
  const command = /[^;&|]*$/
    .exec(before)![0]
    .split(/\s+/)
    .filter((word) => word !== '')
  const [name, ...rest] = command
  const known = name === undefined ? words.programs : (AFTER.get(name)?.(words, rest) ?? [])
  const paths = name === undefined && !begun.includes('/') ? [] : pathsFrom(words, begun)
  const found = [...known.filter((word) => word.startsWith(begun)), ...paths]
  return [...new Set(found)].map((word) => before + word)
}

/** The files that a word may go on to, down to the next slash; hidden ones where a dot was typed. */
function pathsFrom({ paths, directory }: Vocabulary, begun: string): readonly string[] {
  const head = begun.slice(0, begun.lastIndexOf('/') + 1)
  const above = absolute(head, directory)
  const folders = new Set(paths.map(parentOf))
  return paths
    .filter((path) => path !== '/' && parentOf(path) === above)
    .map((path) => head + path.slice(above === '/' ? 1 : above.length + 1) + (folders.has(path) ? '/' : ''))
    .filter(
      (path) => path.startsWith(begun) && (begun.slice(head.length).startsWith('.') || !/(^|\/)\.[^/]*$/.test(path)),
    )
}
