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
  matches(seen: Seen): boolean
}

/** @param setVariable - what `set` has set up to there */
export function ruleOf(
  { kind, priority, statements, place }: DevdRule,
  file: string,
  setVariable: (name: string) => string,
): Rule {
  const tests = statements.map((statement) => testOf(statement, setVariable))
  const actions = statements.flatMap((each) => (each.kind === 'action' ? [each.value.text] : []))
  const matches = (seen: Seen) => tests.every((test) => test(seen))
  return { kind, priority, actions, file, line: place.line, matches }
}

/** Each list, highest priority first; equal ones stay in the order in which they were read. */
export function sorted(rules: readonly Rule[]): ReadonlyMap<Rule['kind'], readonly Rule[]> {
  const by = (kind: Rule['kind']) => rules.filter((rule) => rule.kind === kind)
  return new Map(EVENTS.map((kind) => [kind, by(kind).toSorted((a, b) => b.priority - a.priority)]))
}

type Test = (seen: Seen) => boolean

function testOf(statement: DevdStatement, setVariable: (name: string) => string): Test {
  if (statement.kind === 'action') return () => true
  if (statement.kind === 'media-type') return mediaTest(statement.value.text)
  const [name, pattern] =
    statement.kind === 'match'
      ? [statement.variable.text, statement.pattern.text]
      : [statement.kind, statement.value.text]
  return matchTest(name, pattern, setVariable)
}

/** devd.cc, match::match(), match::do_match(): what regcomp refused matches nothing. */
function matchTest(name: string, pattern: string, setVariable: (name: string) => string): Test {
  const isNegated = pattern.startsWith('!')
  const text = expand(isNegated ? pattern.slice(1) : pattern, setVariable)
  const expression = RegularExpression.read(`^${text}$`)
  return (seen) => (typeof expression !== 'string' && expression.test(seen.value(name))) !== isNegated
}

/** devd.cc, media::do_match(): it asks the interface that the event is about. */
function mediaTest(type: string): Test {
  const wanted = type.toLowerCase()
  return (seen) => (seen.media(seen.value('device-name') || seen.value('subsystem')) ?? 'unknown') === wanted
}
