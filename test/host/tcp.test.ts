import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { RecordOf, TcpFlag } from '../../src/trace/record.ts'

/** A laptop that asks a server over TCP. */
function played(asks: string, events: readonly string[] = [], until = '20m', latency = '100us') {
  const { records } = simulate(
    loadScenario(
      `carpsim: 1
until: ${until}
networks: { lan: { latency: ${latency} } }
hosts:
  server: { system: client, interfaces: { em0: { address: 10.0.0.1/24, plug: lan } } }
  laptop:
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    ${asks}
events: [${events.join(', ')}]
`,
      'tcp.yaml',
    ),
  )
  const segments = records.filter((record): record is RecordOf<'tcp'> => record.kind === 'tcp')
  const connections = records.filter((record): record is RecordOf<'connection'> => record.kind === 'connection')
  const sent = (flag: TcpFlag) =>
    segments.filter((one) => one.host === 'laptop' && one.flag === flag).map(({ t }) => t / 1e6)
  return { records, segments, connections, sent }
}

const TALKS = 'connect: { 10.0.0.1:22: 19m }'

test('a SYN that nobody acknowledges is sent again after 1, 2, 4 … seconds, and given up after 75 (RFC 6298, tcp keepinit)', () => {
  const { sent, connections } = played(TALKS, ['{ at: 0s, block: server, proto: tcp }'])
  expect(sent('SYN').slice(0, 7).map(Math.round)).toEqual([0, 1, 3, 7, 15, 31, 63])
  expect(connections[0]).toMatchObject({ becomes: 'timed out', t: expect.closeTo(75e6, -4) })
})

test('data that nobody acknowledges is sent again, a minute apart at most, and given up after 12 times', () => {
  const { sent, connections } = played('connect: { 10.0.0.1:22: 10s }', ['{ at: 5s, block: server, proto: tcp }'])
  const waits = sent('PSH')
    .slice(1, 14)
    .map((t, i, all) => (i === 0 ? 0 : Math.round(t - all[i - 1]!)))
  expect(waits).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60])
  const given = connections.find(({ becomes }) => becomes === 'timed out')!
  expect(Math.round(given.t / 1e6)).toBe(10 + 63 + 6 * 60 + 60)
})

test('the wait follows the round trips: the smoothed time and four times its variation, a second at least', () => {
  const { sent } = played(
    'connect: { 10.0.0.1:22: 4s }',
    ['{ at: 1500ms, block: server, proto: tcp, direction: out }'],
    '30s',
    '100ms',
  )
  // The SYN takes 0.4 s, for it waits for ARP, and the first word 0.2 s: SRTT 375 ms, RTTVAR 200 ms.
  const [, second, again] = sent('PSH')
  expect(again! - second!).toBeCloseTo(0.375 + 4 * 0.2, 3)
})

test('after a lost SYN the first wait for data is 3 s, for of what was sent twice no round trip is known', () => {
  const { sent } = played(
    TALKS,
    [
      '{ at: 0s, block: server, proto: tcp, for: 500ms }',
      '{ at: 1000050us, block: laptop, proto: tcp, direction: in, for: 100us }',
    ],
    '30s',
  )
  const [first, again] = sent('SYN')
  expect(again! - first!).toBeCloseTo(1, 3)
  const { sent: later } = played(
    TALKS,
    ['{ at: 0s, block: server, proto: tcp, for: 500ms }', '{ at: 1000300us, block: server, proto: tcp }'],
    '30s',
  )
  const [word, repeated] = later('PSH')
  expect(repeated! - word!).toBeCloseTo(3, 3)
})

test('a machine that was off knows no connection, and resets it; the next word opens another one, from another port', () => {
  const { connections } = played('connect: { 10.0.0.1:22: 1s }', ['{ at: 5500ms, reboot: server }'], '20s')
  expect(connections.map(({ becomes, port }) => [becomes, port])).toEqual([
    ['open', 49_152],
    ['reset', 49_152],
    ['open', 49_153],
  ])
})

test('each fetch has a connection of its own, which it ends in order', () => {
  const { segments } = played('fetch: { http://10.0.0.1/: 1s }', [], '2500ms')
  const ports = new Set(segments.map(({ source, destination }) => (source.endsWith(':80') ? destination : source)))
  expect(ports.size).toBe(3)
  expect(segments.slice(0, 6).map(({ host, flag }) => `${host} ${flag}`)).toEqual([
    'laptop SYN',
    'server SYN+ACK',
    'laptop PSH',
    'server PSH',
    'laptop FIN',
    'server FIN',
  ])
})

test('what is said while an answer is out waits its turn, and is answered in order', () => {
  const { records } = played(
    'connect: { 10.0.0.1:22: 400ms }',
    ['{ at: 2100ms, block: server, proto: tcp, for: 2s }'],
    '20s',
  )
  const answers = records
    .filter((record): record is RecordOf<'answer'> => record.kind === 'answer')
    .map(({ sequence }) => sequence)
  expect(answers).toEqual(answers.toSorted((a, b) => a - b))
  expect(records.filter(({ kind }) => kind === 'unanswered').length).toBeGreaterThan(2)
  expect(records.some((record) => record.kind === 'connection' && record.becomes !== 'open')).toBe(false)
})
