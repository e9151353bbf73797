import { z } from 'zod'
import { SECOND } from '../../time.ts'
import { INVARIANTS } from '../../trace/invariants/index.ts'
import * as addresses from './addresses.ts'
import { writer } from './data.ts'
import { disk, hast, SIZE_FORM } from './disks.ts'
import * as read from './fields.ts'
import { files } from './files.ts'
import { FORMS, formed, holding, wholeForm } from './form.ts'
import { arp, CONNECT_FORM, FETCH_FORM, pfsync, ping, ROUTES_FORM } from './ip.ts'
import { networkInterface } from './network-interface.ts'
import { neededPieces, piece, pieces } from './piece.ts'
import { question } from './question.ts'
import { service } from './services.ts'
import { startup } from './startup.ts'
import { cable, switchPiece } from './switches.ts'
import { sysctl } from './sysctl.ts'
import { virtualHost } from './virtual-host.ts'
import { virtualRouter } from './virtual-router.ts'

const GROUPS_FORM = {
  type: ['object', 'null'],
  additionalProperties: {
    type: 'array',
    items: { type: 'string', pattern: '^[a-z][a-z0-9-]*/[0-9]{1,3}$' },
    minItems: 1,
  },
}

const INVARIANTS_FORM = {
  type: ['array', 'null'],
  items: { type: 'string', pattern: `^(${INVARIANTS.map(({ name }) => name).join('|')})( +\\S+)?$` },
}

const AN_INTERFACE = '{ em0: { address: 10.0.0.1/24, plug: lan } }'

export const scenario = piece('a scenario', {
  carpsim: read
    .field(
      'carpsim is the version of the language: write carpsim: 1, the only one that there is',
      (value) => (value === '1' ? (1 as const) : undefined),
      { enum: [1] },
    )
    .describe('The version of the language, always 1.'),
  extends: read
    .words('extends names the file that this one changes, such as extends: cable-pull.yaml')
    .optional()
    .describe('The file that this one changes: its maps are merged key by key with those here, all else is replaced.'),
  title: read.prose('title').default('').describe('The title of the scenario.'),
  story: read.prose('story').default('').describe('What happens, and why, for those who read it.'),
  source: read.prose('source').exactOptional().describe('Where the story comes from.'),
  symptom: read.prose('symptom').exactOptional().describe('What people saw.'),
  cause: read.prose('cause').exactOptional().describe('Why it was so.'),
  fix: read.prose('fix').exactOptional().describe('What helped.'),
  seed: read
    .words('seed is a number or a word that all random draws come from, such as seed: 1')
    .default('1')
    .describe('All random draws come from it; 1 unless said.'),
  until: read
    .duration('until', '60s')
    .default(60 * SECOND)
    .describe('The end; 60s unless said.'),
  prologue: read.duration('prologue', '30s').exactOptional().describe('Pictures and lists begin behind it.'),
  system: read.text('system').optional().describe('The system of hosts that do not say theirs; freebsd unless said.'),
  preempt: read.flag('preempt').optional().describe('Preempt of hosts that do not say theirs; false unless said.'),
  counters: read
    .oneOf('counters', ['random', 'zero'])
    .default('random')
    .describe('Whether anti-replay counters begin at random or at zero.'),
  networks: pieces(
    'named',
    () => network,
    'The networks by name; unless said, those that interfaces are plugged into.',
  ),
  switches: pieces('named', () => switchPiece, 'The switches by name; without them, networks are hubs.'),
  cables: holding(z.unknown().optional().describe('The cables between switches by name: up: sw1 - sw2.'), {
    as: 'named',
    piece: () => cable,
    short: FORMS.cable,
  }),
  groups: formed(z.unknown().optional(), GROUPS_FORM).describe(
    'Virtual hosts that belong together, by name: lists of network/vhid.',
  ),
  power: formed(z.unknown().optional(), FORMS.supplies).describe(
    'Power supplies, by name: lists of the machines and switches that hang on each.',
  ),
  hosts: neededPieces(
    `hosts are the machines: hosts: { fw1: { interfaces: ${AN_INTERFACE} } }`,
    'named',
    () => host,
    'The machines by name.',
  ),
  events: pieces('list', 'event', 'What happens to them: each a time, a verb, and its arguments.'),
  expect: pieces('list', 'expectation', 'What should be so: each is judged after the run.'),
  why: pieces('one', () => question, 'What the story asks of itself, and what the answer goes back to.'),
  invariants: formed(z.unknown().optional(), INVARIANTS_FORM).describe(
    'What should hold in any run, by name: at-most-one-MASTER, no-flap 2s …; carpsim test judges it.',
  ),
})

