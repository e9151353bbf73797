import type { Userland } from '../carp/system.ts'
import type { Disk } from './disk.ts'
import { isGnu } from './manners.ts'

/** Names and numbers of users, or of groups. */
type Numbers = Readonly<Record<string, number>>

/** Of FreeBSD's etc/master.passwd and etc/group, those that own files. */
const BSD_USERS: Numbers = {
  root: 0,
  toor: 0,
  daemon: 1,
  operator: 2,
  bin: 3,
  games: 7,
  man: 9,
  sshd: 22,
  bind: 53,
  _pflogd: 64,
  www: 80,
  mysql: 88,
  hast: 845,
  nobody: 65_534,
}
const BSD_GROUPS: Numbers = {
  wheel: 0,
  daemon: 1,
  kmem: 2,
  sys: 3,
  tty: 4,
  operator: 5,
  mail: 6,
  bin: 7,
  staff: 20,
  guest: 31,
  network: 69,
  www: 80,
  mysql: 88,
  hast: 845,
  nogroup: 65_533,
  nobody: 65_534,
}
/** base-passwd of Debian. */
const DEBIAN_USERS: Numbers = { root: 0, daemon: 1, bin: 2, sys: 3, man: 6, mail: 8, 'www-data': 33, nobody: 65_534 }
const DEBIAN_GROUPS: Numbers = {
  root: 0,
  daemon: 1,
  bin: 2,
  sys: 3,
  adm: 4,
  tty: 5,
  disk: 6,
  mail: 8,
  sudo: 27,
  'www-data': 33,
  staff: 50,
  users: 100,
  nogroup: 65_534,
}

/** Whom a machine knows: by /etc/passwd and /etc/group where it has them, else as it is installed. */
export class Accounts {
  readonly users: ReadonlyMap<string, number>
  readonly groups: ReadonlyMap<string, number>

  constructor(files: Disk, userland: Userland | undefined) {
    const gnu = isGnu(userland)
    this.users = numbersIn(files, '/etc/passwd') ?? new Map(Object.entries(gnu ? DEBIAN_USERS : BSD_USERS))
    this.groups = numbersIn(files, '/etc/group') ?? new Map(Object.entries(gnu ? DEBIAN_GROUPS : BSD_GROUPS))
  }
}

/** `name:*:number:…`, a line each. */
function numbersIn(files: Disk, path: string): ReadonlyMap<string, number> | undefined {
  const text = files.read(path)
  if ('error' in text) return undefined
  const lines = text.is.split('\n').map((line) => line.split(':'))
  return new Map(
    lines.flatMap(([name = '', , number = '']) => (/^\d{1,10}$/.test(number) ? [[name, Number(number)]] : [])),
  )
}

/** The name of who is meant by a name or a number; undefined: nobody is. */
export function named(given: string, all: ReadonlyMap<string, number>): string | undefined {
  if (all.has(given)) return given
  if (!/^\d{1,10}$/.test(given)) return undefined
  for (const [name, number] of all) if (number === Number(given)) return name
  return `${Number(given)}`
}
