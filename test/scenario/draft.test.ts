import { describe, expect, test } from 'vitest'
import { draftScenario, HostNames } from '../../src/scenario/draft/draft.ts'
import { fromFiles } from '../../src/scenario/draft/from-files.ts'
import { fromIfconfig } from '../../src/scenario/draft/from-ifconfig.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'

/** Two machines that share two addresses, and what each of them prints of it after ten seconds. */
const PAIR = (system: string, extra = '') => `carpsim: 1
system: ${system}
until: 20s
hosts:
  fw1:
    interfaces:
      em0: { address: 10.0.0.1/24, address6: 2001:db8::1/64, plug: lan }
      em1: { address: 10.0.1.1/24, plug: lan2 }
    carp:
      - { vhid: 1, interface: em0, addresses: [10.0.0.3/24, 2001:db8::3/64], advskew: 10 }
      - { vhid: 2, interface: em1, addresses: [10.0.1.3/24], advbase: 2${extra} }
  fw2:
    interfaces:
      em0: { address: 10.0.0.2/24, address6: 2001:db8::2/64, plug: lan }
      em1: { address: 10.0.1.2/24, plug: lan2 }
    carp:
      - { vhid: 1, interface: em0, addresses: [10.0.0.3/24, 2001:db8::3/64], advskew: 100 }
      - { vhid: 2, interface: em1, addresses: [10.0.1.3/24], advbase: 2, advskew: 50 }
events:
  - { at: 10s, run: fw1, command: ifconfig -a }
  - { at: 10s, run: fw2, command: ifconfig -a }
`

function printedBy(scenario: Scenario): { name: string; text: string }[] {
  const outputs = simulate(scenario).records.filter((record) => record.kind === 'output')
  return outputs.map(({ host, text }) => ({ name: `${host}.txt`, text }))
}

function changesOf(scenario: Scenario): string[] {
  return simulate(scenario).records.flatMap((record) =>
    record.kind === 'transition' ? [`${record.t} ${record.host} ${record.vhid} ${record.to}`] : [],
  )
}

describe('what ifconfig prints makes the machines that printed it', () => {
  const SYSTEMS = ['freebsd-9.3', 'freebsd-14', 'openbsd-7.8', 'netbsd-2015']
  test.each(SYSTEMS)('%s', (system) => {
    const played = loadScenario(PAIR(system), 'pair.yaml')
    const names = new HostNames()
    const made = printedBy(played).map((pasted) => fromIfconfig(pasted, undefined, names))
    expect(made.flatMap(({ findings }) => findings)).toEqual([])
    const again = loadScenario(
      draftScenario(
        made.map(({ host }) => host),
        'again',
        '',
      ),
      'again.yaml',
    )
    expect(again.hosts).toEqual(played.hosts)
    expect(again.networks).toEqual(played.networks)
    expect(changesOf({ ...again, until: played.until })).toEqual(changesOf(played))
  })

  test('several nodes, too', () => {
    const text = PAIR('openbsd').replace(
      'vhid: 2, interface',
      'carpnodes: [2:0, 3:100], balancing: ip-stealth, interface',
    )
    const played = loadScenario(text, 'pair.yaml')
    const [first] = printedBy(played).map((pasted) => fromIfconfig(pasted, undefined, new HostNames()))
    expect(first!.host.carp).toEqual(played.hosts[0]!.carp)
  })

  test('only what a system prints is taken for its lines', () => {
    const text = 'em0: flags=8843<UP> mtu 1500\n\tinet 10.0.0.1 netmask 0xffffff00\n\tbogus 1\n'
    const { host, findings } = fromIfconfig({ name: 'a.txt', text }, 'openbsd', new HostNames())
    expect(host.cards.map(({ name }) => name)).toEqual(['em0'])
    expect(findings.map(({ place, name }) => `${place.line} ${name}`)).toEqual(['3 unknown-line'])
  })

  test.each([
    ['nothing', '', 'a: there is no carp in it; what system it is does not show, --system says it'],
    [
      'no address',
      'em0: flags=1<UP>\n\tcarp: INIT vhid 1 advbase 1 advskew 0\n',
      'a: no real interface has an IPv4 address there',
    ],
    [
      'an address without a parent',
      'em0: flags=1<UP>\n\tinet 10.0.0.1 netmask 0xffffff00\ncarp0: flags=1<UP>\n\tinet 10.9.0.1 netmask 0xffffff00\n\tcarp: INIT vhid 1 advbase 1 advskew 0\n',
      'a: carp0 has no address, or no real interface is in its subnet: it would stay in INIT',
    ],
  ])('%s makes no machine', (_, text, message) => {
    expect(() => fromIfconfig({ name: 'a', text }, undefined, new HostNames())).toThrow(message)
  })
})

