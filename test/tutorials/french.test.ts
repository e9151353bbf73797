import { describe, expect, test } from 'vitest'
import type { TraceRecord } from '../../src/trace/record.ts'
import { of } from '../services/booted.ts'
import { cut, exits, isThere, logged, play, printed, states, type Typed, titled } from './document.ts'

// The text on an init script for ucarp, typed as it stands there.

const SETTINGS = isThere ? cut('004', '# Location of the ucarp executable', 'Paramètres d') : ''
const INTERFACE = isThere ? cut('004', '#\n# Location of the ucarp pid', 'Fichier de service') : ''
const SCRIPT = isThere ? cut('004', '#!/bin/sh', 'Une fois créé') : ''

const FIRST = '192.168.0.1'
const SECOND = '192.168.0.2'
const VIRTUAL = '192.168.0.32'
const UP = '#!/bin/sh\n/sbin/ifconfig eth0:carp0 $2 netmask 255.255.255.0\n'
const DOWN = '#!/bin/sh\n/sbin/ifconfig eth0:carp0 down\n'

type Change = (text: string) => string
interface Node {
  readonly address?: string
  readonly settings?: Change
  readonly interface?: Change
  readonly script?: Change
  /** What comes before the service is started. */
  readonly before?: readonly Typed[]
}

const same: Change = (text) => text

/** The steps of the text. */
function steps({ settings = same, interface: own = same, script = same, before = [] }: Node): Typed[] {
  return [
    { command: 'sudo apt-get install ucarp' },
    { command: 'sudo mkdir /etc/ucarp' },
    { command: 'sudo mkdir /etc/ucarp/interface' },
    { command: 'sudo vim /etc/default/ucarp', input: settings(SETTINGS) },
    { command: 'sudo vim /etc/ucarp/interface/ucarp0', input: own(INTERFACE) },
    { command: 'sudo vim /etc/init.d/ucarp', input: script(SCRIPT) },
    { command: 'sudo chmod 744 /etc/init.d/ucarp' },
    ...before,
    { command: 'sudo /etc/init.d/ucarp start' },
  ]
}

/** When the service of the first server is started, in seconds; that of the second one 10 s later. */
const STARTED = 60

interface More {
  readonly events?: readonly object[]
  readonly until?: string
  readonly advbase?: number
}

function pair(first: Node, second: Node, { events = [], until = '160s', advbase = 1 }: More = {}) {
  const nodes = { node1: { address: FIRST, ...first }, node2: { address: SECOND, ...second } }
  const base = { node1: 1, node2: advbase }
  const hosts = Object.fromEntries(
    Object.entries(nodes).map(([name, { address }]) => [
      name,
      {
        system: 'ucarp',
        ucarp: { autostart: false, installed: false },
        services: { apache2: {} },
        interfaces: { eth0: { address: `${address}/24`, plug: 'lan' } },
        carp: [{ vhid: 42, addresses: [VIRTUAL], password: 'secret', advbase: base[name as keyof typeof base] }],
        startup: { firmware: '3s', loader: '0s' },
        files: {
          '/var/www/index.html': name,
          '/etc/network/interfaces': `auto eth0\niface eth0 inet static\n  address ${address}\n  netmask 255.255.255.0\n`,
        },
      },
    ]),
  )
  const user = {
    system: 'client',
    interfaces: { eth0: { address: '192.168.0.9/24', plug: 'lan' } },
    arp: { like: 'linux' },
    fetch: { [`http://${VIRTUAL}/`]: '1s' },
  }
  const typed = Object.entries(nodes).flatMap(([run, node], i) =>
    steps(node).map((step, at, all) => ({ at: `${STARTED + 10 * i - 4 * (all.length - 1 - at)}s`, run, ...step })),
  )
  return play({ until, hosts: { ...hosts, user }, events: [...typed, ...events] })
}

