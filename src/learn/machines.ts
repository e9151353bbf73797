import { type Entry, NO_PREEMPT } from './entry.ts'

/** What carries out the protocol on a machine: clocks, loops, other programs. */
export const MACHINES: readonly Entry[] = [
  {
    word: 'tick',
    also: ['ticks', 'hz'],
    text: "The step of a kernel's clock. Timers are rounded up to whole ticks, and one more; carpsim's timers are exact unless a host says ticks.",
    numbers: 'ticks: 1000 is 1 ms; a timer of 3 s takes 3 s to 3.001 s',
    see: ['master-down timer', 'interval'],
    source: 'tvtohz, callout_reset',
  },
  {
    word: 'poll loop',
    text: 'How ucarp waits: it sleeps for an interval or until a frame comes, and then looks whether its time is over. So it takes over at the end of the first such sleep after its time.',
    numbers:
      'the least m × (advbase + advskew/256 s) above deadratio × advbase + advskew/256 s; advskew 100: 4.17 s, not 3.39 s',
    see: ['ucarp', 'master-down timer'],
    source: 'ucarp 1.5.2, src/carp.c, docarp',
  },
  {
    word: 'capture',
    also: ['libpcap'],
    text: 'How ucarp hears: through libpcap, which on Linux hands frames over in a lump, once a second since the process began. So each advertisement is looked at up to a second late.',
    numbers: '0 to 1 s late',
    see: ['ucarp', 'poll loop'],
    source: 'ucarp 1.5.2 (read timeout 1000 ms); packet(7), TPACKET_V3',
  },
  {
    word: 'devd',
    text: 'The daemon of FreeBSD that turns events of the kernel, such as a change to MASTER, into commands. carpsim records the events.',
    see: ['MASTER'],
    source: 'devd(8)',
  },
  {
    word: 'sysctl',
    text: 'How settings of a FreeBSD kernel are read and written while it runs.',
    see: ['preempt', 'demotion', 'allow'],
    shows: NO_PREEMPT,
    source: 'sysctl(8)',
  },
]
