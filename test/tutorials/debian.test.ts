import { describe, expect, test } from 'vitest'
import type { TraceRecord } from '../../src/trace/record.ts'
import { of } from '../services/booted.ts'
import { cut, exits, isThere, logged, play, printed, states, type Typed, titled } from './document.ts'

// The text on ucarp and Apache, typed as it stands there.

const SETTINGS = isThere ? cut('002', '# Интерфейс на котором', 'Теперь пришло') : ''
const UP = isThere ? cut('002', '#!/bin/bash', '/etc/ucarp/ucarp-down.sh\n\n#!') : ''
const DOWN = isThere
  ? cut('002', '#!/bin/bash\nsource /etc/ucarp/ucarp.conf\nifconfig $UCARP_IF_ALIAS down', 'ucarp-up.sh будет')
  : ''
const START = isThere ? cut('002', 'source /etc/ucarp/ucarp.conf\n\nucarp', 'Первая строчка') : ''

const backslashes = (script: string) => script.replaceAll(/\/$/gm, '\\')
const FIRST = '172.16.0.11'
const SECOND = '172.16.0.12'

interface Node {
  readonly address?: string
  readonly settings?: (text: string) => string
  readonly up?: (text: string) => string
  readonly start?: (text: string) => string
  /** What start.sh is called with. */
  readonly shell?: string
}

/** The steps of the text, one a second. */
function steps(name: string, { settings = (t) => t, up = (t) => t, start = (t) => t, shell = 'bash' }: Node): Typed[] {
  return [
    { command: 'apt-get install ucarp' },
    { command: 'apt-get install apache2' },
    { command: 'vim /var/www/apache2-default/index.html', input: name },
    { command: 'mkdir /etc/ucarp' },
    { command: 'touch /etc/ucarp/ucarp.conf' },
    { command: 'vim /etc/ucarp/ucarp.conf', input: settings(SETTINGS) },
    { command: 'cd /etc/ucarp' },
    { command: 'touch ./ucarp-up.sh' },
    { command: 'touch ./ucarp-down.sh' },
    { command: 'vim ucarp-up.sh', input: up(UP) },
    { command: 'vim ucarp-down.sh', input: DOWN },
    { command: 'vim start.sh', input: start(START) },
    { command: 'chmod 0700 /etc/ucarp/*.sh' },
    { command: `${shell} /etc/ucarp/start.sh`.trim() },
  ]
}

/** When start.sh is called on the first server, in seconds; on the second one it is 10 s later. */
const STARTED = 60
const clone = (text: string) => text.replace(`UCARP_SRCIP=${FIRST}`, `UCARP_SRCIP=${SECOND}`)
const slave = (text: string) => backslashes(text).replace('--preempt \\\n', '')

function pair(first: Node, second: Node, more: Readonly<Record<string, unknown>> = {}) {
  const nodes = { node1: { address: FIRST, ...first }, node2: { address: SECOND, settings: clone, ...second } }
  const hosts = Object.fromEntries(
    Object.entries(nodes).map(([name, { address }]) => [
      name,
      {
        system: 'ucarp',
        ucarp: { autostart: false, installed: false },
        interfaces: { eth0: { address: `${address}/16`, plug: 'lan' } },
        carp: [{ vhid: 1, addresses: ['172.16.0.1'], password: 'geheim' }],
      },
    ]),
  )
  const user = {
    system: 'client',
    interfaces: { eth0: { address: '172.16.0.9/16', plug: 'lan' } },
    fetch: { 'http://172.16.0.1/': '1s' },
  }
  const typed = Object.entries(nodes).flatMap(([run, node], i) =>
    steps(run, node).map((step, at, all) => ({
      at: `${STARTED + 10 * i - (at === all.length - 1 ? 0 : 4 * (all.length - at))}s`,
      run,
      ...step,
    })),
  )
  const { events = [], ...rest } = more as { events?: readonly object[] }
  return play({ until: '140s', hosts: { ...hosts, user }, events: [...typed, ...events], ...rest })
}

