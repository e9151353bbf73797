import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Opened } from '../../src/scenario/read/extends.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import { errorOf, GOOD, many, messageOf, problemsOf, withoutLines } from './file.ts'

// Whatever a file holds, it is a scenario or the user's error: no stack trace, no hang, no words of our libraries.

describe('files that are no scenarios', () => {
  const files: Readonly<Record<string, string>> = {
    nothing: '',
    'a comment': '# nothing\n\n',
    'a text': 'hello',
    'a list': '[1, 2]',
    'a document mark': '---\n',
    'a byte order mark': `\ufeff${GOOD}`,
    'bytes of a picture': '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR',
    'bytes that are no UTF-8': 'carpsim: 1\ntitle: M\ufffdnchen\n',
    'old line ends': GOOD.replaceAll('\n', '\r'),
    'half of a character': 'title: \ud800',
    'two scenarios': `${GOOD}---\n${GOOD}`,
    'a directive': '%YAML 9.9\n---\na: 1\n',
    'deep lists': '['.repeat(50_000),
    'deep maps': '{a: '.repeat(5_000),
    'deep lines': Array.from({ length: 40 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'a reference to itself': 'a: &a [*a]',
    'a reference to nothing': 'title: *nothing',
    'more than 1 MB': `# ${'x'.repeat(1_000_000)}`,
  }
  for (const [name, text] of Object.entries(files)) {
    test(name, () => {
      expect(problemsOf(text).map((problem) => problem.replace(/^.*?: (?=.*: )/, ''))).toMatchSnapshot()
    })
  }
})

test('references that unfold without end', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]`)
  const error = errorOf(`l0: &l0 x\n${levels.join('\n')}\n`)
  expect(error.problems.at(-1)!.message).toBe('with all references (*name) written out, the file is too large')
})

test('long files take seconds, not minutes', () => {
  const hosts = many(3_000, (i) => `  h${i}: { interfaces: { e: { address: 1.1.1.1/8, plug: n${i} } } }\n`)
  const events = many(1_000, (i) => `  - { at: 1s, unplug: nobody${i} }\n`)
  const started = performance.now()
  const error = errorOf(
    `carpsim: 1\nnetworks:\n${many(3_000, (i) => `  n${i}x: {}\n`)}hosts:\n${hosts}events:\n${events}`,
  )
  expect(error.problems).toHaveLength(4_000)
  expect(performance.now() - started).toBeLessThan(15_000)
})

test('files that extend each other without end', () => {
  let opened = 0
  const open = (): Opened => ({ text: `extends: next.yaml\n# ${'x'.repeat(90_000)}`, file: `${opened++}.yaml` })
  const started = performance.now()
  expect(messageOf(() => loadScenario(open().text, 'a.yaml', { open }))).toContain('larger than 1 MB')
  expect(opened).toBeLessThan(20)
  expect(performance.now() - started).toBeLessThan(8_000)
})

test('a key that all objects have, and prototypes, are unknown keys', () => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    expect(problemsOf(`${GOOD}${key}: 1\n`)).toEqual([expect.stringContaining(`${key} is no key of a scenario`)])
    expect(problemsOf(GOOD.replace('preempt: true', `preempt: ${key}`))).toHaveLength(1)
    expect(problemsOf(GOOD.replace('unplug:', `${key}:`))).toHaveLength(1)
  }
})

/** What the libraries say, and what a programme says that tripped. */
const FOREIGN =
  /[Ii]nvalid input|\b[Ee]xpected\b|\breceived\b|[Uu]nrecognized|[Tt]oo (?:big|small):|\bundefined\b|\[object|\bNaN\b|[Ff]low map|[Ii]mplicit/

/** A few characters of the good file replaced: by others, by parts of it, by what means something in YAML. */
const edit = fc.record({
  at: fc.nat(GOOD.length - 1),
  length: fc.nat(12),
  put: fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(
      ...'{}[],:#&*!|>%@`\'"\n\t-?',
      ': ',
      ' #',
      '\n  ',
      '<<',
      '__proto__',
      '[]',
      '{}',
      '-1',
      '1e9',
      '\0',
    ),
    fc.tuple(fc.nat(GOOD.length), fc.nat(40)).map(([from, length]) => GOOD.slice(from, from + length)),
  ),
})

/** Thousands where there is time: see .ci/run. */
const EDITED = Number(process.env['CARPSIM_EDITED_FILES'] ?? 500)

test('a file with random edits is a scenario that can be saved, or the error of its author', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const text = edits.reduce((now, { at, length, put }) => now.slice(0, at) + put + now.slice(at + length), GOOD)
      try {
        const scenario = loadScenario(text, 'mine.yaml')
        expect(withoutLines(loadScenario(saveScenario(scenario), 'saved.yaml'))).toEqual(withoutLines(scenario))
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error
        expect(error.problems.length).toBeGreaterThan(0)
        expect(error.message).not.toMatch(/^ +at /m)
        for (const { message, line, column, length } of error.problems) {
          expect(message).not.toMatch(FOREIGN)
          expect(line >= 1 && column >= 1 && length >= 1).toBe(true)
          expect(column + length - 1).toBeLessThanOrEqual(Math.max(1, (text.split('\n')[line - 1] ?? '').length + 1))
        }
      }
    }),
    { numRuns: EDITED },
  )
}, 300_000)
