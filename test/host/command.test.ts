import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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

test('each command of the stories has one output, after all that it did at once', () => {
  for (const name of readdirSync(GOLDEN)) {
    const records = recordsOf(readFileSync(join(GOLDEN, name), 'utf8'))
    const commands = records.filter((record) => record.kind === 'command')
    const outputs = records.filter((record): record is RecordOf<'output'> => record.kind === 'output')
    expect(outputs.map(({ cause }) => cause)).toEqual(commands.map(({ id }) => id))
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