const repaired: Node = { start: backslashes }
const second: Node = { start: slave }
/** Which machines have the address at the end. */
function owners(records: readonly TraceRecord[]): string[] {
  const has = new Map<string, boolean>()
  for (const record of records)
    if (record.kind === 'address' && record.address.startsWith('172.16.0.1/')) has.set(record.host, record.there)
  return [...has].flatMap(([host, is]) => (is ? [host] : []))
}

describe.skipIf(!isThere)(titled('Debian, ucarp and Apache'), () => {
  test('as written: ucarp misses a vhid, and ten lines are no commands', () => {
    const records = pair({}, {})
    expect(exits(records, 'node1', 'ucarp /')).toEqual([1])
    expect(exits(records, 'node1', '--')).toEqual(Array(10).fill(127))
    expect(exits(records, 'node1', 'bash /etc/ucarp/start.sh')).toEqual([127])
    const said = printed(records, 'node1', STARTED).join('')
    expect(said).toContain('[ERROR] You must supply a valid virtual host id')
    expect(said).toContain('/etc/ucarp/start.sh: line 4: --interface=eth0: command not found')
    expect(states(records, 'node1')).toEqual([])
  })

  test('with backslashes: three seconds later the first one is MASTER, and its page is served', () => {
    const records = pair(repaired, second, {
      events: [
        { at: '120s', unplug: 'node1.eth0' },
        { at: '130s', run: 'user', command: 'curl http://172.16.0.1/' },
      ],
    })
    expect(exits(records, 'node1', 'bash /etc/ucarp/start.sh')).toEqual([0])
    expect(logged(records, 'node1', /Switching to state: MASTER/)).toEqual([STARTED + 3.000233])
    // "At once", says the text, is the time without an advertisement, and a poll.
    const [taken = 0] = logged(records, 'node2', /Switching to state: MASTER/)
    expect(taken).toBeGreaterThan(122)
    expect(taken).toBeLessThan(124.1)
    expect(printed(records, 'user')).toEqual(['<html><body><h1>It works!</h1></body></html>\nnode2\n'])
    expect(owners(records)).toEqual(['node2'])
  })

  test('its syslog says what the text shows', () => {
    const records = pair(repaired, second, {
      events: [{ at: '100s', run: 'node1', command: 'tail -2 /var/log/syslog' }],
    })
    expect(printed(records, 'node1', 100).join('')).toMatch(
      /^(... .. ..:..:..) node1 ucarp\[\d+\]: \[WARNING\] Switching to state: MASTER\n\1 node1 ucarp\[\d+\]: \[WARNING\] Spawning \[\/etc\/ucarp\/ucarp-up\.sh eth0/,
    )
  })

  test('UCARP_MASK is never read: usage, and the mask of the class; with its name in the script there is no usage', () => {
    const records = pair(repaired, second)
    expect(printed(records, 'node1', STARTED).join('')).toContain('Usage:\n  ifconfig')
    expect(of(records, 'address', 'node1').map(({ address, label }) => `${label} ${address}`)).toContain(
      'eth0:0 172.16.0.1/16',
    )
    const named = pair({ ...repaired, up: (text) => text.replace('UCARP_NETMASK', 'UCARP_MASK') }, second)
    expect(printed(named, 'node1', STARTED).join('')).not.toContain('Usage')
    expect(owners(named)).toEqual(['node1'])
  })

  test('the down script runs first, and finds nothing to take down', () => {
    const records = pair(repaired, second)
    expect(printed(records, 'node1', STARTED)[0]).toBe('SIOCSIFFLAGS: Cannot assign requested address\n')
    expect(states(records, 'node1')).toEqual(['BACKUP', 'MASTER'])
  })

  test('--preemt, as its prose has it: the usage, exit code 0, no daemon', () => {
    const records = pair({ start: (text) => backslashes(text).replace('--preempt', '--preemt') }, second)
    expect(exits(records, 'node1', 'ucarp ')).toEqual([0])
    expect(printed(records, 'node1', STARTED).join('')).toContain('--preempt')
    expect([states(records, 'node1'), states(records, 'node2')]).toEqual([[], ['BACKUP', 'MASTER']])
  })
})

describe.skipIf(!isThere)(titled('Debian, ucarp and Apache: what goes wrong'), () => {
  test('--preempt in both, as a clone has it: an equal one is not preempted; with a skew it comes back', () => {
    const events = [
      { at: '100s', unplug: 'node1.eth0' },
      { at: '110s', plug: 'node1.eth0' },
    ]
    expect(states(pair(repaired, { start: backslashes }, { events }), 'node1', 110)).toEqual([])
    const skewed = (text: string) => slave(text).replace('--addr', '--advskew=100 --addr')
    expect(states(pair(repaired, { start: skewed }, { events }), 'node1', 110)).toEqual(['MASTER'])
  })

  test('without --shutdown the address stays when ucarp is ended, and both have it; with it it goes', () => {
    const events = [{ at: '100s', run: 'node1', command: 'pkill ucarp' }]
    expect(owners(pair(repaired, second, { events }))).toEqual(['node1', 'node2'])
    const goes = (text: string) => backslashes(text).replace('--daemonize', '--shutdown --daemonize')
    expect(owners(pair({ start: goes }, second, { events }))).toEqual(['node2'])
  })

  test('start.sh has no #!: sh, which is dash, has no source; as a program bash itself reads it', () => {
    const records = pair({ ...repaired, shell: 'sh' }, second)
    expect(printed(records, 'node1', STARTED).join('')).toContain('/etc/ucarp/start.sh: 1: source: not found\n')
    expect(states(records, 'node1')).toEqual([])
    expect(states(pair({ ...repaired, shell: '' }, second), 'node1')).toEqual(['BACKUP', 'MASTER'])
  })

  test('a clone that keeps UCARP_SRCIP: its daemon ends in silence; with the address, too, both are MASTER', () => {
    const records = pair(repaired, { ...second, settings: (text) => text })
    expect(exits(records, 'node2', 'bash /etc/ucarp/start.sh')).toEqual([0])
    expect(logged(records, 'node2', /Can't do IP_ADD_MEMBERSHIP/)).toHaveLength(1)
    expect([states(records, 'node2'), owners(records)]).toEqual([['BACKUP'], ['node1']])
    expect(
      of(records, 'process', 'node2')
        .filter(({ exit }) => exit !== null)
        .map(({ exit }) => exit),
    ).toEqual([2])
    const same = pair(repaired, { ...second, address: FIRST, settings: (text) => text })
    expect([...states(same, 'node1'), ...states(same, 'node2')]).toEqual(['BACKUP', 'MASTER', 'BACKUP', 'MASTER'])
  })

  test('a virtual switch that rejects forged transmits: both are MASTER; one that takes them: one is', () => {
    const network = (mac: string) => ({
      switches: { vswitch: { ports: { 'node1.eth0': { 'source-mac': mac }, 'node2.eth0': { 'source-mac': mac } } } },
      networks: { lan: { switch: 'vswitch' } },
    })
    expect(owners(pair(repaired, second, network('own')))).toEqual(['node1', 'node2'])
    expect(owners(pair(repaired, second, network('any')))).toEqual(['node1'])
  })

  test('without chmod 0700 nobody may call the scripts: it is MASTER, and has no address', () => {
    const records = pair(repaired, second, {
      events: [{ at: `${STARTED - 1}s`, run: 'node1', command: 'chmod 0600 /etc/ucarp/*.sh' }],
    })
    expect(logged(records, 'node1', /Unable to exec .*: Permission denied/)).toHaveLength(2)
    expect(states(records, 'node1')).toEqual(['BACKUP', 'MASTER'])
    expect(owners(records)).toEqual([])
  })
})
