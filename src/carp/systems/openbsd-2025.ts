import { advertInterval } from '../openbsd/interval.ts'
import { openbsd } from '../openbsd/kernel.ts'
import { OPENBSD_2025 } from '../origins/openbsd.ts'
import { RELEASE_77 } from './openbsd-7.7.ts'

// OpenBSD 7.8, sys/netinet/ip_carp.c 1.372 (December 2025): as 7.7, but a backup waits for three whole intervals.

export const openbsd2025 = openbsd({
  ...RELEASE_77,
  name: 'openbsd-2025',
  title: 'OpenBSD 7.8',
  origin: OPENBSD_2025,
  // Since 1.368 (23 May 2025) the skew counts three times.
  masterDownTime: (advbase, advskew) => 3 * advertInterval(advbase, advskew),
  kernel: { ...RELEASE_77.kernel, roundOrder: 'oldest first' },
})
