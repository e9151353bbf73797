import { z } from 'zod'
import { DEFAULT_ARP } from '../host/ip-options.ts'
import { SECOND } from '../time.ts'
import * as read from './read/fields.ts'

/** One kind of thing in a file, with keys of its own. The things within it are pieces too, checked one by one. */
export interface Piece<S extends z.ZodRawShape> {
  /** As in "no key of a host". */
  readonly noun: string
  readonly schema: z.ZodObject<S, z.core.$strict>
  /** Keys that it does not have, and what to say about them. */
  readonly refused: Readonly<Record<string, string>>
}

export function piece<S extends z.ZodRawShape>(
  noun: string,
  shape: S,
  refused: Readonly<Record<string, string>> = {},
): Piece<S> {
  return { noun, schema: z.strictObject(shape), refused }
}

/** What is said about a word of the language that files may not use yet. */
export function reserved(word: string): string {
  return `${word} is reserved: this version of carpsim does not play it yet`
}

function allReserved(...words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word, reserved(word)]))
}

/** Where pieces of their own stand. */
const pieces = z.unknown().optional()

function neededPieces(message: string) {
  return z.custom<unknown>((value) => value !== undefined, message)
}

const AN_INTERFACE = '{ em0: { address: 10.0.0.1/24, plug: lan } }'

export const scenario = piece(
  'a scenario',
  {
    carpsim: read.field(
      'carpsim is the version of the language: write carpsim: 1, the only one that there is',
      (value) => (value === '1' ? (1 as const) : undefined),
    ),
    extends: read.words('extends names the file that this one changes, such as extends: cable-pull.yaml').optional(),
    title: read.prose('title').default(''),
    story: read.prose('story').default(''),
    source: read.prose('source').exactOptional(),
    symptom: read.prose('symptom').exactOptional(),
    cause: read.prose('cause').exactOptional(),
    fix: read.prose('fix').exactOptional(),
    seed: read.words('seed is a number or a word that all random draws come from, such as seed: 1').default('1'),
    until: read.duration('until', '60s').default(60 * SECOND),
    system: read.text('system').optional(),
    preempt: read.flag('preempt').optional(),
    counters: read.oneOf('counters', ['random', 'zero']).default('random'),
    networks: pieces,
    groups: pieces,
    hosts: neededPieces(`hosts are the machines: hosts: { fw1: { interfaces: ${AN_INTERFACE} } }`),
    events: pieces,
    expect: pieces,
  },
  allReserved('switches', 'cables'),
)

export const network = piece('a network', {
  latency: read.time('latency', '100us').default(100),
  jitter: read.time('jitter', '20us').default(0),
  loss: read.percent('loss').default(0),
  duplicate: read.percent('duplicate').default(0),
  reorder: read.percent('reorder').default(0),
  echo: read.flag('echo').exactOptional(),
})

export const host = piece(
  'a host',
  {
    system: read.text('system').optional(),
    boot: read.timeOrNever('boot').default(0),
    preempt: read.flag('preempt').optional(),
    ticks: read
      .field('ticks is how often the clock of the kernel ticks in a second: 0 (exact), 100, 250, 1000 …', (value) =>
        /^\d{1,7}$/.test(value) && (value === '0' || 1_000_000 % Number(value) === 0) ? Number(value) : undefined,
      )
      .default(0),
    interfaces: neededPieces(`interfaces are its network cards: interfaces: ${AN_INTERFACE}`),
    carp: pieces,
    ucarp: pieces,
    sysctl: pieces,
    clock: pieces,
    gateway: read.ipv4('gateway is the address of a router in a subnet of this machine, such as 10.0.0.254').optional(),
    forward: read.flag('forward').default(false),
    arp: pieces,
    ping: pieces,
  },
  {
    ...allReserved('files', 'services', 'hast', 'writer', 'fetch'),
    address: 'an address belongs to an interface: interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }',
    vhid: 'vhid belongs to a virtual host: carp: [{ vhid: 1, addresses: [10.0.0.3/24] }]',
    advskew: 'advskew belongs to a virtual host: carp: [{ vhid: 1, advskew: 10, addresses: [10.0.0.3/24] }]',
  },
)

