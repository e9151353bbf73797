import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { retell } from './story.ts'

// Every story under this folder is told again. REWRITE=1 writes down what happens now: commit the difference only if
// you can say why each line changed.
const HERE = import.meta.dirname

const stories = readdirSync(HERE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .sort()

for (const name of stories) {
  test(relative('.', name).replace('.txt', ''), () => {
    const file = join(HERE, name)
    const before = readFileSync(file, 'utf8')
    const now = retell(before)
    if (process.env['REWRITE']) writeFileSync(file, now)
    else expect(now).toBe(before)
  })
}

test('there are stories', () => {
  expect(stories.length).toBeGreaterThan(10)
})
