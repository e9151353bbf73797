import { formatTime } from '../../time.ts'
import type { Leaf } from '../../trace/sentence.ts'
import type { QuestionSpec } from '../scenario.ts'
import { question } from '../schema/question.ts'
import type { SentenceNames } from '../sentences/names.ts'
import { readTruth } from '../sentences/read.ts'
import type { Reader } from './reader.ts'

const WHY = ['why']
/** Of what carpsim can say why it is so. */
const ASKED: readonly Leaf['is'][] = ['state', 'ping', 'demotion', 'role', 'service']

/** What a story asks of itself; undefined: nothing, or there were complaints. */
export function readQuestion(
  reader: Reader,
  names: SentenceNames,
  until = Number.MAX_SAFE_INTEGER,
): QuestionSpec | undefined {
  if (reader.at(WHY) === undefined) return undefined
  const said = reader.check(question, WHY)
  if (said === undefined) return undefined
  const path = [...WHY, 'that']
  const { sentence, flaw } = readTruth(said.that, names)
  if (flaw !== undefined) reader.complainWithin(path, flaw)
  if (sentence === undefined) return undefined
  if (sentence.sort === 'happening' || !isAsked(sentence.says)) {
    const { host, group } = names.example
    reader.complain(path, `why is asked of one thing: ${host} is MASTER of ${group}, or ping laptop -> 10.0.0.3 fails`)
    return undefined
  }
  const { at = until, because } = said
  if (at > until) {
    reader.complain([...WHY, 'at'], `this is after the end, until: ${formatTime(until)}; write an earlier time`)
  }
  return { at, that: { text: sentence.text, says: sentence.says }, because }
}

function isAsked(says: { readonly is: string }): says is Leaf {
  return (ASKED as readonly string[]).includes(says.is)
}