/** What the text leaves to its reader: a password, and the address of each server. */
const filled: Change = (text) => text.replace('<password>', 'secret')
const second: Change = (text) => filled(text).replace(`SOURCE_ADDRESS=${FIRST}`, `SOURCE_ADDRESS=${SECOND}`)
const pairs: [Node, Node] = [{ interface: filled }, { interface: second }]
/** The address where ucarp puts it, by scripts, and nobody else. */
const scripts: Typed[] = [
  { command: 'vim /etc/ucarp/up', input: UP },
  { command: 'vim /etc/ucarp/down', input: DOWN },
  { command: 'chmod 755 /etc/ucarp/up /etc/ucarp/down' },
]
const byScripts = (own: Change): Node => ({
  settings: (text) => text.replace('OPTIONS="-z"', 'OPTIONS="-z -u /etc/ucarp/up -d /etc/ucarp/down"'),
  interface: (text) => own(text).replace('INTERFACE=eth0:carp0', 'INTERFACE=eth0'),
  script: (text) =>
    text.replace(/\n +\$IFCONFIG \$INTERFACE \$VIRTUAL[^\n]*\n[^\n]*/, '').replace('$IFCONFIG $INTERFACE down', ':'),
  before: scripts,
})
const moved: [Node, Node] = [byScripts(filled), byScripts(second)]

/** Which machines have an address at a second. */
function owners(records: readonly TraceRecord[], at: number, virtual = VIRTUAL): string[] {
  const has = new Map<string, boolean>()
  for (const record of records)
    if (record.kind === 'address' && record.t <= at * 1e6 && record.address.startsWith(`${virtual}/`))
      has.set(record.host, record.there)
  return [...has].flatMap(([host, is]) => (is && !isOff(records, host, at) ? [host] : []))
}

function isOff(records: readonly TraceRecord[], host: string, at: number): boolean {
  return of(records, 'power', host).findLast(({ t }) => t <= at * 1e6)?.power === 'off'
}

const served = (records: readonly TraceRecord[], from: number) =>
  of(records, 'answer', 'user').flatMap(({ t, by }) => (t < from * 1e6 ? [] : [by]))

describe.skipIf(!isThere)(titled('The French init script'), () => {
  test('as written: <password> is no word, and the script ends there; no ucarp, no address', () => {
    const records = pair({}, {})
    expect(printed(records, 'node1', STARTED).join('')).toContain('Syntax error: newline unexpected')
    expect(exits(records, 'node1', 'sudo /etc/init.d/ucarp start')).toEqual([2])
    expect([states(records, 'node1'), owners(records, 100)]).toEqual([[], []])
  })

  test('with a password: it says that ucarp runs, and both have the address, whoever is MASTER', () => {
    const records = pair(...pairs)
    expect(printed(records, 'node1', STARTED).join('')).toBe('Starting ucarp daemon: ucarp.\n')
    expect(states(records, 'node1')).toEqual(['BACKUP', 'MASTER'])
    expect(owners(records, 100)).toEqual(['node1', 'node2'])
    expect(owners(records, 71)).toEqual(['node1', 'node2'])
  })

  test('no -u and no -d: a fail-over moves nothing; with scripts the address moves, and stays on one', () => {
    const events = [{ at: '100s', crash: 'node1' }]
    const records = pair(...pairs, { events })
    expect(of(records, 'script').filter(({ t }) => t > 75e6)).toEqual([])
    const byScript = pair(...moved, { events })
    expect([owners(byScript, 90), owners(byScript, 120)]).toEqual([['node1'], ['node2']])
    expect(new Set(served(byScript, 105))).toEqual(new Set(['node2']))
  })

  test('ps shows the password, the stray backslash, and the alias for an interface', () => {
    const records = pair(...pairs, {
      events: [{ at: '90s', run: 'node1', command: 'ps ax | grep -v grep | grep ucarp' }],
    })
    expect(printed(records, 'node1', 90).join('')).toMatch(
      /\/usr\/sbin\/ucarp -z -b 1 -i eth0:carp0 \\ -v 42 -p secret -a 192\.168\.0\.32 -s 192\.168\.0\.1\n$/,
    )
  })

  test('ifconfig shows both, as the text does', () => {
    const records = pair(...pairs, { events: [{ at: '90s', run: 'node1', command: 'ifconfig' }] })
    expect(printed(records, 'node1', 90).join('')).toMatch(
      /^eth0 {6}Link encap:Ethernet {2}HWaddr .*\n {10}inet addr:192\.168\.0\.1 {2}Bcast:192\.168\.0\.255 {2}Mask:255\.255\.255\.0\n[\s\S]*\neth0:carp0 Link encap:Ethernet {2}HWaddr .*\n {10}inet addr:192\.168\.0\.32 {2}Bcast:192\.168\.0\.255/,
    )
  })
})

