import type { VhostState } from '../../trace/folds/history.ts'
import { LONGEST_PATTERN, parsePattern } from '../../trace/pattern.ts'
import type { State } from '../../trace/record.ts'
import type { Condition, Power, Range, VhostName } from '../../trace/sentence.ts'
import { shown } from '../text/printable.ts'
import { didYouMean } from '../text/suggest.ts'
import { asked } from './asked.ts'
import { butNot, type Clause, condition, happening, type Reading } from './clause.ts'
import { readRange } from './comparison.ts'
import { hast } from './hast.ts'
import { servedBy } from './served.ts'
import type { Word, Words } from './words.ts'

const STATES: readonly State[] = ['INIT', 'BACKUP', 'MASTER']
const POWERS: readonly Power[] = ['on', 'off', 'paused']
const VERBS = ['is', 'becomes', 'owns', 'advertises', 'announces']

/** What sentences begin with, other than a name. The words before the first blank; `strictly` and `any` among them. */
const BEGINNINGS: Readonly<Record<string, (reading: Reading) => Clause | undefined>> = {
  nobody: (reading) => masters(reading, { most: 0 }),
  somebody,
  any: somebody,
  two: (reading) => number(reading, ['two', 'MASTERs'], { least: 2 }),
  one: (reading) => number(reading, ['one', 'MASTER'], { least: 1, most: 1 }),
  at: (reading) => number(reading, ['at', 'most', 'one', 'MASTER'], { most: 1 }),
  strictly,
  ping: (reading) => asked(reading),
  fetch: (reading) => asked(reading, 'fetch'),
  connection: (reading) => asked(reading, 'connection'),
  demotion,
  log,
  a: (reading) => (expect(reading, 'a', 'fault', 'happens') ? happening({ happens: 'fault' }) : undefined),
  service,
  hast,
}

/** Reads one clause; undefined: there was a complaint. */
export function readClause(reading: Reading): Clause | undefined {
  const { words, names } = reading
  const first = words.peek()
  // A machine may be called a, one or log.
  const isSubject = names.isHost(first.text) && VERBS.includes(words.peek(1).text)
  const begin = Object.hasOwn(BEGINNINGS, first.text) && !isSubject ? BEGINNINGS[first.text] : undefined
  if (begin !== undefined) return begin(reading)
  const beginning = names.isNamed(first.text) ? '' : didYouMean(first.text, Object.keys(BEGINNINGS))
  if (beginning === '' && VERBS.includes(words.peek(1).text)) return named(reading)
  if (names.isHost(first.text)) {
    const what = `is, becomes, owns, advertises or announces${butNot(words.peek(1))}`
    return words.wrong(words.peek(1), `here comes ${what}: ${first.text} is MASTER`)
  }
  const known = [...Object.keys(BEGINNINGS), ...names.hostNames]
  const what = first.text === '' ? 'here comes a sentence' : `no sentence begins with ${shown(first.text)}`
  return words.wrong(first, `${what}${didYouMean(first.text, known) || `; a sentence is like: ${names.examples}`}`)
}

/** A machine, or its virtual host, and what it is or does. */
function named(reading: Reading): Clause | undefined {
  const { words, names } = reading
  const subject = words.take()
  const verb = words.take()
  if (verb.text === 'is') return isSomething(reading, subject)
  if (verb.text === 'owns') return owns(reading, subject)
  const state = verb.text === 'becomes' ? stateOf(reading, STATES) : undefined
  if (verb.text === 'becomes' && state === undefined) return undefined
  const vhosts = names.vhosts(subject, groupBehind(words))
  return vhosts && happens(verb.text, state, vhosts)
}

/** Any machine. */
function somebody(reading: Reading): Clause | undefined {
  const { words, names } = reading
  if (words.peek(1).text === 'is') return masters(reading, { least: 1 })
  words.take()
  const verb = words.take()
  if (!['becomes', 'advertises', 'announces'].includes(verb.text)) {
    return words.wrong(verb, `here comes is MASTER, becomes, advertises or announces${butNot(verb)}`)
  }
  const state = verb.text === 'becomes' ? stateOf(reading, STATES) : undefined
  if (verb.text === 'becomes' && state === undefined) return undefined
  const group = groupBehind(words)
  const of = group && names.group(group)
  return group !== undefined && of === undefined ? undefined : happens(verb.text, state, names.members(of))
}

function happens(verb: string, state: State | undefined, vhosts: readonly VhostName[]): Clause {
  if (state !== undefined) return happening({ happens: 'becomes', vhosts, state })
  return happening({ happens: verb as 'advertises' | 'announces', parts: vhosts })
}

function isSomething(reading: Reading, subject: Word): Clause | undefined {
  const { words, names } = reading
  const not = words.took('not')
  const state = stateOf(reading, [...STATES, ...POWERS])
  if (state === undefined) return undefined
  const group = groupBehind(words)
  const ofMachine = names.isHost(subject.text) && group === undefined
  if (state === 'on' || ((state === 'off' || state === 'paused') && ofMachine)) {
    const host = names.host(subject)
    return host === undefined ? undefined : condition({ is: 'power', host, power: state, not })
  }
  const vhost = names.vhost(subject, group)
  return vhost && condition({ is: 'state', vhost, state, not })
}

