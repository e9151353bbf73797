import type { Userland } from '../../carp/system.ts'
import type { Service } from '../service.ts'
import { arp } from './arp.ts'
import { cat } from './cat.ts'
import { cd, pwd } from './cd.ts'
import { chmod } from './chmod.ts'
import { cp, ln, mv } from './cp.ts'
import { echo, isFalse, isTrue } from './echo.ts'
import { editor } from './editor.ts'
import { grep } from './grep.ts'
import { hostname } from './hostname.ts'
import { ifconfig } from './ifconfig.ts'
import { carpdevIfconfig } from './ifconfig-carpdev.ts'
import { kldload, kldstat, kldunload } from './kld.ts'
import { DEBIAN } from './linux/programs.ts'
import { ls } from './ls.ts'
import { make, sysinstall } from './make.ts'
import { mkdir } from './mkdir.ts'
import { namedSysctl } from './named-sysctl.ts'
import { netstat } from './netstat.ts'
import { ping } from './ping.ts'
import { ofKernel, type Program } from './program.ts'
import { goes, shutdown } from './reboot.ts'
import { rm, touch } from './rm.ts'
import { scriptAt, service } from './service.ts'
import { sleep } from './sleep.ts'
import { sysctl } from './sysctl.ts'
import { head, tail } from './tail.ts'
import { tcpdump } from './tcpdump.ts'
import { logger } from './text/logger.ts'
import { date, dmesg, uname } from './uname.ts'

/** The programs of a machine, by where they lie. */
type Programs = ReadonlyMap<string, Program>

/** What every BSD has. */
const COMMON: Programs = new Map<string, Program>([
  ['/bin/cat', cat],
  ['/bin/chmod', chmod],
  ['/bin/cp', cp],
  ['/bin/date', date],
  ['/bin/echo', echo],
  ['/bin/hostname', hostname],
  ['/bin/ln', ln],
  ['/bin/ls', ls],
  ['/bin/mkdir', mkdir],
  ['/bin/mv', mv],
  ['/bin/pwd', pwd],
  ['/bin/rm', rm],
  ['/bin/sleep', sleep],
  ['/sbin/dmesg', dmesg],
  ['/sbin/halt', goes((host) => host.shutdown())],
  ['/sbin/ping', ping],
  ['/sbin/reboot', goes((host) => host.reboot())],
  ['/sbin/shutdown', shutdown],
  ['/usr/bin/false', isFalse],
  ['/usr/bin/grep', grep],
  ['/usr/bin/head', head],
  ['/usr/bin/logger', logger],
  ['/usr/bin/netstat', ofKernel(netstat)],
  ['/usr/bin/tail', tail],
  ['/usr/bin/touch', touch],
  ['/usr/bin/true', isTrue],
  ['/usr/bin/uname', uname],
  ['/usr/bin/vi', editor],
  ['/usr/local/bin/vim', editor],
  ['/usr/sbin/arp', arp],
  ['/usr/sbin/tcpdump', tcpdump],
])

const FREEBSD: Programs = new Map<string, Program>([
  ...COMMON,
  ['/sbin/ifconfig', ofKernel(ifconfig)],
  ['/sbin/kldload', kldload],
  ['/sbin/kldstat', kldstat],
  ['/sbin/kldunload', kldunload],
  ['/sbin/poweroff', goes((host) => host.shutdown())],
  ['/sbin/sysctl', ofKernel(sysctl)],
  ['/usr/bin/edit', editor],
  ['/usr/bin/ee', editor],
  ['/usr/bin/make', make],
  ['/usr/sbin/service', service],
])

/** Where carp interfaces are told on which real one they live. */
const OTHERS: Programs = new Map<string, Program>([
  ...COMMON,
  ['/sbin/ifconfig', ofKernel(carpdevIfconfig)],
  ['/sbin/sysctl', ofKernel(namedSysctl)],
])

const PROGRAMS: Readonly<Record<Userland, Programs>> = {
  'FreeBSD 9': new Map([...FREEBSD, ['/usr/sbin/sysinstall', sysinstall]]),
  'FreeBSD 10': FREEBSD,
  'FreeBSD 14': FREEBSD,
  'OpenBSD 4': OTHERS,
  'OpenBSD 7': OTHERS,
  'NetBSD 7': OTHERS,
  Debian: DEBIAN,
}

const NONE: Programs = new Map()
const PATH = ['/sbin/', '/bin/', '/usr/sbin/', '/usr/bin/', '/usr/local/sbin/', '/usr/local/bin/']
/** What the shell does itself. */
const BUILT_IN: Programs = new Map([['cd', cd]])

/** What tells which programs a machine has. */
interface Machine {
  readonly userland?: Userland | undefined
}

/** The program that a word calls: one that lies somewhere, or the first of that name; undefined: there is none. */
export function programCalled(
  name: string,
  { userland }: Machine,
  services: ReadonlyMap<string, Service>,
): Program | undefined {
  const programs = userland === undefined ? NONE : PROGRAMS[userland]
  if (name.includes('/')) return programs.get(name) ?? scriptAt(name, services)
  return BUILT_IN.get(name) ?? placesOf(name).flatMap((path) => programs.get(path) ?? [])[0]
}

/** Where a program is looked for, in this order. */
export function placesOf(name: string): readonly string[] {
  return name.includes('/') ? [name] : PATH.map((folder) => folder + name)
}

/** What can be typed as the first word of a command. */
export function programNames({ userland }: Machine): readonly string[] {
  const programs = userland === undefined ? NONE : PROGRAMS[userland]
  const names = [...BUILT_IN.keys(), ...[...programs.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1))]
  return [...new Set(names)].sort()
}
