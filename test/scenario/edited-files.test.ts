import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Files } from '../../src/config/files.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import { findingsOf } from '../../src/scenario/files.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { mutated } from '../config/mutated.ts'

// Whatever stands in the files of a machine: the machine boots, and what was not understood is a finding.

// A boot takes longer than to read a file: each system has a share of what the parsers alone are asked.
const EDITED = Math.ceil(Number(process.env['CARPSIM_EDITED_FILES'] ?? 500) / 5)

const GOOD: Readonly<Record<string, Files>> = {
  'freebsd-8': {
    '/etc/rc.conf': `hostname="fw1"
ifconfig_em1="inet 10.0.1.1 netmask 255.255.255.0"
ifconfig_em1_ipv6="inet6 2001:db8::1 prefixlen 64"
cloned_interfaces="carp0 carp1"
ifconfig_carp0="vhid 1 pass secret advskew 10 10.0.0.3/24"
ifconfig_carp1="vhid 2 advbase 2 pass secret 10.0.1.3 netmask 0xffffff00"
defaultrouter="10.0.0.254"
`,
    '/etc/sysctl.conf': 'net.inet.carp.preempt=1\nnet.inet.carp.log=2\n',
  },
  'freebsd-14': {
    '/etc/rc.conf': `ifconfig_em1="inet 10.0.1.1/24"
ifconfig_em0_alias0="inet vhid 1 pass secret advskew 10 alias 10.0.0.3/32"
ifconfig_em0_alias1="inet vhid 2 peer 10.0.0.2 alias 10.0.0.4/32"
ifconfig_em1_alias0="inet vhid 1 advbase 2 10.0.1.3/32"
defaultrouter="10.0.0.254"
`,
  },
  openbsd: {
    '/etc/hostname.em1': 'inet 10.0.1.1 255.255.255.0 NONE\n',
    '/etc/hostname.carp0':
      'inet 10.0.0.3 255.255.255.0 10.0.0.255 vhid 1 carpdev em0 pass secret advskew 10 group internal\n',
    '/etc/hostname.carp1':
      'inet 10.0.1.3 255.255.255.0 NONE carpdev em1 carpnodes 2:0,3:100 balancing ip-stealth carppeer 10.0.1.2\n',
    '/etc/mygate': '10.0.0.254\n',
  },
  'openbsd-4.4': {
    '/etc/hostname.em1': 'inet 10.0.1.1/24\n',
    '/etc/hostname.carp0': 'inet 10.0.0.3/24\nvhid 1 carpdev em0\n',
  },
  ucarp: {
    '/etc/network/interfaces': `auto em0 em1
iface em0 inet static
  address 10.0.0.1
  netmask 255.255.255.0
  gateway 10.0.0.254
  ucarp-vid 1
  ucarp-vip 10.0.0.3
  ucarp-password secret
  ucarp-advskew 5
  ucarp-advbase 1
`,
  },
}

/** Null: what the files say contradicts the scenario, and that is said. */
function loaded(text: string, files: Files): Scenario | null {
  const folder = () => Object.entries(files).map(([path, of]) => ({ path, text: of, mode: 0o644 }))
  try {
    return loadScenario(text, 'mine.yaml', { folder })
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    for (const { message } of error.problems)
      expect(message).toMatch(/^its files say \S+; leave address out here, or there$/)
    return null
  }
}

for (const [system, files] of Object.entries(GOOD)) {
  const text = `carpsim: 1
until: 5s
hosts:
  fw1:
    system: ${system}
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan }, em1: { address: 10.0.1.1/24, plug: lan2 } }
    files-from: ./fw1/
`
  test(`${system}: a machine boots with files that were edited ${EDITED} times`, () => {
    const whole = loaded(text, files)!
    expect(findingsOf(whole)).toEqual([])
    expect(whole.hosts[0]!.carp.length).toBeGreaterThan(0)
    const edited = fc
      .constantFrom(...Object.keys(files))
      .chain((path) => mutated(files[path]!).map((text) => ({ ...files, [path]: text })))
    fc.assert(
      fc.property(edited, (now) => {
        const scenario = loaded(text, now)
        if (scenario === null) return
        simulate(scenario, { level: 'metrics' })
        expect(loadScenario(saveScenario(scenario), 'saved.yaml')).toEqual(scenario)
      }),
      { numRuns: EDITED },
    )
  }, 600_000)
}
