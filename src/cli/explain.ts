import type { Command } from 'commander'
import type { Entry, nearestWord } from '../learn/glossary.ts'
import { Failure } from './exit.ts'
import { addTextualOptions, type TextualOptions } from './options.ts'
import { ended, openOutput } from './output.ts'
import { colorFor, widthFor } from './terminal.ts'

const EXAMPLES = `
Examples:
  $ carpsim explain                     all words
  $ carpsim explain advskew
  $ carpsim explain master-down timer   as a run names its reasons
  $ carpsim explain crossed-cable-pull  a story of the field guide, with its pictures
`

/** `carpsim explain [WORD]`: the glossary, and the field guide. */
export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .summary('what a word means: advskew, hand-over …; or a story of the field guide')
    .description(
      'Explains a word of the field, a rule, or a reason that a run names; or tells a story of the field guide: how a fail-over failed, why, and what helped. Without a word it lists them.',
    )
    .argument('[word...]', 'what is to be explained')
  addTextualOptions(command).addHelpText('after', EXAMPLES).action(explain)
}

async function explain(words: readonly string[], options: TextualOptions): Promise<void> {
  const { explained, nearestWord, GLOSSARY } = await import('../learn/glossary.ts')
  const word = words.join(' ')
  const entry = explained(word)
  if (word !== '' && entry === undefined) return tellStory(word, options, nearestWord)
  const paint = await painting(options)
  const output = await openOutput(options.output)
  await output.write(ended(entry === undefined ? paint.all(GLOSSARY) : paint.one(entry)))
  await output.close()
}

/** A story, or what is nearly called so. */
async function tellStory(word: string, options: TextualOptions, nearest: typeof nearestWord): Promise<void> {
  const { storyNamed, storyNames } = await import('./story.ts')
  const story = await storyNamed(word)
  if (story === undefined) {
    const stories = storyNames().flatMap((name) => [name, name.slice(name.lastIndexOf('/') + 1)])
    const near = nearest(word, stories) || '; carpsim explain lists the words that it has, carpsim list the stories'
    throw new Failure(`${word}: no such word is explained${near}`)
  }
  const { guideText } = await import('../export/guide.ts')
  const { ascii = false } = options
  const output = await openOutput(options.output)
  await output.write(ended(guideText(story, { width: widthFor(options), ascii, color: colorFor(options) })))
  await output.close()
}

/** How the glossary is laid out. */
interface Painting {
  one(entry: Entry): Iterable<string>
  all(glossary: Readonly<Record<string, readonly Entry[]>>): Iterable<string>
}

/** Longer lines of prose are hard to read. */
const PROSE = 90
const LABEL = 10

async function painting(options: TextualOptions): Promise<Painting> {
  const { flowed, inAscii, wrapped } = await import('../views/wrap.ts')
  const width = Math.min(widthFor(options), PROSE)
  const say = (text: string) => (options.ascii ? inAscii(text) : text)
  const indented = (text: string, first: string) =>
    wrapped(say(text), width - first.length).map((row, i) => (i === 0 ? first : ' '.repeat(first.length)) + row)
  return {
    *one({ word, also = [], text, numbers, see = [], shows, source }) {
      yield* indented(also.length === 0 ? word : `${word} (also: ${also.join(', ')})`, '')
      yield* indented(text, '  ')
      const facts = { numbers, 'see also': see.join(', '), 'shows in': shows && `carpsim run ${shows}`, source }
      for (const [label, fact] of Object.entries(facts)) if (fact) yield* indented(fact, `  ${label.padEnd(LABEL)}`)
    },
    *all(glossary) {
      for (const [heading, entries] of Object.entries(glossary)) {
        yield say(heading)
        const words = entries.map(({ word }) => word)
        yield* flowed(words, ', ', width - 3).map((row) => `  ${row}`)
        yield ''
      }
      yield 'carpsim explain WORD says what one means.'
      yield 'carpsim explain NAME tells a story of the field guide.'
    },
  }
}
