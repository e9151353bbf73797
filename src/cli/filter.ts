import { ScenarioError } from '../scenario/error.ts'
import { SentenceNames } from '../scenario/sentences/names.ts'
import { readSentence } from '../scenario/sentences/read.ts'
import { Source as Text } from '../scenario/text/source.ts'
import { type Filter, filterOf } from '../trace/filter.ts'
import type { Trace } from '../trace/trace.ts'
import { Failure } from './exit.ts'
import type { Source } from './scenario.ts'

const NAME = '--filter'

/** What a sentence of the command line is about. */
export interface Kept {
  readonly keep: Filter
  /** Whether it asks for things that are not told unless somebody asks. */
  readonly verbose: boolean
}

/**
 * Which records a sentence of the command line is about.
 *
 * @throws Failure where it is no sentence, with the place in it
 */
export function filterFor(sentence: string, { scenario }: Source, trace: Trace): Kept {
  const read = readSentence(sentence, SentenceNames.of(scenario))
  const { sentence: said } = read
  if (said !== undefined) return { keep: filterOf(said, trace), verbose: said.sort !== 'names' }
  const { start, end, message } = read.flaw!
  const text = new Text(sentence, NAME)
  const { line, column } = text.position(start)
  const problem = { file: NAME, line, column, length: Math.max(1, end - start), path: '', message }
  throw new Failure(new ScenarioError([problem], new Map([[NAME, text]])).message)
}