/** MASTER of every member of a group. */
function owns({ words, names }: Reading, subject: Word): Clause | undefined {
  const host = names.host(subject)
  if (!words.took('group')) {
    const name = shown(words.peek().text || 'outside')
    return words.wrong(words.peek(), `here comes group and its name: ${subject.text} owns group ${name}`)
  }
  const group = words.take()
  const vhosts = host === undefined ? undefined : names.ownedBy(host, group)
  if (vhosts === undefined) return undefined
  const parts = vhosts.map((vhost): Condition => ({ is: 'state', vhost, state: 'MASTER', not: false }))
  return condition({ is: 'and', parts })
}

/** `nobody is MASTER of lan/1` */
function masters(reading: Reading, count: Range): Clause | undefined {
  const who = reading.words.peek().text
  return number(reading, [who, 'is', 'MASTER'], count)
}

function strictly(reading: Reading): Clause | undefined {
  const { words } = reading
  words.take()
  const next = words.peek()
  const begin = ['two', 'one', 'at'].includes(next.text) ? BEGINNINGS[next.text] : undefined
  if (begin === undefined) return words.wrong(next, 'strictly goes with two MASTERs, one MASTER or at most one MASTER')
  const clause = begin(reading)
  if (clause?.sort !== 'condition' || clause.says.is !== 'masters') return undefined
  return condition({ ...clause.says, strictly: true })
}

function number(reading: Reading, phrase: readonly string[], count: Range): Clause | undefined {
  if (!expect(reading, ...phrase)) return undefined
  const { words, names } = reading
  const last = words.peek(-1)
  const of = groupBehind(words)
  const group = of === undefined ? names.onlyGroup(last) : names.group(of)
  return group === undefined ? undefined : condition({ is: 'masters', group, count, strictly: false })
}

function demotion(reading: Reading): Clause | undefined {
  const { words, names } = reading
  if (!expect(reading, 'demotion', 'of')) return undefined
  const host = names.host(words.take())
  if (!expect(reading, 'is')) return undefined
  const total = readRange(words, 'count', `demotion of ${host ?? 'fw1'} is 240, at least 240 or at most 0`)
  return host === undefined || total === undefined ? undefined : condition({ is: 'demotion', host, total })
}

/** `service mysql of fw1 runs` */
function service(reading: Reading): Clause | undefined {
  const { words, names } = reading
  words.take()
  const name = words.take()
  if (!expect(reading, 'of')) return undefined
  const host = names.host(words.take())
  const known =
    host === undefined ? undefined : names.known(`service of ${host}`, name, (hosts) => servedBy(hosts.get(host)!))
  const runs = words.took('runs')
  if (!runs && !expect(reading, 'does', 'not', 'run')) return undefined
  return host === undefined || known === undefined ? undefined : condition({ is: 'service', host, name: known, runs })
}

function log(reading: Reading): Clause | undefined {
  const { words, names } = reading
  if (!expect(reading, 'log', 'of')) return undefined
  const host = names.host(words.take())
  if (!expect(reading, 'matches')) return undefined
  const written = words.rest()
  const pattern = patternOf(written, words, host ?? 'fw1')
  return host === undefined || pattern === undefined ? undefined : happening({ happens: 'log', host, pattern })
}

function patternOf(written: Word, words: Words, host: string): string | undefined {
  const { text, start } = written
  if (text.length < 3 || !text.startsWith('/') || !text.endsWith('/')) {
    return words.wrong(written, `here comes a pattern between two slashes: log of ${host} matches /preempting/`)
  }
  if (text.length > LONGEST_PATTERN)
    return words.wrong(written, `a pattern is at most ${LONGEST_PATTERN} characters long`)
  const pattern = parsePattern(text.slice(1, -1))
  if (!('character' in pattern)) return text.slice(1, -1)
  const at = start + 1 + pattern.at
  const say = `${pattern.character} is not known in patterns; . is any character, .* anything, | or, ^ and $ the ends; \\${pattern.character} is the character itself`
  return words.wrong({ text: pattern.character, start: at, end: at + 1 }, say)
}

/** One of some states; complains of anything else. */
function stateOf<S extends VhostState | Power>({ words }: Reading, known: readonly S[]): S | undefined {
  const word = words.take()
  const state = known.find((name) => name === word.text)
  if (state !== undefined) return state
  const list = `${known.slice(0, -1).join(', ')} or ${known.at(-1)}`
  return words.wrong(word, `here comes ${list}${butNot(word)}${didYouMean(word.text, known)}`)
}

/** `of lan/1`, if it is there. */
function groupBehind(words: Words): Word | undefined {
  return words.took('of') ? words.take() : undefined
}

/** Takes these words; complains of the first that is not there. */
export function expect({ words }: Reading, ...phrase: readonly string[]): boolean {
  for (const text of phrase) {
    if (words.took(text)) continue
    const word = words.peek()
    const whole = phrase.length > 1 ? `: ${phrase.join(' ')}` : ''
    words.wrong(word, `here comes ${text}${butNot(word)}${whole}`)
    return false
  }
  return true
}
