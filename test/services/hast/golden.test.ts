import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { retell } from './story.ts'

// Every story of the folder is told again. REWRITE=1 writes down what happens now: commit the difference only if you
// can say why each line changed.
const HERE = join(import.meta.dirname, 'golden')

test.each(readdirSync(HERE))('%s', (name) => {
  const file = join(HERE, name)
  const before = readFileSync(file, 'utf8')
  const now = retell(before)
  if (process.env['REWRITE']) writeFileSync(file, now)
  else expect(now).toBe(before)
})
