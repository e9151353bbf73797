import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInterfaces } from '../../src/config/interfaces.ts'
import { LARGEST, type Parsed, type Place } from '../../src/config/text.ts'
import { FORMATS } from './formats.ts'
import { mutated } from './mutated.ts'

// Whatever stands in a machine's file is in a setting, a finding or a comment: nothing is lost in silence.

const EDITED = Number(process.env['CARPSIM_EDITED_FILES'] ?? 250)
/** Nothing takes longer, on a machine that does much else. */
const LIMIT = 2_000 * 4

/** A setting without its places. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).filter(([key]) => !['place', 'at', 'from'].includes(key))
  return Object.fromEntries(parts.map(([key, part]) => [key, bare(part)]))
}

/** What of a text is neither blank nor in any of the places. */
function lost(text: string, { settings, findings, comments }: Parsed<{ readonly place: Place }>): string {
  const places = [...settings.map((one) => one.place), ...findings.map((one) => one.place), ...comments]
  const covered = new Uint8Array(text.length + 1)
  for (const { start, end } of places) covered.fill(1, start, end)
  let signs = ''
  // Nearly all is covered, of texts as long as may be.
  for (let at = covered.indexOf(0); at < text.length; at = covered.indexOf(0, at + 1)) signs += text[at]
  return signs.replace(/\s+/g, '')
}

test('a stanza begins with the backslash above its first word', () => {
  const text = '\\\niface eth0 inet static\n'
  expect(lost(text, parseInterfaces(text))).toBe('')
})

/** What all that is parsed has, whatever the text. */
function holds(text: string, parsed: Parsed<{ readonly place: Place }>): void {
  const { settings, findings, comments } = parsed
  expect(lost(text, parsed)).toBe('')
  // Asked of thousands: expect takes longer than all of this.
  const isPlaced = ({ start, end, line, column }: Place) => {
    const before = text.slice(0, start).split('\n')
    return start < end && end <= text.length && line === before.length && column === before.at(-1)!.length + 1
  }
  const isSaid = ({ name, says, instead }: (typeof findings)[number]) =>
    /^[a-z][a-z-]*$/.test(name) && says.length > 10 && instead !== ''
  expect([...settings, ...findings].filter(({ place }) => !isPlaced(place))).toEqual([])
  expect(findings.filter((finding) => !isSaid(finding))).toEqual([])
  const begins = comments.map(({ start }) => text.slice(start, start + 2))
  expect(begins.filter((begin) => !/^(?:#|;|\/\/|\/\*)/.test(begin))).toEqual([])
}

for (const [name, { parse, print, good, any }] of Object.entries(FORMATS)) {
  describe(name, () => {
    test('a good file has no findings', () => {
      const parsed = parse(good)
      expect(parsed.findings).toEqual([])
      expect(bare(parsed.settings)).toMatchSnapshot()
      holds(good, parsed)
    })

    test('what is printed reads as it was', () => {
      const printed = print(parse(good).settings)
      expect(bare(parse(printed).settings)).toEqual(bare(parse(good).settings))
      fc.assert(
        fc.property(any, (settings) => {
          const text = print(settings)
          const read = parse(text)
          expect(read.findings.filter(({ name }) => name !== 'typographic-quotes')).toEqual([])
          expect(bare(read.settings)).toEqual(bare(settings))
          expect(print(read.settings)).toBe(text)
          holds(text, read)
        }),
      )
    })

    test(`${EDITED} edited files: nothing is lost, nothing throws`, () => {
      fc.assert(
        fc.property(mutated(good), (text) => holds(text, parse(text))),
        { numRuns: EDITED },
      )
    }, 600_000)

    const HUGE: Readonly<Record<string, string>> = {
      'the same again and again': good.repeat(Math.ceil((2 * LARGEST) / good.length)),
      'one long line': 'a'.repeat(2 * LARGEST),
      'one long value': `a="${'b '.repeat(LARGEST)}"`,
      'nothing but quotes': '"\''.repeat(LARGEST),
      'nothing but brackets': '${$(('.repeat(LARGEST / 4),
      'nothing but blanks': ' '.repeat(2 * LARGEST),
      'nothing but equal signs': '='.repeat(2 * LARGEST),
      'blanks and equal signs': `a${' '.repeat(LARGEST / 2)}= ${' '.repeat(LARGEST / 2)}`,
      'names that grow': `a=xxxxxxxx\n${'a=$a$a$a$a\n'.repeat(50_000)}`,
      'open comments': '/* '.repeat(LARGEST / 3),
      'open expansions': 'a=$(\n'.repeat(LARGEST / 5),
      backslashes: 'a=\\\n'.repeat(LARGEST / 4),
      marks: ';{}'.repeat(LARGEST / 3),
      'open compounds': 'if a; '.repeat(LARGEST / 6),
    }
    for (const [what, text] of Object.entries(HUGE)) {
      test(`huge: ${what}`, () => {
        const started = performance.now()
        const parsed = parse(text)
        expect(performance.now() - started).toBeLessThan(LIMIT)
        expect(lost(text, parsed)).toBe('')
      })
    }
  })
}
