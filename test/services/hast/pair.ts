import { loadScenario } from '../../../src/scenario/load.ts'
import { simulate } from '../../../src/simulate.ts'
import type { RecordOf, TraceRecord } from '../../../src/trace/record.ts'

/** Two machines with FreeBSD and a resource of HAST between them, that somebody has set up. */
export interface HastPair {
  readonly system?: string
  /** Of HAST, where that is not the system's. */
  readonly release?: string
  /** What stands in hast.conf before the resource, and in it. */
  readonly global?: string
  readonly inside?: string
  readonly size?: string
  readonly disk?: string
  readonly events?: readonly string[]
  readonly until?: string
  readonly seed?: string
  /** Whether rc.conf has hastd started. */
  readonly enabled?: boolean
}

/** As somebody sets it up: a primary, b secondary, from the second at which both are up. */
export const SET_UP: readonly string[] = [
  '{ at: 10s, run: a, command: hastctl create test }',
  '{ at: 10s, run: b, command: hastctl create test }',
  '{ at: 11s, run: a, command: /etc/rc.d/hastd onestart }',
  '{ at: 11s, run: b, command: /etc/rc.d/hastd onestart }',
  '{ at: 12s, run: b, command: hastctl role secondary test }',
  '{ at: 13s, run: a, command: hastctl role primary test }',
]

export function hastConf({ global = '', inside = '' }: Pick<HastPair, 'global' | 'inside'>): string {
  return `${global}
resource test {
  ${inside}
  on a { local /dev/ad6 remote 10.0.0.2 }
  on b { local /dev/ad6 remote 10.0.0.1 }
}
`
}

export function pairOf(pair: HastPair) {
  const {
    system = 'freebsd-9.3',
    release,
    size = '64MiB',
    disk,
    events = [],
    until = '60s',
    seed = '1',
    enabled,
  } = pair
  const host = (name: string, address: string) => `  ${name}:
    interfaces: { em0: { address: ${address}/24, plug: lan } }
    startup: { firmware: 0s, loader: 0s, kernel: 0s, fsck: 0s, link: 0s, unclean: 0s }
    disks: { /dev/ad6: ${disk ?? size} }
    ${release === undefined ? '' : `hast: { release: ${release} }`}
    files:
      /etc/rc.conf: ${JSON.stringify(`hostname="${name}.example.org"\nifconfig_em0="inet ${address}/24"\n${enabled ? 'hastd_enable="YES"\n' : ''}`)}
      /etc/hast.conf: ${JSON.stringify(hastConf(pair))}
`
  const text = `carpsim: 1
system: ${system}
seed: ${seed}
until: ${until}
hosts:
${host('a', '10.0.0.1')}${host('b', '10.0.0.2')}
events:
${[...events.map((event) => `  - ${event}`), ...(events.length === 0 ? ['  []'] : [])].join('\n')}
`
  return loadScenario(text, 'hast.yaml')
}

export function play(pair: HastPair) {
  return simulate(pairOf(pair))
}

export function recordsOf<K extends TraceRecord['kind']>(records: readonly TraceRecord[], kind: K): RecordOf<K>[] {
  return records.filter((record): record is RecordOf<K> => record.kind === kind)
}

/** What hastd of both machines logged, each line with its time, and without the number of its process. */
export function hastLog(records: readonly TraceRecord[]): string[] {
  return recordsOf(records, 'log').flatMap(({ t, host, line }) => {
    const text = /^hastd\[\d+\]: (.*)$/s.exec(line)?.[1]
    return text === undefined ? [] : [`${(t / 1e6).toFixed(6)} ${host} ${text.replace(/pid=\d+/g, 'pid=N')}`]
  })
}

/** What commands printed. */
export function printed(records: readonly TraceRecord[]): string[] {
  return recordsOf(records, 'output').flatMap(({ t, host, text, exit }) =>
    text === '' && exit === 0 ? [] : [`${(t / 1e6).toFixed(6)} ${host} ${text}(exit ${exit})`],
  )
}