export const network = piece('a network', {
  latency: read.time('latency', '100us').default(100).describe('How long a frame is under way; 100us unless said.'),
  jitter: read.time('jitter', '20us').default(0).describe('Up to that much longer, drawn for each frame.'),
  loss: read.percent('loss').default(0).describe('So many frames are lost.'),
  duplicate: read.percent('duplicate').default(0).describe('So many frames arrive twice.'),
  reorder: read.percent('reorder').default(0).describe('So many frames are overtaken.'),
  echo: read.flag('echo').exactOptional().describe('Whether machines hear their own frames, too.'),
  crossover: read
    .flag('crossover')
    .exactOptional()
    .describe('Whether it is one cable between two machines: each has a carrier while the other one has power.'),
  switch: read
    .words('switch names a switch that the network lies on, such as switch: sw1')
    .exactOptional()
    .describe('A switch that it lies on: it is a VLAN of all switches that are cabled together with that one.'),
  vlan: read.whole(1, 4094, 'vlan is 1 to 4094').exactOptional().describe('Which VLAN it is; 1 unless said.'),
})

export const host = piece(
  'a host',
  {
    system: read.text('system').optional().describe('What the host runs, such as freebsd-9.3, freebsd-14 or ucarp.'),
    boot: read.timeOrNever('boot').default(0).describe('When it is switched on; never: an event does it.'),
    preempt: read
      .flag('preempt')
      .optional()
      .describe('Whether it takes over from a slower master: net.inet.carp.preempt, or ucarp -P.'),
    rc: read
      .time('rc', '20s')
      .optional()
      .describe('OpenBSD: how long its start-up scripts run; it is demoted by 128 until then; no time unless said.'),
    ticks: read
      .field(
        'ticks is how often the clock of the kernel ticks in a second: 0 (exact), 100, 250, 1000 …',
        (value) =>
          /^\d{1,7}$/.test(value) && (value === '0' || 1_000_000 % Number(value) === 0) ? Number(value) : undefined,
        wholeForm(0, 1_000_000),
      )
      .default(0)
      .describe('The kernel rounds its timers to that many ticks a second; 0: they are exact.'),
    interfaces: neededPieces(
      `interfaces are its network cards: interfaces: ${AN_INTERFACE}`,
      'named',
      () => networkInterface,
      'Its network cards by name.',
    ),
    carp: pieces('list', () => virtualHost, 'Its virtual hosts.'),
    ucarp: pieces('one', () => ucarp, 'Options of ucarp.'),
    sysctl: pieces('one', () => sysctl, 'What sysctl.conf says.'),
    track: formed(z.unknown().optional(), FORMS.tracked).describe(
      'Interfaces that ifstated or devd watches, and by how much each demotes the host while it has no link.',
    ),
    files,
    'files-from': read
      .words('files-from names the folder that holds the files of a machine, such as files-from: ./fw1/')
      .optional()
      .describe('A folder beside this file that holds them: ./fw1/, with etc/rc.conf in it.'),
    disks: holding(
      z.unknown().optional().describe('Its disks by their names, and how large they are: /dev/ad6: 10GiB.'),
      {
        as: 'named',
        piece: () => disk,
        names: '^/dev/',
        short: SIZE_FORM,
      },
    ),
    hast: pieces('one', () => hast, 'Of its HAST what /etc/hast.conf does not say.'),
    startup: pieces('one', () => startup, 'How long it takes to come up by its files, stage by stage.'),
    services: pieces(
      'named',
      () => service,
      'What serves on it, by name: apache2 of Debian; mysql and others of FreeBSD.',
    ),
    writer: pieces('one', () => writer, 'An application on it that writes again and again.'),
    clock: pieces('one', () => clock, 'Its clock.'),
    gateway: addresses
      .ipv4('gateway is the IPv4 address of a router in a subnet of this machine, such as 10.0.0.254')
      .optional()
      .describe('The router to which it sends what is not in its subnets.'),
    gateway6: addresses
      .ipv6('gateway6 is the IPv6 address of a router in a subnet of this machine, such as 2001:db8::fe')
      .optional()
      .describe('The router to which it sends what is not in its IPv6 subnets.'),
    routes: formed(z.unknown().optional(), ROUTES_FORM).describe(
      'Other networks, and the router to each of them: 192.168.5.0/24: 10.0.0.7.',
    ),
    forward: read.flag('forward').default(false).describe('Whether it is a router.'),
    'keep-state': read
      .flag('keep-state')
      .optional()
      .describe('Whether its packet filter lets through only what belongs to what it saw begin; false unless said.'),
    pfsync: pieces('one', () => pfsync, 'How it tells others of the states of its packet filter.'),
    arp: pieces('one', () => arp, 'How it learns addresses of cards.'),
    vrrp: pieces('list', () => virtualRouter, 'A client: virtual routers that it speaks VRRPv2 for, as their MASTER.'),
    ping: holding(z.unknown().optional().describe('What it pings, and how often: 10.0.0.3: 100ms.'), {
      as: 'named',
      piece: () => ping,
      names: FORMS.bareAddress.pattern,
      short: FORMS.duration,
    }),
    fetch: formed(z.unknown().optional(), FETCH_FORM).describe(
      'What it fetches, and how often, each time over a new TCP connection: http://10.0.0.3/: 1s.',
    ),
    connect: formed(z.unknown().optional(), CONNECT_FORM).describe(
      'To what it keeps a TCP connection, and how often it says something over it: 10.0.0.3:22: 1s.',
    ),
  },
  {
    address: 'an address belongs to an interface: interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }',
    vhid: 'vhid belongs to a virtual host: carp: [{ vhid: 1, addresses: [10.0.0.3/24] }]',
    advskew: 'advskew belongs to a virtual host: carp: [{ vhid: 1, advskew: 10, addresses: [10.0.0.3/24] }]',
  },
)