const tree = (name: string, files: Readonly<Record<string, string>>) => ({ name, files, modes: {} })
const made = (...trees: readonly ReturnType<typeof tree>[]) => {
  const names = new HostNames()
  return loadScenario(
    draftScenario(
      trees.map((each) => fromFiles(each, undefined, names)),
      '',
      '',
    ),
    'made.yaml',
  )
}
const rc = (number: number, ...lines: readonly string[]) =>
  tree(`m${number}`, {
    '/etc/rc.conf': [
      `hostname="fw${number}.example.org"`,
      `ifconfig_em0="inet 10.0.0.${number}/24"`,
      ...lines,
      '',
    ].join('\n'),
  })

test('the files of machines make them: FreeBSD 8', () => {
  const carp0 = (skew: number) => [
    'cloned_interfaces="carp0"',
    `ifconfig_carp0="vhid 1 pass x advskew ${skew} 10.0.0.3/24"`,
  ]
  const scenario = made(rc(1, ...carp0(0)), rc(2, ...carp0(100)))
  expect(scenario.hosts.map(({ name, system }) => `${name} ${system}`)).toEqual(['fw1 freebsd-9.3', 'fw2 freebsd-9.3'])
  expect(changesOf(scenario)).toEqual(['38100000 fw1 1 BACKUP', '38100000 fw2 1 BACKUP', '41100000 fw1 1 MASTER'])
})

test('the files of machines make them: FreeBSD 10 and later', () => {
  const vhid = (skew: number) => `ifconfig_em0_alias0="inet vhid 1 pass x advskew ${skew} alias 10.0.0.3/32"`
  const scenario = made(rc(1, vhid(100)), rc(2, vhid(0)))
  expect(scenario.hosts.map(({ system }) => system)).toEqual(['freebsd-14', 'freebsd-14'])
  expect(changesOf(scenario).at(-1)).toMatch(/fw2 1 MASTER/)
})

test('the files of machines make them: OpenBSD', () => {
  const files = (address: string, skew: number) => ({
    '/etc/hostname.em0': `inet ${address} 255.255.255.0 NONE\n`,
    '/etc/hostname.em1': `inet 10.9.${address.slice(-1)}.1 255.255.255.0\n`,
    '/etc/hostname.carp0': `inet 10.0.0.3 255.255.255.0 10.0.0.255 vhid 1 carpdev em0 pass x advskew ${skew}\n`,
  })
  const scenario = made(tree('east', files('10.0.0.1', 0)), tree('west', files('10.0.0.2', 100)))
  expect(scenario.hosts.map(({ name, interfaces }) => `${name} ${interfaces.map(({ plug }) => plug)}`)).toEqual([
    'east lan,lan2',
    'west lan,lan3',
  ])
  expect(changesOf(scenario).at(-1)).toMatch(/east 1 MASTER/)
})

test('the files of machines make them: Debian', () => {
  const file = (number: number) => ({
    '/etc/network/interfaces': `auto eth0\niface eth0 inet static\n address 10.0.0.${number}\n netmask 255.255.255.0\n ucarp-vid 1\n ucarp-vip 10.0.0.3\n ucarp-password x\n ucarp-advskew ${number * 50}\n`,
  })
  const scenario = made(tree('10.0.0.1', file(1)), tree('10.0.0.2', file(2)))
  expect(scenario.hosts.map(({ name, system }) => `${name} ${system}`)).toEqual([
    'host ucarp-1.5.2-linux',
    'host-2 ucarp-1.5.2-linux',
  ])
  expect(changesOf(scenario).at(-1)).toMatch(/host 1 MASTER/)
})

test.each([
  [
    'nothing shows the system',
    { '/etc/rc.conf': 'ifconfig_em0="inet 10.0.0.1/24"\n' },
    'm: what system it is does not show, and its files configure no CARP; --system says it',
  ],
  ['no address', { '/etc/hostname.carp0': 'vhid 1\n' }, 'm: no file gives a real interface an IPv4 address'],
])('%s: no machine', (_, files, message) => {
  expect(() => made(tree('m', files))).toThrow(message)
})
