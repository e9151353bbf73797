import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { RecordOf, TraceRecord } from '../../src/trace/record.ts'

/** Two machines with FreeBSD that come up by their files: what each is given besides what they share. */
export interface Pair {
  readonly system?: string
  /** Of the first one, by path; those of the second are as usual. */
  readonly files?: Readonly<Record<string, string>>
  readonly modes?: Readonly<Record<string, string>>
  readonly other?: Readonly<Record<string, string>>
  readonly events?: readonly string[]
  readonly startup?: string
  readonly until?: string
}

/** A virtual machine with a kernel that has CARP in it, and its cards configured. */
function usual(address: string, skew: number): Record<string, string> {
  return {
    '/boot/kernel/kernel': 'ident CARP\ndevice carp\n',
    '/etc/rc.conf': [
      `ifconfig_em0="inet ${address} netmask 255.255.255.0"`,
      'cloned_interfaces="carp0"',
      `ifconfig_carp0="vhid 1 pass secret advskew ${skew} 10.0.0.3/24"`,
      '',
    ].join('\n'),
  }
}

export function pairOf({ system = 'freebsd-8', files, modes = {}, other, events = [], startup, until = '60s' }: Pair) {
  const host = (name: string, address: string, own: Readonly<Record<string, string>>) => {
    const texts = Object.entries(own).map(
      ([path, text]) => `      ${path}: { mode: ${modes[path] ?? '644'}, text: ${JSON.stringify(text)} }`,
    )
    return [
      `  ${name}:`,
      `    interfaces: { em0: { address: ${address}/24, plug: lan } }`,
      `    startup: { ${startup ?? 'firmware: 0s, loader: 0s, kernel: 0s, fsck: 0s, link: 0s'} }`,
      '    files:',
      ...texts,
    ].join('\n')
  }
  const text = [
    'carpsim: 1',
    `system: ${system}`,
    `until: ${until}`,
    'hosts:',
    host('a', '10.0.0.1', { ...usual('10.0.0.1', 0), ...files }),
    host('b', '10.0.0.2', { ...usual('10.0.0.2', 100), ...other }),
    'events:',
    ...events.map((event) => `  - ${event}`),
    ...(events.length === 0 ? ['  []'] : []),
  ].join('\n')
  return loadScenario(text, 'pair.yaml')
}

export function boot(pair: Pair) {
  return simulate(pairOf(pair))
}

export function of<K extends TraceRecord['kind']>(records: readonly TraceRecord[], kind: K, host = 'a'): RecordOf<K>[] {
  return records.filter(
    (record): record is RecordOf<K> => record.kind === kind && 'host' in record && record.host === host,
  )
}

/** What devd of the first machine ran, each with its time in seconds. */
export function executed(records: readonly TraceRecord[]): string[] {
  return of(records, 'log').flatMap(({ t, line }) => {
    const command = /^devd: Executing '(.*)'$/s.exec(line)?.[1]
    return command === undefined ? [] : [`${(t / 1e6).toFixed(3)} ${command}`]
  })
}