describe.skipIf(!isThere)(titled('The French init script: what goes wrong'), () => {
  test('not registered: a reboot ends it; registered, without $network, it comes back', () => {
    const events = [{ at: '90s', run: 'node2', command: 'reboot' }]
    expect(states(pair(...pairs, { events, until: '260s' }), 'node2', 100)).toEqual([])
    const registered = { ...pairs[1], before: [{ command: 'update-rc.d ucarp defaults' }] }
    expect(states(pair(pairs[0], registered, { events, until: '260s' }), 'node2', 100)).toEqual(['BACKUP'])
  })

  test('a copy that an editor left is read, too; *.conf is not', () => {
    const old: Typed = { command: "sed 's/0.32/0.31/' /etc/ucarp/interface/ucarp0 >/etc/ucarp/interface/ucarp0~" }
    const records = pair({ ...pairs[0], before: [old] }, pairs[1])
    expect([owners(records, 100), owners(records, 100, '192.168.0.31')]).toEqual([['node2'], ['node1']])
    expect(printed(records, 'node1', STARTED).join('')).toBe('Starting ucarp daemon: ucarp.\nucarp.\n')
    const named = {
      ...pairs[0],
      before: [old, { command: 'mv /etc/ucarp/interface/ucarp0 /etc/ucarp/interface/ucarp0.conf' }],
      script: (text: string) => text.replaceAll("-name '*'", "-name '*.conf'"),
    }
    expect(owners(pair(named, pairs[1]), 100, '192.168.0.31')).toEqual([])
  })

  test('UCARP_BASE as a rank: 9 s until the other one is MASTER, 3 s with the same and a skew', () => {
    const events = [{ at: '100s', crash: 'node1' }]
    const waits = (own: Node, advbase: number) =>
      logged(pair(moved[0], own, { events, advbase }), 'node2', /Switching to state: MASTER/)[0]! - 100
    const slow = byScripts((text) => second(text).replace('UCARP_BASE=1', 'UCARP_BASE=3'))
    expect(waits(slow, 3)).toBeGreaterThan(8)
    expect(waits(slow, 3)).toBeLessThan(10)
    expect(waits(moved[1], 1)).toBeGreaterThan(2)
    expect(waits(moved[1], 1)).toBeLessThan(4.1)
  })

  test('SOURCE_ADDRESS copied to both: ucarp ends, the script says ucarp., and the address is there', () => {
    const records = pair(pairs[0], { interface: filled })
    expect(printed(records, 'node2', STARTED).join('')).toBe('Starting ucarp daemon: ucarp.\n')
    expect(logged(records, 'node2', /Can't do IP_ADD_MEMBERSHIP/)).toHaveLength(1)
    expect(owners(records, 100)).toEqual(['node1', 'node2'])
  })

  test('stop takes the address down and ends ucarp; any other word prints the usage', () => {
    const events = [
      { at: '90s', run: 'node1', command: '/etc/init.d/ucarp stop; echo $?' },
      { at: '95s', run: 'node1', command: '/etc/init.d/ucarp reload; echo $?' },
    ]
    const records = pair(...pairs, { events })
    expect(printed(records, 'node1', 90)).toEqual([
      'Stopping ucarp daemon: ',
      'ucarp.\n',
      '0\n',
      'Usage: /etc/init.d/ucarp {start|stop|restart|force-reload}\n',
      '1\n',
    ])
    expect([owners(records, 96), states(records, 'node2', 90)]).toEqual([['node2'], ['MASTER']])
  })
})
