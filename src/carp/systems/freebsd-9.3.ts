import { freebsd9 } from '../freebsd/kernel.ts'
import { startAsBackup } from '../freebsd/rules.ts'
import { FREEBSD_93 } from '../origins/freebsd.ts'

// FreeBSD 9.3, sys/netinet/ip_carp.c (r233200).

export const freebsd93 = freebsd9({
  name: 'freebsd-9.3',
  title: 'FreeBSD 9.3',
  origin: FREEBSD_93,
  start: startAsBackup,
})
