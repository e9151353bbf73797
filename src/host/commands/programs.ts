import type { Userland } from '../../carp/system.ts'
import type { Service } from '../service.ts'
import { arp } from './arp.ts'
import { pwd } from './cd.ts'
import { echo } from './echo.ts'
import { editor } from './editor.ts'
import { hostname } from './hostname.ts'
import { ifconfig } from './ifconfig.ts'
import { carpdevIfconfig } from './ifconfig-carpdev.ts'
import { kldload, kldstat, kldunload } from './kld.ts'
import { DEBIAN } from './linux/programs.ts'
import { make, sysinstall } from './make.ts'
import { namedSysctl } from './named-sysctl.ts'
import { netstat } from './netstat.ts'
import { ping } from './ping.ts'
import { kill, killall } from './process/kill.ts'
import { pgrep, pkill } from './process/pgrep.ts'
import { ps } from './process/ps-bsd.ts'
import { always, filter, ofKernel, type Program } from './program.ts'
import { goes, shutdown } from './reboot.ts'
import { runRcCommand, scriptAt, service } from './service.ts'
import { sleep } from './sleep.ts'
import { STORAGE } from './storage/programs.ts'
import { sysctl } from './sysctl.ts'
import { tcpdump } from './tcpdump.ts'
import { BSD_TOOLS } from './tools.ts'
import { dmesg, uname } from './uname.ts'

/** The programs of a machine, by where they lie. */
type Programs = ReadonlyMap<string, Program>

/** What every BSD has. */
const COMMON: Programs = new Map<string, Program>([
  ...BSD_TOOLS,
  ['/bin/echo', echo],
  ['/bin/hostname', hostname],
  ['/bin/kill', kill],
  ['/bin/ps', ps],
  ['/bin/pwd', pwd],
  ['/bin/sleep', sleep],
  ['/sbin/dmesg', dmesg],
  ['/sbin/halt', goes((host) => host.shutdown())],
  ['/sbin/ping', ping],
  ['/sbin/reboot', goes((host) => host.reboot())],
  ['/sbin/shutdown', shutdown],
  ['/usr/bin/pgrep', pgrep],
  ['/usr/bin/pkill', pkill],
  ['/usr/bin/netstat', ofKernel(netstat)],
  ['/usr/bin/uname', uname],
  ['/usr/bin/vi', filter(editor, always)],
  ['/usr/local/bin/vim', filter(editor, always)],
  ['/usr/sbin/arp', arp],
  ['/usr/sbin/tcpdump', tcpdump],
])

const FREEBSD: Programs = new Map<string, Program>([
  ...COMMON,
  ...STORAGE,
  ['/sbin/ifconfig', ofKernel(ifconfig)],
  ['/sbin/kldload', kldload],
  ['/sbin/kldstat', kldstat],
  ['/sbin/kldunload', kldunload],
  ['/sbin/poweroff', goes((host) => host.shutdown())],
  ['/sbin/sysctl', ofKernel(sysctl)],
  ['/usr/bin/edit', filter(editor, always)],
  ['/usr/bin/ee', filter(editor, always)],
  ['/usr/bin/killall', killall],
  ['/usr/bin/make', make],
  ['/usr/libexec/run_rc_command', runRcCommand],
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
/** What tells which programs a machine has. */
interface Machine {
  readonly userland?: Userland | undefined
}

/** The program that lies at a path; undefined: none does. */
export function programAt(
  path: string,
  { userland }: Machine,
  services: ReadonlyMap<string, Service>,
): Program | undefined {
  return programsOf(userland).get(path) ?? scriptAt(path, services)
}

/** Where the programs of a machine lie. */
export function programPaths({ userland }: Machine): readonly string[] {
  return [...programsOf(userland).keys()]
}

function programsOf(userland: Userland | undefined): Programs {
  return userland === undefined ? NONE : PROGRAMS[userland]
}

/** What can be typed as the first word of a command. */
export function programNames({ userland }: Machine): readonly string[] {
  const paths = [...programsOf(userland).keys()].filter((path) => !path.startsWith('/usr/libexec/'))
  const names = ['cd', ...paths.map((path) => path.slice(path.lastIndexOf('/') + 1))]
  return [...new Set(names)].sort()
}