export const ucarp = piece('ucarp', {
  deadratio: read
    .whole(1, 1_000_000, 'deadratio is 1 or more; ucarp does not start with 0')
    .default(3)
    .describe('-r: so many advbase without a word, and the backup takes over; 3 unless said.'),
  shutdown: read.flag('shutdown').default(false).describe('-z: it ends in order when it is told to.'),
  neutral: read.flag('neutral').default(false).describe('-n: no down script at the start.'),
  ignoreifstate: read.flag('ignoreifstate').default(false).describe('-S: it does not look at the carrier.'),
  nomcast: read.flag('nomcast').default(false).describe('-M: it advertises by Ethernet broadcast.'),
  upscript: read.duration('upscript', '5s').exactOptional().describe('How long it waits for its up script.'),
  downscript: read.duration('downscript', '5s').exactOptional().describe('How long for its down script.'),
  slack: read.percent('slack').exactOptional().describe('How late poll returns, 0.1% of its time on real Linux.'),
  turn: read.duration('turn', '100us').exactOptional().describe('How long a turn of its loop takes besides.'),
  autostart: read.flag('autostart').exactOptional().describe('Whether it runs once its machine has booted.'),
  installed: read.flag('installed').exactOptional().describe('Whether its package is installed before the first boot.'),
})

export const clock = piece('clock', {
  drift: read.drift.default(0).describe('How much it is too fast, such as 20ppm.'),
})
