import { type Advertisement, CARP_GROUP } from '../../src/carp/advertisement.ts'
import type { Check, System } from '../../src/carp/system.ts'
import { RecordingPort } from './recording-port.ts'

/** A virtual host that runs, and an advertisement that it would accept. */
export function meeting(): { port: RecordingPort; good: Advertisement } {
  const port = new RecordingPort()
  const { vhost } = port
  vhost.up = true
  vhost.running = true
  vhost.give(100)
  vhost.seal = port.seal('secret', 1, [100])
  const numbers = { version: 2, type: 1, authlen: 7, demotion: 0, advbase: 1, advskew: 0 }
  const packet = { ...numbers, vhid: 1, counterHigh: 0, counterLow: 9, seal: vhost.seal }
  const addresses = { source: 9, destination: CARP_GROUP }
  const good = {
    on: 'advert',
    protocol: 'carp',
    family: 'inet',
    ...addresses,
    ttl: 255,
    packet,
    length: 36,
    checksumGood: true,
    sound: false,
  } as const
  return { port, good }
}

/** What can be wrong with it. */
export type Fault =
  | 'short'
  | 'bad-ttl'
  | 'bad-checksum'
  | 'no-vhid'
  | 'bad-version'
  | 'bad-hmac'
  | 'to one machine alone'
  | 'own counter'
  | 'own address'

const SPOIL: Readonly<Record<Fault, (port: RecordingPort, it: Advertisement) => Partial<Advertisement>>> = {
  short: () => ({ length: 35 }),
  'bad-ttl': () => ({ ttl: 254 }),
  'bad-checksum': () => ({ checksumGood: false }),
  'no-vhid': (_, { packet }) => ({ packet: { ...packet, vhid: 2 } }),
  'bad-version': (_, { packet }) => ({ packet: { ...packet, version: 3 } }),
  'bad-hmac': (port, { packet }) => ({ packet: { ...packet, seal: port.seal('other', 1, [100]) } }),
  'to one machine alone': ({ vhost }) => ({ destination: vhost.on.address }),
  'own counter': ({ vhost: { counterHigh, counterLow } }, { packet }) => ({
    packet: { ...packet, counterHigh, counterLow },
  }),
  'own address': ({ vhost }) => ({ source: vhost.on.address }),
}

/** The check that refuses an advertisement with these faults, and what it says. */
export interface Refused {
  readonly check: Check
  readonly line: string | undefined
}

/** What a system makes of an advertisement with these faults; undefined: it is accepted. */
export function refusedBy({ checks, runs }: System, faults: readonly Fault[]): Refused | undefined {
  const { port, good } = meeting()
  let heard: Advertisement = good
  for (const fault of faults) heard = { ...heard, ...SPOIL[fault](port, heard) }
  // A kernel looks for the virtual host of that number; a daemon has but one.
  const vhost = runs === 'daemon' || heard.packet.vhid === port.vhost.vhid ? port.vhost : undefined
  const check = checks.find((each) => each.fails(heard, vhost))
  return check && { check, line: check.line?.(heard, port.vhost.on.name, vhost) }
}
