import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Stories: what happens stands in a file, to be reviewed as prose. REWRITE=1 writes down what happens now: commit the
// difference only if you can say why each line changed.

/** A test for each text of a folder, and of those in it: told again it is the same. */
export function testStories(folder: string, retell: (story: string) => string): void {
  const stories = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'))
  test.each(stories.sort())('%s', (name) => {
    const file = join(folder, name)
    expectWritten(file, retell(readFileSync(file, 'utf8')))
  })
  test('there are stories', () => {
    expect(stories.length).toBeGreaterThan(10)
  })
}

/** What is told now is what a file says. */
export function expectWritten(file: string, now: string): void {
  if (process.env['REWRITE']) writeFileSync(file, now)
  else expect(now).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '')
}
