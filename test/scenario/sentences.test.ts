import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { SentenceNames } from '../../src/scenario/sentences/names.ts'
import { readQuantity, readSentence, readTruth } from '../../src/scenario/sentences/read.ts'
import { GOOD } from './file.ts'

const NAMES = SentenceNames.of(loadScenario(GOOD, 'good.yaml'))

const word = fc.oneof(
  fc.constantFrom(
    ...'nobody somebody any is not becomes owns group MASTER BACKUP INIT on off paused of lan/1 dmz/2 old new web two'.split(
      ' ',
    ),
    ...'MASTERs at most least one strictly ping -> 10.0.0.3 fails answered by demotion 240 1..2 log matches /a/'.split(
      ' ',
    ),
    ...'a fault happens advertises announces and or transitions adverts drops floods sw1 lost pings outage longest hand-overs'.split(
      ' ',
    ),
  ),
  fc.string({ maxLength: 5 }),
)

test('whatever words there are, it is a sentence, or one flaw within the text', () => {
  let read = 0
  fc.assert(
    fc.property(fc.array(word, { maxLength: 9 }), (words) => {
      const text = words.join(' ')
      for (const reader of [readTruth, readQuantity, readSentence]) {
        const { sentence, flaw } = reader(text, NAMES)
        expect((sentence === undefined) !== (flaw === undefined)).toBe(true)
        if (sentence !== undefined) {
          read += 1
          expect(reader(sentence.text, NAMES).sentence).toEqual(sentence)
        }
        if (flaw === undefined) continue
        expect([flaw.start >= 0, flaw.end <= text.length, flaw.message.length > 5]).toEqual([true, true, true])
        expect(flaw.message).not.toMatch(/undefined|\[object|NaN/)
      }
    }),
    { numRuns: 3_000 },
  )
  expect(read).toBeGreaterThan(50)
})

test('a sentence that is too long is not read at all', () => {
  const { flaw } = readTruth('new is on and '.repeat(100), NAMES)
  expect(flaw?.message).toBe('a sentence is at most 1000 characters long')
})
