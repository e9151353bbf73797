import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import { formatSeconds } from '../../src/time.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { tell } from '../golden/tell.ts'
import { expectWritten } from '../retold.ts'

// Each scenario of the folder is played, and told beside it: what is typed, what it prints, what comes of it; of the
// advertisements nothing.
const HERE = join(import.meta.dirname, 'stories')
const stories = readdirSync(HERE).filter((name) => name.endsWith('.yaml'))

test.each(stories)('%s', (name) => {
  const trace = simulate(loadScenario(readFileSync(join(HERE, name), 'utf8'), name))
  const told = `${trace.records.flatMap(lines).join('\n')}\n`
  const file = join(HERE, name.replace(/yaml$/, 'txt'))
  expectWritten(file, told)
})

function lines(record: TraceRecord): string[] {
  if (record.kind === 'command') return [`${formatSeconds(record.t)}  ${record.host}# ${record.command}`]
  return record.kind === 'advert' ? [] : tell(record)
}
