import { type DevdRule, type DevdStatement, EVENTS } from '../../config/devd-conf.ts'
import { RegularExpression } from '../../config/regular-expression.ts'
import { expand } from './variables.ts'

/** What a rule can see of an event. */
export interface Seen {
  /** The value of a variable; one that nobody set is empty. */
  value(name: string): string
  /** What kind of network an interface is of, as its card says; undefined: it has no card. */
  media(device: string): string | undefined
}

/** A rule as devd keeps it: what it asks, and what it runs. */
export interface Rule {
  readonly kind: (typeof EVENTS)[number]
  readonly priority: number
  readonly actions: readonly string[]
  readonly file: string
  readonly line: number
  /** How much it takes to try it, in steps a character. */
  readonly size: number
  matches(seen: Seen): boolean
}

/** What all rules together may take, in steps a character. */
export const MOST_STEPS = 100_000

/**
 * @param setVariable - what `set` has set up to there
 * @param room - of those steps, what others have left
 */
export function ruleOf(
  { kind, priority, statements, place }: DevdRule,
  file: string,
  setVariable: (name: string) => string,
  room = MOST_STEPS,
): Rule {
  const tests: Test[] = []
  let size = 0
  for (const statement of statements) {
    const test = size < room ? testOf(statement, setVariable) : NO_MEMORY
    size += test.size
    tests.push(size <= room ? test.holds : NO_MEMORY.holds)
  }
  const actions = statements.flatMap((each) => (each.kind === 'action' ? [each.value.text] : []))
  const matches = (seen: Seen) => tests.every((holds) => holds(seen))
  return { kind, priority, actions, file, line: place.line, size: Math.min(size, room), matches }
}

/** Each list, highest priority first; equal ones stay in the order in which they were read. */
export function sorted(rules: readonly Rule[]): ReadonlyMap<Rule['kind'], readonly Rule[]> {
  const by = (kind: Rule['kind']) => rules.filter((rule) => rule.kind === kind)
  return new Map(EVENTS.map((kind) => [kind, by(kind).toSorted((a, b) => b.priority - a.priority)]))
}

type Test = (seen: Seen) => boolean

/** What there is no memory for is compiled to nothing, and matches nothing. */
const NO_MEMORY = { holds: () => false, size: 0 }

function testOf(statement: DevdStatement, setVariable: (name: string) => string): { holds: Test; size: number } {
  if (statement.kind === 'action') return { holds: () => true, size: 0 }
  if (statement.kind === 'media-type') return { holds: mediaTest(statement.value.text), size: 1 }
  const [name, pattern] =
    statement.kind === 'match'
      ? [statement.variable.text, statement.pattern.text]
      : [statement.kind, statement.value.text]
  return matchTest(name, pattern, setVariable)
}

/** devd.cc, match::match(), match::do_match(): what regcomp refused matches nothing. */
function matchTest(name: string, pattern: string, setVariable: (name: string) => string) {
  const isNegated = pattern.startsWith('!')
  const text = expand(isNegated ? pattern.slice(1) : pattern, setVariable)
  const expression = RegularExpression.read(`^${text}$`)
  const holds = (seen: Seen) => (typeof expression !== 'string' && expression.test(seen.value(name))) !== isNegated
  return { holds, size: typeof expression === 'string' ? 1 : expression.size }
}

/** devd.cc, media::do_match(): it asks the interface that the event is about. */
function mediaTest(type: string): Test {
  const wanted = type.toLowerCase()
  return (seen) => (seen.media(seen.value('device-name') || seen.value('subsystem')) ?? 'unknown') === wanted
}
