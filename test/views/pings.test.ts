import { expect, test } from 'vitest'
import { text } from '../../src/export/text.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'

/** The picture's lines of pings, the entries that a client has in the list, and what the run comes to for it. */
function told(hosts: string, events: readonly string[] = [], until = '20s'): string {
  const file = `{ carpsim: 1, title: told, until: ${until}, hosts: { ${hosts} }, events: [${events.join(', ')}] }`
  const trace = simulate(loadScenario(file, 'told.yaml'))
  const groups = [] as const
  const lines = [...text(trace, groups, { width: 100, ascii: true, color: false, verbose: false })]
  return `\n${lines.filter((line) => /laptop/.test(line) && !/boots$|loses power/.test(line)).join('\n')}\n`
}

function vhost(name: string, system: string, skew: number): string {
  const card = `interfaces: { em0: { address: 10.0.0.${skew + 1}/24, plug: lan } }`
  const carp = `carp: [{ vhid: 1, addresses: [10.0.0.100], password: a, advskew: ${skew} }]`
  return `${name}: { system: ${system}, ${card}, ${carp} }`
}

function laptop(ping: string, more = ''): string {
  return `laptop: { system: client, interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }, ping: { ${ping} }${more} }`
}

test('an outage: when nobody answers, who does again, and how much was lost', () => {
  const hosts = `${vhost('a', 'freebsd-12', 0)}, ${vhost('b', 'freebsd-12', 1)}, ${laptop('10.0.0.100: 100ms')}`
  expect(told(hosts, ['{ at: 10s, crash: a }'])).toMatchInlineSnapshot(`
    "
      laptop pings   xxxxxxxxxxxxx                            xxxxxxxxx
       3.000300  laptop  is answered       by a after 3 s, 30 lost
      10.000000  laptop  no answer         from 10.0.0.100
      12.100400  laptop  answered again    by b after 2.1 s, 21 lost
    laptop lost 51 of 201 pings (30 at boot) | longest silence 2.1 s | 21 to a dead owner
    "
  `)
})

test('a single ping that is lost is one line', () => {
  const hosts = `${vhost('a', 'freebsd-12', 0)}, ${laptop('10.0.0.100: 1s')}`
  expect(told(hosts, ['{ at: 9.5s, cut: a -> laptop, for: 1s }'])).toMatchInlineSnapshot(`
    "
      laptop pings   xxxxxxxxxxxxx                            xxxxx
       3.000300  laptop  is answered       by a after 3 s, 3 lost
    A  9.500000  cut: a -> laptop
      10.000000  laptop  loses a ping      no answer from 10.0.0.100
    B 10.500000  healed: a -> laptop
    laptop lost 4 of 21 pings (3 at boot) | longest silence 1 s
    "
  `)
})

test('nobody ever answers', () => {
  expect(told(laptop('10.0.0.100: 1s'))).toMatchInlineSnapshot(`
    "
      laptop pings   xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
       0.000000  laptop  no answer         from 10.0.0.100, ever
    laptop got no answer to 21 pings
    "
  `)
})

test('silence to the end, and an ARP table that moved, of one address of several', () => {
  const a = vhost('a', 'ucarp-1.5.2', 0)
  const b = vhost('b', 'ucarp-1.5.2', 1)
  const hosts = `${a}, ${b}, ${laptop('10.0.0.100: 100ms, 10.0.0.1: 1s')}`
  expect(told(hosts, ['{ at: 10s, crash: a }'])).toMatchInlineSnapshot(`
    "
      laptop pings 10.0.0.100  xxxxxxxxxxx                         xxxxxxxx
      laptop pings 10.0.0.1                                        xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
       3.000303  laptop  is answered       from 10.0.0.100 by a after 3 s, 30 lost
      10.000000  laptop  no answer         from 10.0.0.1, to the end
      10.000000  laptop  no answer         from 10.0.0.100
      12.009212  laptop  ARP table         10.0.0.100 moved from 02:00:00:00:00:01 to 02:00:00:00:00:02,
      12.100400  laptop  answered again    from 10.0.0.100 by b after 2.1 s, 21 lost
    laptop lost 51 of 201 pings to 10.0.0.100 (30 at boot) | longest silence 2.1 s | 21 to a dead owner
    laptop lost 10 of 21 pings to 10.0.0.1 | longest silence 10 s | 10 to a dead owner
    "
  `)
})

test('two machines answer', () => {
  const hosts = `${vhost('a', 'freebsd-12', 0)}, ${vhost('b', 'freebsd-12', 1)}, ${laptop('10.0.0.100: 100ms')}`
  const events = ['{ at: 10s, cut: a -> b, for: 5s }', '{ at: 10s, cut: b -> a, for: 5s }']
  expect(told(hosts, events)).toMatchInlineSnapshot(`
    "
      laptop pings   xxxxxxxxxxxxx                                    !!!!!!!!!!!!!
       3.000300  laptop  is answered       by a after 3 s, 30 lost
      12.100400  laptop  answered twice    by a and b: 29 pings, for 2.9 s
    laptop lost 30 of 201 pings (30 at boot) | 29 answered by two machines, for 2.9 s
    "
  `)
})

test('while it has no power it pings nobody', () => {
  const hosts = `${vhost('a', 'freebsd-12', 0)}, ${laptop('10.0.0.100: 100ms')}`
  expect(told(hosts, ['{ at: 10s, crash: laptop, for: 5s }'])).toMatchInlineSnapshot(`
    "
      laptop pings   xxxxxxxxxxxxx                            ____________________
       3.000300  laptop  is answered       by a after 3 s, 30 lost
    laptop lost 30 of 151 pings (30 at boot)
    "
  `)
})
