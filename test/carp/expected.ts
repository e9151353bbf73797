import type { Rig } from './rig.ts'

// Times, skews and demotion as the specifications say them, worked out anew.

/** The skew above which demotion does not raise it. */
const CAP = 240
/** Without base and skew OpenBSD counts one 256th. */
const LEAST = 3_906

export function isOpenbsd(rig: Rig): boolean {
  return rig.system.name.startsWith('openbsd')
}

/** FreeBSD until 8.2: who may preempt, and is not suppressed, comes up as MASTER. */
export function comesUpAsMaster(rig: Rig): boolean {
  return rig.system.name === 'freebsd-8.2'
}

/** OpenBSD since 2012: demotion is compared first, and skews are left alone. */
export function comparesDemotionFirst(rig: Rig): boolean {
  return isOpenbsd(rig) && rig.system.name !== 'openbsd-2008'
}

/** 256ths of a second, as C divides. */
export function micros(advskew: number): number {
  return Math.trunc((advskew * 1_000_000) / 256)
}

/** The skew with which a virtual host advertises and compares. */
export function effectiveSkew(rig: Rig, advskew = rig.vhost.advskew): number {
  const { suppressed, machine } = rig.vhost
  switch (rig.system.name) {
    case 'freebsd-8.2':
    case 'freebsd-9.3':
    case 'netbsd-2015':
    case 'openbsd-2008':
      return machine.demotion > 0 ? Math.max(advskew, CAP) : advskew
    case 'openbsd-7.7':
    case 'openbsd-2025':
      return advskew
    case 'freebsd-12':
      return Math.min(advskew + machine.demotion, CAP)
    case 'freebsd-14':
      return Math.max(0, Math.min(advskew + machine.demotion, CAP))
    default:
      return suppressed ? Math.max(advskew, CAP) : advskew
  }
}

/** What stands in the demotion byte of its advertisements, and what it compares with that of others. */
export function demotionByte(rig: Rig): number {
  if (!isOpenbsd(rig)) return 0
  const { machine, ownDemotion } = rig.vhost
  return comparesDemotionFirst(rig) ? Math.min(machine.demotion || ownDemotion, 255) : machine.demotion & 0xff
}

/** From one advertisement to the next with that skew. */
export function advertInterval(rig: Rig, advskew: number): number {
  const time = rig.vhost.advbase * 1_000_000 + micros(advskew)
  return comparesDemotionFirst(rig) ? Math.max(time, LEAST) : time
}

/** How long a backup waits: for its own configured skew, demoted or not. */
export function masterDownTime(rig: Rig): number {
  const { advbase, advskew, deadratio } = rig.vhost
  const once = deadratio * advbase * 1_000_000 + micros(advskew)
  switch (rig.system.name) {
    case 'openbsd-2025':
      return 3 * advertInterval(rig, advskew)
    case 'openbsd-7.7':
      if (advbase > 0) return once
      return advskew > 0 ? Math.trunc((3 * advskew * 1_000_000) / 256) : 3 * LEAST
    default:
      return once
  }
}
