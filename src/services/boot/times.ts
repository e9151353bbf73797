import type { Userland } from '../../carp/system.ts'
import { type Micros, SECOND } from '../../time.ts'

/** How long each stage takes of a machine that comes up by its files; what it says is in the stage of that name. */
export interface StartupTimes {
  /** From power to the loader. */
  readonly firmware: Micros
  /** The loader's countdown, unless its own file says. */
  readonly loader: Micros
  /** The kernel finds its devices. */
  readonly kernel: Micros
  /** The root file system is looked at, and mounted. */
  readonly fsck: Micros
  /** So much longer where it was not left in order. */
  readonly unclean: Micros
  readonly sysctl: Micros
  /** Interfaces are configured: netif, netstart, networking. */
  readonly netif: Micros
  /** From when a card is up until it has its link. */
  readonly link: Micros
  readonly devd: Micros
  readonly network: Micros
  readonly syslogd: Micros
  readonly hastd: Micros
  readonly services: Micros
  /** From the order to halt until the cards are silent. */
  readonly shutdown: Micros
}

/** A machine of metal; a virtual one is faster, and its cards have a link at once. */
const FREEBSD: StartupTimes = {
  firmware: 15 * SECOND,
  loader: 10 * SECOND,
  kernel: 8 * SECOND,
  fsck: 2 * SECOND,
  unclean: 10 * SECOND,
  sysctl: SECOND / 10,
  netif: SECOND / 2,
  link: 2.5 * SECOND,
  devd: SECOND / 5,
  network: SECOND / 2,
  syslogd: SECOND / 5,
  hastd: 0.3 * SECOND,
  services: 3 * SECOND,
  shutdown: 8 * SECOND,
}

/** GRUB counts 5 s down, and networking takes a while besides what its scripts take. */
const DEBIAN: StartupTimes = { ...FREEBSD, loader: 5 * SECOND, netif: 2 * SECOND, network: 0, services: SECOND }

/** boot(8) waits 5 s at its prompt. */
const OPENBSD: StartupTimes = { ...FREEBSD, loader: 5 * SECOND }

/** What the stages take of a machine of which nobody says anything else. */
export function usualTimes(userland: Userland | undefined): StartupTimes {
  if (userland === 'Debian') return DEBIAN
  return userland?.startsWith('OpenBSD') ? OPENBSD : FREEBSD
}
