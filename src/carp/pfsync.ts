import { type Micros, SECOND } from '../time.ts'

/** How pfsync(4) of a system begins: it asks its peers for all their states, and the machine is demoted until it has them. */
export interface SyncStart {
  /** By how much meanwhile; 0: not at all. */
  readonly demotion: number
  /** By how much while the interface that it synchronises over has no link. */
  readonly linkDemotion: number
  readonly reasons: { readonly start: string; readonly done: string; readonly fail: string }
  /** So long it waits for somebody to begin, before it asks again; so often it asks in all. */
  readonly patience: Micros
  readonly requests: number
  /** So long for the end, once somebody has begun, and whether it asks again if that does not come. */
  readonly bulkPatience: Micros
  readonly asksAgain: boolean
  /** So long it waits for a link before it gives up; absent: it asks at once, link or no link. */
  readonly linkWait?: Micros
}

/** FreeBSD 10 on, if_pfsync.c, pfsync_bulk_fail(): each 5 s, PFSYNC_MAX_BULKTRIES times more. 100,000 states, 6 a packet. */
export const FREEBSD_SYNC: SyncStart = {
  demotion: 240,
  linkDemotion: 0,
  reasons: { start: 'pfsync bulk start', done: 'pfsync bulk done', fail: 'pfsync bulk fail' },
  patience: 5 * SECOND,
  requests: 13,
  bulkPatience: 20_666_000,
  asksAgain: true,
}

/** The same without demotion: FreeBSD 9's pfsync does not touch CARP. */
export const SILENT_SYNC: SyncStart = { ...FREEBSD_SYNC, demotion: 0 }

/** OpenBSD 4.4, if_pfsync.c: carp_group_demote_adj(&sc->sc_if, 1). It gives no reason. */
export const OPENBSD_44_SYNC: SyncStart = {
  ...FREEBSD_SYNC,
  demotion: 1,
  reasons: { start: 'pfsync', done: 'pfsync', fail: 'pfsync' },
}

/** OpenBSD 7.4 on, if_pfsync.c, pfsync_bulk_req_evt(): 30 s for a link, then 12 requests, 2 s apart. */
export const OPENBSD_SYNC: SyncStart = {
  demotion: 32,
  linkDemotion: 1,
  reasons: { start: 'pfsync start', done: 'pfsync done', fail: 'pfsync done' },
  patience: 2 * SECOND,
  requests: 12,
  bulkPatience: 1_600 * SECOND,
  asksAgain: false,
  linkWait: 30 * SECOND,
}
