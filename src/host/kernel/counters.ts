import type { Counter } from '../../carp/system.ts'

/** The counters of `netstat -s -p carp`. */
export class Counters implements Record<Counter, number> {
  ipackets = 0
  ipackets6 = 0
  badif = 0
  badttl = 0
  hdrops = 0
  badsum = 0
  badver = 0
  badlen = 0
  badauth = 0
  badvhid = 0
  badaddrs = 0
  opackets = 0
  opackets6 = 0
  onomem = 0
  ostates = 0
  preempt = 0
}
