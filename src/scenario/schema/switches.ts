import { z } from 'zod'
import { SECOND } from '../../time.ts'
import * as read from './fields.ts'
import { formed } from './form.ts'
import { piece, pieces } from './piece.ts'

const UPLINKS = 'uplinks is a list of cables of this switch, such as [up1, up2]'
const STATIC_FORM = {
  type: ['object', 'null'],
  additionalProperties: { type: 'array', items: { type: 'string' }, minItems: 1 },
}

export const switchPiece = piece(
  'a switch',
  {
    ageing: read
      .duration('ageing', '300s')
      .default(300 * SECOND)
      .describe('How long it knows behind which port a MAC is that it does not see again; 300s unless said.'),
    latency: read.time('latency', '50us').default(0).describe('How long a frame takes through it; 0 unless said.'),
    'spanning-tree': read
      .flag('spanning-tree')
      .default(true)
      .describe('Whether it blocks cables that would close a circle, as it does unless said.'),
    snooping: pieces(
      'one',
      () => snooping,
      'It sends groups only to those that report that they listen (IGMP snooping).',
    ),
    teaming: pieces('one', () => teaming, 'A virtual switch: its uplinks are a team, and it joins none to another.'),
    ports: pieces('named', () => port, 'Its ports, by what is plugged in: an interface, fw1.em0, or a cable.'),
  },
  {
    vlan: 'a vlan belongs to a port: ports: { fw1.em0: { vlan: 10 } }',
    cables: 'cables stand beside switches: cables: { up: sw1 - sw2 }',
  },
)

export const snooping = piece('snooping', {
  on: read.flag('on').default(true).describe('false: it begins when configure switches it on.'),
  age: read
    .duration('age', '260s')
    .default(260 * SECOND)
    .describe('How long a port is a member that does not report again; 260s unless said (RFC 3376 8.4).'),
  querier: read.flag('querier').default(false).describe('Whether the switch asks who listens, every 125 s.'),
  'link-local': read
    .oneOf('link-local', ['flood', 'prune'])
    .default('flood')
    .describe('Whether 224.0.0.18 goes to all, as RFC 4541 asks, or only to members, too.'),
  mld: read.flag('mld').default(false).describe('Whether ff02::12 goes to members only.'),
  static: formed(z.unknown().optional(), STATIC_FORM).describe('Ports that are members anyway, by group.'),
})

export const teaming = piece('teaming', {
  uplinks: read
    .list(read.words(UPLINKS), UPLINKS)
    .describe('Cables of this switch: each of its ports sends by one of them.'),
  'filter-own': read
    .flag('filter-own')
    .default(false)
    .describe('Whether its own frames are dropped that come back by another uplink: Net.ReversePathFwdCheckPromisc.'),
})

export const security = piece('security', {
  max: read
    .whole(1, 10_000, 'max is how many MACs may be behind the port, 1 or more')
    .default(1)
    .describe('How many MACs.'),
  sticky: read.flag('sticky').default(false).describe('Whether they stay when the port goes down.'),
  violation: read
    .oneOf('violation', ['shutdown', 'restrict', 'protect'])
    .default('shutdown')
    .describe(
      'What comes of one more MAC, or of one that another port has: the port is shut, or its frames are dropped.',
    ),
})

const RATE = 'rate is so many frames a second, such as 100/s'

/** What may change while a switch runs. */
export const policy = {
  'source-mac': read
    .oneOf('source-mac', ['any', 'own'])
    .exactOptional()
    .describe('own: only frames from the MAC of the card come in (forged transmits are rejected); any unless said.'),
  promiscuous: read
    .flag('promiscuous')
    .exactOptional()
    .describe('false: of frames for one machine only those for the MAC of its card go out; true unless said.'),
  rate: read
    .field(
      `${RATE}, or none`,
      (value) => {
        const [, count] = /^(\d{1,7})\/s$/.exec(value) ?? []
        return value === 'none' ? null : count === undefined ? undefined : Number(count)
      },
      { type: 'string', pattern: '^([0-9]{1,7}/s|none)$' },
    )
    .exactOptional()
    .describe('So many frames to groups and to all come in a second (storm control); none unless said.'),
}

export const port = piece(
  'a port',
  {
    ...policy,
    security: pieces('one', () => security, 'Port security: how many MACs may be behind it.'),
    vlan: read
      .whole(1, 4094, 'vlan is 1 to 4094')
      .exactOptional()
      .describe('The VLAN that its machine is in; 1 unless said.'),
  },
  { vlans: 'which VLANs a cable carries stands with the cable: cables: { up: { between: sw1 - sw2, vlans: [10] } }' },
)

export const CABLE_LATENCY = 5
const BETWEEN = 'a cable leads from one switch to another: sw1 - sw2'
const VLANS = 'vlans is a list of the VLANs that the cable carries, such as [10, 20]'

export const cable = piece('a cable', {
  between: read.words(BETWEEN).describe('The two switches: sw1 - sw2.'),
  latency: read
    .time('latency', '5us')
    .default(CABLE_LATENCY)
    .describe('How long a frame is under way on it; 5us unless said.'),
  vlans: read
    .list(read.whole(1, 4094, VLANS), VLANS)
    .exactOptional()
    .describe('The VLANs that it carries; all unless said.'),
})
