import type { GroupTiming, Timing } from '../views/timing/timing.ts'
import type { Warning } from '../views/timing/warnings.ts'
import { networkWords, type Row, sectionsOf } from '../views/timing/words.ts'
import { count } from '../views/words.ts'
import { harmless, inAscii, padded, wrapped } from '../views/wrap.ts'

const LABEL = 20
const INDENT = 4

/**
 * What settings come to, as people read it: network, machines, losses, races, warnings.
 *
 * @param width - columns, 60 or more
 * @param ascii - no character beyond ASCII
 * @returns lines without their ends
 */
export function* timingText(timing: Timing, width: number, ascii: boolean): Generator<string> {
  const say = (line: string) => (ascii ? inAscii(harmless(line)) : harmless(line))
  for (const line of linesOf(timing, width, say)) yield line.trimEnd()
}

type Say = (line: string) => string

function* linesOf({ title, networks, groups, warnings }: Timing, width: number, say: Say): Generator<string> {
  yield* wrapped(say(title === '' ? 'Timing' : `${title}: timing`), width)
  for (const network of networks) yield* wrapped(say(networkWords(network)), width)
  for (const group of groups) yield* groupLines(group, width, say)
  if (warnings.length > 0) yield ''
  yield* warningLines(warnings, width, say)
  const all = [...warnings, ...groups.flatMap((group) => group.warnings)]
  yield ''
  yield all.length === 0 ? 'No warnings.' : `${count(all.length, 'warning')}.`
}

function* groupLines(group: GroupTiming, width: number, say: Say): Generator<string> {
  yield ''
  yield* wrapped(say(`${group.name}  ${group.addresses.join(', ')}`), width)
  for (const { heading, rows } of sectionsOf(group)) {
    yield* hanging(say(heading), 2, 4, width)
    for (const row of rows) yield* rowLines(row, width, say)
  }
  yield* warningLines(group.warnings, width, say)
}

function* rowLines({ label, text }: Row, width: number, say: Say): Generator<string> {
  const left = INDENT + LABEL
  const name = padded(`${' '.repeat(INDENT)}${say(label)} `, left)
  const rows = wrapped(say(text), width - left)
  for (const [i, row] of rows.entries()) yield (i === 0 ? name : ' '.repeat(left)) + row
}

function* warningLines(warnings: readonly Warning[], width: number, say: Say): Generator<string> {
  for (const { text, remedy } of warnings) {
    yield* hanging(say(`! ${text}.`), 2, 4, width)
    yield* hanging(say(`→ ${remedy}`), 4, 6, width)
  }
}

/** The first row begins further to the left than the others. */
function* hanging(text: string, first: number, others: number, width: number): Generator<string> {
  for (const [i, row] of wrapped(text, width - others).entries()) yield ' '.repeat(i === 0 ? first : others) + row
}

/** The same as programs read it: times are whole microseconds. */
export function timingJson(timing: Timing): string {
  return `${JSON.stringify({ version: 1, ...timing })}\n`
}
