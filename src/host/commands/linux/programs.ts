import { cat } from '../cat.ts'
import { pwd } from '../cd.ts'
import { chmod } from '../chmod.ts'
import { cp, ln, mv } from '../cp.ts'
import { curl } from '../curl.ts'
import { echo, isFalse, isTrue } from '../echo.ts'
import { editor } from '../editor.ts'
import { grep } from '../grep.ts'
import { hostname } from '../hostname.ts'
import { ls } from '../ls.ts'
import { mkdir } from '../mkdir.ts'
import { kill, killall } from '../process/kill.ts'
import { pgrep, pkill } from '../process/pgrep.ts'
import { ps } from '../process/ps.ts'
import { always, filter, hasNoFileBehind, type Program } from '../program.ts'
import { rm, touch } from '../rm.ts'
import { sleep } from '../sleep.ts'
import { head, tail } from '../tail.ts'
import { tcpdump } from '../tcpdump.ts'
import { logger } from '../text/logger.ts'
import { date, dmesg } from '../uname.ts'
import { wget } from '../wget.ts'
import { arp } from './arp.ts'
import { arping } from './arping.ts'
import { ifconfig } from './ifconfig.ts'
import { ip } from './ip.ts'
import { ping } from './ping.ts'
import { route } from './route.ts'

/** What Debian has, by where it lies. */
export const DEBIAN: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['/bin/cat', filter(cat)],
  ['/bin/chmod', chmod],
  ['/bin/cp', cp],
  ['/bin/date', date],
  ['/bin/dmesg', dmesg],
  ['/bin/echo', echo],
  ['/bin/false', isFalse],
  ['/bin/grep', filter(grep, hasNoFileBehind)],
  ['/bin/hostname', hostname],
  ['/bin/ln', ln],
  ['/bin/ls', ls],
  ['/bin/mkdir', mkdir],
  ['/bin/mv', mv],
  ['/bin/ping', ping],
  ['/bin/pwd', pwd],
  ['/bin/rm', rm],
  ['/bin/sleep', sleep],
  ['/bin/touch', touch],
  ['/bin/true', isTrue],
  ['/sbin/ifconfig', ifconfig],
  ['/sbin/ip', ip],
  ['/bin/ip', ip],
  ['/bin/kill', kill],
  ['/bin/ps', ps],
  ['/sbin/route', route],
  ['/usr/bin/arping', arping],
  ['/usr/bin/curl', curl],
  ['/usr/bin/head', filter(head)],
  ['/usr/bin/killall', killall],
  ['/usr/bin/pgrep', pgrep],
  ['/usr/bin/pkill', pkill],
  ['/usr/sbin/arp', arp],
  ['/usr/bin/logger', filter(logger)],
  ['/usr/bin/tail', filter(tail)],
  ['/usr/bin/vi', filter(editor, always)],
  ['/usr/bin/vim', filter(editor, always)],
  ['/usr/bin/wget', wget],
  ['/usr/sbin/tcpdump', tcpdump],
])
