import { expect, test } from 'vitest'
import { step } from '../../src/carp/step.ts'
import { SYSTEMS, systemNamed } from '../../src/carp/systems/index.ts'
import { RecordingPort } from '../carp/recording-port.ts'
import { rowsOf } from './rows.ts'
import * as suite from './suite.ts'
import { readBy } from './witnesses.ts'

/** What tests say when they run. */
async function said(declare: (say: (words: unknown) => void) => void): Promise<unknown[]> {
  const words: unknown[] = []
  declare((word) => words.push(word))
  for (const { title, run } of suite.takeTests()) {
    words.push(title)
    await run()
  }
  return words
}

test('tests are taken down as vitest would, and run when they are asked', async () => {
  const words = await said((say) => {
    suite.test('one', () => say(1))
    suite.test('in time', { timeout: 9 }, async () => say(2))
    suite.test.skipIf(true)('left out', () => say(3))
    suite.describe.each(['a', 'b'])('of %s', (letter: unknown) => {
      suite.test.each([
        { name: 'x', n: 4 },
        { name: 'y', n: 5 },
      ])('$name', ({ n }: { n: number }) => say([letter, n]))
    })
    suite.test.each([[1, { deep: true }]] as const)('%s and more', (n: unknown, { deep }: { deep: boolean }) =>
      say([n, deep]),
    )
  })
  const of = (letter: string) => [`of ${letter} > x`, [letter, 4], `of ${letter} > y`, [letter, 5]]
  expect(words).toEqual(['one', 1, 'in time', 2, ...of('a'), ...of('b'), '1 and more', [1, true]])
  expect(suite.takeTests()).toEqual([])
})

test('what a witness reads of the systems is seen, and nothing is left of the seeing', async () => {
  const before = SYSTEMS.flatMap((system) => [system.checks, ...rowsOf(system).map(({ rules }) => rules)])
  const witness = (name: string, run: () => unknown) => ({ name, recorded: false, run })
  const port = new RecordingPort()
  const read = await readBy(
    witness('a timer', () => {
      step(systemNamed('freebsd-12')!.rules, port.vhost, { on: 'advertise' }, port)
    }),
  )
  expect([...read]).toEqual(['freebsd-12 INIT advertise'])
  expect(await readBy(witness('nobody', () => undefined))).toEqual(new Set())
  await expect(readBy(witness('a liar', () => expect(1).toBe(2)))).rejects.toThrow(
    'a liar: it fails without any change',
  )
  const after = SYSTEMS.flatMap((system) => [system.checks, ...rowsOf(system).map(({ rules }) => rules)])
  expect(after.every((each, i) => each === before[i])).toBe(true)
})
