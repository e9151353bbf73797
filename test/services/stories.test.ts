import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import { formatSeconds } from '../../src/time.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { tell } from '../golden/tell.ts'

// Each scenario of the folder is played, and told beside it: what is typed, what it prints, what comes of it; of the
// advertisements nothing. REWRITE=1 writes down what happens now: commit the difference only if you can say why each
// line changed.
const HERE = join(import.meta.dirname, 'stories')
const stories = readdirSync(HERE).filter((name) => name.endsWith('.yaml'))

test.each(stories)('%s', (name) => {
  const trace = simulate(loadScenario(readFileSync(join(HERE, name), 'utf8'), name))
  const told = `${trace.records.flatMap(lines).join('\n')}\n`
  const file = join(HERE, name.replace(/yaml$/, 'txt'))
  if (process.env['REWRITE']) writeFileSync(file, told)
  else expect(told).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '')
})

function lines(record: TraceRecord): string[] {
  if (record.kind === 'command') return [`${formatSeconds(record.t)}  ${record.host}# ${record.command}`]
  return record.kind === 'advert' ? [] : tell(record)
}
