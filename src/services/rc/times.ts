import { type Micros, SECOND } from '../../time.ts'

/** How long each stage takes of a machine that comes up by its files; what it says is in the stage of that name. */
export interface StartupTimes {
  /** From power to the loader. */
  readonly firmware: Micros
  /** The loader's countdown, unless loader.conf says. */
  readonly loader: Micros
  /** The kernel finds its devices. */
  readonly kernel: Micros
  /** The root file system is looked at, and mounted. */
  readonly fsck: Micros
  /** So much longer where it was not left in order. */
  readonly unclean: Micros
  readonly sysctl: Micros
  readonly netif: Micros
  /** From when a card is up until it has its link. */
  readonly link: Micros
  readonly devd: Micros
  readonly network: Micros
  readonly syslogd: Micros
  readonly services: Micros
  /** From the order to halt until the cards are silent. */
  readonly shutdown: Micros
}

/** A machine of metal; a virtual one is faster, and its cards have a link at once. */
export const USUAL_TIMES: StartupTimes = {
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
  services: 3 * SECOND,
  shutdown: 8 * SECOND,
}
