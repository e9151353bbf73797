import { expect, test } from 'vitest'
import { progress } from '../../src/cli/progress.ts'
import { SECOND } from '../../src/time.ts'
import { CABLE_PULL, carpsim } from './command.ts'

const HOUR = 3_600 * SECOND

/** What it writes of a run that tells each step after so many milliseconds. */
function written(steps: readonly number[]): string[] {
  const texts: string[] = []
  let now = 5_000
  const shown = progress(
    HOUR,
    (done) => `${done / 60 / SECOND} of 60 min`,
    (text) => texts.push(text),
    () => now,
  )
  steps.forEach((time, i) => {
    now += time
    shown.at((i + 1) * 360 * SECOND)
  })
  shown.end()
  return texts.map((text) => text.replaceAll('\r\u001b[K', '<'))
}

test('a short run says nothing', () => {
  expect(written([50, 50, 50, 200])).toEqual([])
})

test('a long one says how far it has come, not too often, and wipes that out', () => {
  expect(written([300, 200, 20, 20, 100, 200])).toEqual([
    '<12 of 60 min, 20%',
    '<30 of 60 min, 50%',
    '<36 of 60 min, 60%',
    '<',
  ])
})

test('without a terminal there is no word of it', async () => {
  expect((await carpsim(['run', CABLE_PULL, '--until', '3h', '--level', 'metrics'])).stderr).toBe('')
})
