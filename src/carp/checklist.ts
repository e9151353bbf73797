import { type Advertisement, isForAll } from './advertisement.ts'
import { PACKET_LENGTH } from './packet.ts'
import type { Check, System } from './system.ts'
import type { Vhost } from './vhost.ts'

/**
 * The first check of a system that an advertisement fails; undefined: it is accepted.
 *
 * @param vhost - the virtual host of that number on the interface, where there is one
 */
export function firstFailed(
  { checks }: Pick<System, 'checks'>,
  heard: Advertisement,
  vhost: Vhost | undefined,
): Check | undefined {
  return checks.find((check) => check.fails(heard, vhost))
}

/**
 * Whether an advertisement passes all checks for sure. Nearly all do, and what passes everywhere need not be led past
 * each check: a test holds that for all systems that do not compare counters.
 */
export function passes({ counter }: Pick<System, 'counter'>, heard: Advertisement, vhost: Vhost): boolean {
  const { sound, packet } = heard
  return sound && counter === 'counted on' && vhost.running && packet.seal === vhost.seal && vhost.has(heard.family)
}

/** What comes by unicast comes in on the real interface, which is none of carp (carp_proto_input). */
export function multicastCheck(level: number): Check {
  return {
    refusal: 'other',
    counter: 'badif',
    fails: (heard) => !isForAll(heard),
    level,
    line: (_, on) => `carp: packet received on non-carp interface: ${on}`,
  }
}

/** What the kernels check alike (carp_input). */
export const KERNEL_CHECKS = {
  ttl: {
    refusal: 'bad-ttl',
    counter: 'badttl',
    fails: (heard) => heard.ttl !== 255,
    level: 2,
    line: (heard, on) => `carp_input: received ttl ${heard.ttl} != 255 on ${on}`,
  },
  length: {
    refusal: 'short',
    counter: 'badlen',
    fails: (heard) => heard.length < PACKET_LENGTH,
    level: 2,
    line: (heard, on) => `carp_input: received len ${heard.length} < sizeof(struct carp_header) on ${on}`,
  },
  checksum: {
    refusal: 'bad-checksum',
    counter: 'badsum',
    fails: (heard) => !heard.checksumGood,
    level: 2,
    line: (_, on) => `carp_input: checksum failed on ${on}`,
  },
} as const satisfies Record<string, Check>

/** Version 2 (carp_input_c); the type nibble is not looked at. */
export function versionCheck(line: NonNullable<Check['line']>): Check {
  return { refusal: 'bad-version', counter: 'badver', fails: (heard) => heard.packet.version !== 2, level: 2, line }
}

/** The digest (carp_input_c): key, vhid and addresses are the receiver's own, the counter is the packet's. */
export function digestCheck(line: NonNullable<Check['line']>): Check {
  return {
    refusal: 'bad-hmac',
    counter: 'badauth',
    fails: ({ packet: { seal } }, vhost) => seal !== vhost!.seal && seal !== vhost!.otherSeal,
    level: 2,
    line,
  }
}
