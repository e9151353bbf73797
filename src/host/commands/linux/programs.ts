import { pwd } from '../cd.ts'
import { curl } from '../curl.ts'
import { echo } from '../echo.ts'
import { editor } from '../editor.ts'
import { hostname } from '../hostname.ts'
import { kill, killall } from '../process/kill.ts'
import { pgrep, pkill } from '../process/pgrep.ts'
import { ps } from '../process/ps.ts'
import { always, filter, type Program } from '../program.ts'
import { sleep } from '../sleep.ts'
import { tcpdump } from '../tcpdump.ts'
import { GNU_TOOLS } from '../tools.ts'
import { dmesg } from '../uname.ts'
import { wget } from '../wget.ts'
import { arp } from './arp.ts'
import { arping } from './arping.ts'
import { ifconfig } from './ifconfig.ts'
import { ip } from './ip.ts'
import { ping } from './ping.ts'
import { route } from './route.ts'
import { goes, shutdown } from './shutdown.ts'
import { sysctl } from './sysctl.ts'
import { uname } from './uname.ts'

/** What Debian has, by where it lies. */
export const DEBIAN: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...GNU_TOOLS,
  ['/bin/dmesg', dmesg],
  ['/bin/echo', echo],
  ['/bin/hostname', hostname],
  ['/bin/ping', ping],
  ['/bin/pwd', pwd],
  ['/bin/sleep', sleep],
  ['/bin/uname', uname],
  ['/sbin/ifconfig', ifconfig],
  ['/sbin/halt', goes(false)],
  ['/sbin/poweroff', goes(false)],
  ['/sbin/reboot', goes(true)],
  ['/sbin/shutdown', shutdown],
  ['/sbin/sysctl', sysctl],
  ['/sbin/ip', ip],
  ['/bin/ip', ip],
  ['/bin/kill', kill],
  ['/bin/ps', ps],
  ['/sbin/route', route],
  ['/usr/bin/arping', arping],
  ['/usr/bin/curl', curl],
  ['/usr/bin/killall', killall],
  ['/usr/bin/pgrep', pgrep],
  ['/usr/bin/pkill', pkill],
  ['/usr/sbin/arp', arp],
  ['/usr/bin/vi', filter(editor, always)],
  ['/usr/bin/vim', filter(editor, always)],
  ['/usr/bin/wget', wget],
  ['/usr/sbin/tcpdump', tcpdump],
])
