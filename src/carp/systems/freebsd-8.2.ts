import { freebsd9 } from '../freebsd/kernel.ts'
import { startAsBackup } from '../freebsd/rules.ts'
import { announceAll } from '../kernel-rules.ts'
import { FREEBSD_82 } from '../origins/freebsd.ts'
import { advertise } from '../suppression.ts'

// FreeBSD 8.0 to 8.2, sys/netinet/ip_carp.c 1.78 (August 2010): as 9.3, but who may preempt comes up as MASTER.

export const freebsd82 = freebsd9({
  name: 'freebsd-8.2',
  title: 'FreeBSD 8.2',
  origin: FREEBSD_82,
  // carp_setrun(): it advertises in INIT still, and asks for suppression alone, not for whoever else is there.
  start: (vhost, port) => {
    if (!vhost.machine.preempt || vhost.demotion > 0) return startAsBackup(vhost, port)
    advertise(vhost, port)
    announceAll(vhost, port)
    port.become('MASTER', 'preempting')
  },
})
