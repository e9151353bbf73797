import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findingsOf } from '../../src/scenario/files.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { problemsOf } from './file.ts'

const FILE = `carpsim: 1
hosts:
  fw1:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    files:
`

function withFiles(lines: string): Scenario {
  return loadScenario(`${FILE}${lines}`, 'mine.yaml')
}

test('a machine has the files that it is given, in their order, as they are', () => {
  const [host] = withFiles(`      /var/z: |
        # a comment
        two: lines
      /a: { mode: 755, text: 0123 }
`).hosts
  expect(Object.entries(host!.files!)).toEqual([
    ['/var/z', '# a comment\ntwo: lines\n'],
    ['/a', '0123'],
  ])
  expect(host!.modes).toEqual({ '/a': 0o755 })
})

test('they are saved as they are', () => {
  const scenario = withFiles('      /a: x\n')
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('/a', '/etc/b', '/1'), fc.string({ unit: 'binary-ascii' }), { minKeys: 1 }),
      (files) => {
        const [host] = scenario.hosts
        const given = { ...scenario, hosts: [{ ...host!, files, modes: { [Object.keys(files)[0]!]: 0o600 } }] }
        expect(loadScenario(saveScenario(given), 'saved.yaml')).toEqual(given)
      },
    ),
  )
})

test('what is wrong with files', () => {
  const lines = [
    '      etc/rc.conf: x',
    '      /a/../b: x',
    '      /b: { mode: 999, text: x }',
    '      /c: { mode: 755 }',
    '      /d: [1]',
    '      /e/: x',
  ]
  expect(problemsOf(`${FILE}${lines.join('\n')}\n`)).toMatchInlineSnapshot(`
    [
      "6:7 hosts.fw1.files["etc/rc.conf"]: etc/rc.conf is no path; write it from the root, such as /etc/rc.conf",
      "7:7 hosts.fw1.files["/a/../b"]: /a/../b is no path; write it from the root, such as /etc/rc.conf",
      "8:19 hosts.fw1.files["/b"].mode: mode is who may read, write and run a file, in octal, such as 755",
      "9:7 hosts.fw1.files["/c"].text: text is missing; text is one text",
      "10:11 hosts.fw1.files["/d"]: a file is keys with values, such as { text: … }",
      "11:7 hosts.fw1.files["/e/"]: /e/ is no path; write it from the root, such as /etc/rc.conf",
    ]
  `)
  expect(problemsOf(`${FILE}      - a\n`)).toMatchInlineSnapshot(`
    [
      "6:7 hosts.fw1.files: files are paths with texts: files: { /etc/rc.conf: "hostname=fw1" }",
    ]
  `)
})

const LUCAS = `carpsim: 1
system: freebsd-8
hosts:
  skunk1:
    interfaces: { em0: { plug: lan } }
    files:
      /etc/rc.conf: |
        ifconfig_em0="inet 10.0.0.1 netmask 255.255.255.0"
        defaultrouter="10.0.0.254"
        cloned_interfaces="carp0"
        ifconfig_carp0="vhid 1 pass secret advskew 10 10.0.0.3 netmask 255.255.255.0"
      /etc/sysctl.conf: |
        net.inet.carp.preempt=1
        net.inet.carp.log=2
`

test('what its files say is as if the scenario said it', () => {
  const same = `carpsim: 1
system: freebsd-9.3
hosts:
  skunk1:
    preempt: true
    sysctl: { net.inet.carp.log: 2 }
    gateway: 10.0.0.254
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, interface: em0, password: secret, advskew: 10, addresses: [10.0.0.3/24] }]
`
  const [host] = loadScenario(LUCAS, 'mine.yaml').hosts
  const { files, ...rest } = host!
  expect(Object.keys(files!)).toEqual(['/etc/rc.conf', '/etc/sysctl.conf'])
  expect([rest]).toEqual(loadScenario(same, 'same.yaml').hosts)
})

test('what its files say is saved in them alone', () => {
  const scenario = loadScenario(LUCAS, 'mine.yaml')
  const saved = saveScenario(scenario)
  expect(loadScenario(saved, 'saved.yaml')).toEqual(scenario)
  expect(saved).not.toMatch(/carp:$|preempt: true|address:|gateway:|sysctl:/m)
})

test('files and scenario do not contradict each other', () => {
  const both = LUCAS.replace('{ plug: lan }', '{ address: 10.0.0.9/24, plug: lan }').replace(
    '    files:',
    '    carp: [{ vhid: 2, addresses: [10.0.0.4/24] }]\n    preempt: false\n    gateway: 10.0.0.254\n    files:',
  )
  expect(problemsOf(both)).toMatchInlineSnapshot(`
    [
      "5:26 hosts.skunk1.interfaces.em0.address: its files say 10.0.0.1/24; leave address out here, or there",
      "6:5 hosts.skunk1.carp: its files say virtual hosts, too; leave carp out here, or what they say of it there",
      "7:5 hosts.skunk1.preempt: its files say net.inet.carp.preempt is true; leave preempt out here, or there",
    ]
  `)
  expect(problemsOf(LUCAS.replace('ifconfig_em0', '#ifconfig_em0'))).toMatchInlineSnapshot(`
    [
      "5:19 hosts.skunk1.interfaces.em0.address: address is missing; address is the IPv4 address of a machine, with the length of its network, such as 10.0.0.1/24",
    ]
  `)
})

test('each finding is of a machine and one of its files', () => {
  const scenario = loadScenario(LUCAS.replace('defaultrouter', 'keymap'), 'mine.yaml')
  const found = findingsOf(scenario).flatMap(({ host, findings }) =>
    findings.map(({ file, name }) => [host.name, file, name]),
  )
  expect(found).toEqual([['skunk1', '/etc/rc.conf', 'not-simulated']])
  expect(findingsOf(loadScenario(LUCAS, 'mine.yaml'))).toEqual([])
})