export const networkInterface = piece(
  'an interface',
  {
    address: read.address(
      'address is the IPv4 address of a machine, with the length of its network, such as 10.0.0.1/24',
    ),
    plug: read.words('plug names the network that the cable leads to, such as plug: lan'),
    mac: read.mac('mac').exactOptional(),
  },
  {
    network: 'an interface is plugged into a network: write plug instead of network',
    ip: 'write address instead of ip',
  },
)

const VIRTUAL_ADDRESSES = 'addresses is a list of IPv4 addresses such as [10.0.0.3/24]'

export const virtualHost = piece(
  'a virtual host',
  {
    vhid: read.whole(1, 255, 'vhid is 1 to 255; it is one byte, and the same on all machines that share the addresses'),
    interface: read.text('interface').optional(),
    addresses: z.array(read.address(VIRTUAL_ADDRESSES, 24), VIRTUAL_ADDRESSES),
    password: read.text('password').optional(),
    advbase: read.advbase.default(1),
    advskew: read.anyAdvskew.default(0),
    name: read.text('name').optional(),
  },
  {
    pass: 'write password instead of pass',
    vips: 'write addresses instead of vips',
    address: 'write addresses, a list: addresses: [10.0.0.3/24]',
    skew: 'write advskew instead of skew',
    base: 'write advbase instead of base',
  },
)

export const ucarp = piece('ucarp', {
  deadratio: read.whole(1, 1_000_000, 'deadratio is 1 or more; ucarp does not start with 0').default(3),
  shutdown: read.flag('shutdown').default(false),
  neutral: read.flag('neutral').default(false),
  ignoreifstate: read.flag('ignoreifstate').default(false),
  nomcast: read.flag('nomcast').default(false),
})

export const clock = piece('clock', { drift: read.drift.default(0) })

export const arp = piece('arp', {
  gratuitous: read.oneOf('gratuitous', ['accept', 'ignore']).default(DEFAULT_ARP.gratuitous),
  age: read.duration('age', '20m').default(DEFAULT_ARP.age),
})

export const PREEMPT_SYSCTL = 'net.inet.carp.preempt'

export const sysctl = piece('sysctl', {
  [PREEMPT_SYSCTL]: read
    .field(`${PREEMPT_SYSCTL} is 0 or 1`, (value) => (value === '0' ? false : value === '1' ? true : undefined))
    .optional(),
})

/** When an event happens. */
export const timing = {
  at: read.instant('at').optional(),
  every: read.duration('every', '5s').optional(),
  times: read.whole(1, 1_000_000, 'times is how often in all, 1 or more').optional(),
  for: read.duration('for', '33s').optional(),
  'even-if-inert': read.flag('even-if-inert').default(false),
}

/** What is expected, by the word that says how. */
export const expectations = {
  that: piece(
    'an expectation with that',
    {
      that: read.text('that'),
      at: read.time('at', '9s').optional(),
      from: read.time('from', '10s').optional(),
      within: read.time('within', '3.2s').optional(),
      stays: read.duration('stays', '5s').optional(),
    },
    { until: 'write from: 10s, within: 3.2s', between: 'write from: 10s, within: 3.2s' },
  ),
  always: piece('an expectation with always', { always: read.text('always'), ...period() }),
  never: piece('an expectation with never', { never: read.text('never'), ...period() }),
  sometimes: piece('an expectation with sometimes', {
    sometimes: read.text('sometimes'),
    from: read.time('from', '10s').optional(),
    until: read.time('until', '40s').optional(),
  }),
}

function period() {
  return {
    from: read.time('from', '10s').optional(),
    until: read.time('until', '40s').optional(),
    except: read.text('except').optional(),
  }
}

/** Of a measure, beside what is measured. */
export const between = { between: read.period('between').optional() }

/** When an event happens that a sentence triggers. Where a verb has a delay of its own, it is that. */
export const triggering = {
  when: read.text('when').optional(),
  whenever: read.text('whenever').optional(),
  delay: read.time('delay', '2s').optional(),
}
