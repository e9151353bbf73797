import type { Origin } from '../system.ts'

export const UCARP_152: Origin = {
  source: 'ucarp 1.5.2 (git 1a9aaf7), src/carp.c',
  models: [
    'the poll loop with its two absolute times, late as a real poll is, and its sleeps',
    'the election: ties by address as it lies in memory, preempt, the dead ratio, send errors, repeated gratuitous ARP',
    'all 36 bytes of an advertisement, digest and anti-replay counter included; the checks on reception',
    'signals, scripts that take their time, and the options -P, -r, -z, -n, -S, -M; log lines; how processes end',
  ],
  omits: [
    'big-endian machines, on which ties by address come out differently',
    'the option -m; the programs of Linux, such as ip(8)',
    'failing gratuitous ARP, failing ioctls',
  ],
}

export const UCARP_LINUX: Origin = {
  ...UCARP_152,
  models: [...UCARP_152.models, "libpcap's ring on Linux, which is handed over once a second of the process's life"],
  omits: [...UCARP_152.omits, 'the milliseconds by which that second drifts on a busy machine'],
}
