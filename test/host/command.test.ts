import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { Simulator } from '../../src/simulate.ts'
import type { RecordOf, TraceRecord } from '../../src/trace/record.ts'
import { recordsOf } from './story.ts'

const GOLDEN = join(import.meta.dirname, 'golden')

const TWO = `
hosts
a freebsd-9.3 em0=10.0.0.1/24
  em0 vhid 1 advskew 0 pass secret 10.0.0.100/24
b freebsd-9.3 em0=10.0.0.2/24
  em0 vhid 1 advskew 100 pass secret 10.0.0.100/24

run 4.5s
`.trim()

test('a command is caused by the event, and causes what it does, prints, and what follows from it elsewhere', () => {
  const records = recordsOf(`${TWO}\n\na# ifconfig carp0 down\n\nrun 5s`)
  const command = records.find((record) => record.kind === 'command')!
  expect(command).toMatchObject({ t: 4_500_000, host: 'a', command: 'ifconfig carp0 down' })
  expect(records[command.cause! - 1]).toMatchObject({ kind: 'fault', text: 'a# ifconfig carp0 down' })
  const because = descendantsOf(command, records).map(({ kind }) => kind)
  expect(because).toContain('output')
  const takeOver = records.find((record) => record.kind === 'transition' && record.t > command.t)!
  expect(takeOver).toMatchObject({ host: 'b', to: 'MASTER' })
  expect(descendantsOf(command, records)).toContain(takeOver)
})

test('each command of the stories has one output, after all that it did, unless the power goes', () => {
  for (const name of readdirSync(GOLDEN)) {
    const records = recordsOf(readFileSync(join(GOLDEN, name), 'utf8'))
    const commands = records.filter((record) => record.kind === 'command')
    const outputs = records.filter((record): record is RecordOf<'output'> => record.kind === 'output')
    const causes = outputs.map(({ cause }) => cause)
    expect(new Set(causes).size).toBe(causes.length)
    // What ran when the power went has nobody to print to.
    const offs = records.filter((record) => record.kind === 'power' && record.power === 'off') as RecordOf<'power'>[]
    const isCut = ({ id, host, t }: RecordOf<'command'>) =>
      !causes.includes(id) && offs.some((off) => off.host === host && off.t >= t && off.id > id)
    const ended = commands.filter((command) => !isCut(command))
    expect(causes.toSorted((a, b) => a! - b!)).toEqual(ended.map(({ id }) => id))
  }
})

function descendantsOf(ancestor: TraceRecord, records: readonly TraceRecord[]): TraceRecord[] {
  const family = new Set([ancestor.id])
  return records.filter(({ id, cause }) => {
    const belongs = cause !== null && family.has(cause)
    if (belongs) family.add(id)
    return belongs
  })
}

test('commands see the files that a host is given, and what is written to them lasts to the end of the run alone', () => {
  const scenario = loadScenario(
    `
carpsim: 1
until: 20s
hosts:
  fw1:
    system: freebsd-9.3
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    files:
      /etc/hosts: 10.0.0.1 fw1.example.org fw1
      /root/run.sh: { mode: 755, text: "#!/bin/sh" }
events:
  - { at: 1s, run: fw1, command: ping -c 1 -q fw1 && cat /etc/hosts }
  - { at: 5s, run: fw1, command: /root/run.sh; /etc/hosts; chmod -x /root/run.sh && ./run.sh }
  - { at: 6s, run: fw1, command: vi /etc/hosts, input: 10.0.0.2 fw2 }
  - { at: 7s, reboot: fw1 }
  - { at: 8s, run: fw1, command: cat /etc/hosts }
`,
    'files',
  )
  const printed = (records: readonly TraceRecord[]) =>
    records.flatMap((record) => (record.kind === 'output' ? [`${record.exit} ${record.text.trim()}`] : []))
  const simulator = new Simulator(scenario)
  const first = printed(simulator.run().records)
  expect(first[0]).toMatch(/^0 PING fw1 \(10\.0\.0\.1\).*1 packets received/s)
  expect(first.slice(1)).toEqual([
    '0 10.0.0.1 fw1.example.org fw1',
    '0 ',
    '126 /etc/hosts: Permission denied',
    '0 ',
    '126 ./run.sh: Permission denied',
    '0 ',
    '0 10.0.0.1 fw1.example.org fw1\n10.0.0.2 fw2',
  ])
  expect(printed(simulator.run().records)).toEqual(first)
})
