import { formatSeconds, formatTime, type Micros } from '../../time.ts'
import type { Expectation, Fact, Judgement } from '../../trace/expectation.ts'
import { filterOf } from '../../trace/filter.ts'
import { leavesAbout } from '../../trace/folds/facts.ts'
import type { Window } from '../../trace/folds/history.ts'
import type { Trace } from '../../trace/trace.ts'
import { inAll } from '../../trace/windows.ts'
import { type Entry, story } from '../story/story.ts'
import { exactly } from '../words.ts'

type Tellers = {
  readonly [W in Expectation['wrapper']]: (
    judgement: Judgement,
    expectation: Extract<Expectation, { wrapper: W }>,
  ) => readonly string[]
}

/** How many windows or machines are listed before the rest is counted. */
const LISTED = 3
/** How many of the last events before a failure are shown. */
const LAST = 4

const TELLERS: Tellers = {
  at: (judgement, { at, that }) => [
    ...(that.sort === 'happening' ? [`it did not happen at ${formatTime(at)}`] : stood(judgement)),
    ...nearest(judgement, at, at),
  ],
  within: (judgement, { from, to, stays }) => {
    const { before } = judgement
    if (before !== undefined && before.to > from && stays > 0) {
      const start = Math.max(before.from, from)
      return [`it was so from ${formatSeconds(start)} for ${exactly(before.to - start)} only`, ...stood(judgement)]
    }
    return [...nearest(judgement, from, to), ...stood(judgement)]
  },
  always: (judgement) => [`it was not so ${times(judgement.spans)}`, ...stood(judgement)],
  never: (judgement, { that }) =>
    that.sort === 'happening'
      ? [
          `it happened at ${judgement.spans
            .slice(0, LISTED)
            .map(({ from }) => formatSeconds(from))
            .join(', ')}${more(judgement.spans)}`,
        ]
      : [`it was so ${times(judgement.spans)}`, ...stood(judgement)],
  sometimes: () => ['this run does not show it; another seed may'],
  measure: (judgement, { that, range }) => {
    const { measured = 0, spans } = judgement
    const write = 'lasts' in that.says ? exactly : String
    const { least = measured, most = measured } = range
    const off = measured > most ? `${write(measured - most)} too much` : `${write(least - measured)} too little`
    return [`it was ${write(measured)}, ${off}`, ...(spans.length > 0 ? [`it was so ${times(spans)}`] : [])]
  },
}

/** What was so instead of what was expected, in one line. */
export function insteadOf(judgement: Judgement): string {
  const { expectation } = judgement
  if (judgement.verdict === 'open' && expectation.wrapper !== 'sometimes') {
    return `the run ends at ${formatTime(judgement.at)}, too early to tell`
  }
  const tell = TELLERS[expectation.wrapper] as (judgement: Judgement, expectation: Expectation) => readonly string[]
  return tell(judgement, expectation).join('; ')
}

/** How it stood at the moment, in a few facts. */
function stood({ at, instead }: Judgement): string[] {
  if (instead.length === 0) return []
  const facts = instead.slice(0, LISTED).map((fact) => factWords(fact, at))
  return [`at ${formatTime(at)} ${facts.join(', ')}${more(instead)}`]
}

function factWords(fact: Fact, at: Micros): string {
  const since = fact.since === 0 || fact.since === at ? '' : ` since ${formatSeconds(fact.since)}`
  switch (fact.of) {
    case 'state':
      return `${fact.vhost.host} was ${fact.state}${since}`
    case 'masters':
      return `${fact.masters.length === 0 ? 'nobody' : fact.masters.join(' and ')} ${fact.masters.length > 1 ? 'were' : 'was'} MASTER of ${fact.group}${since}`
    case 'power':
      return `${fact.host} was ${fact.power}${since}`
    case 'demotion':
      return `the demotion of ${fact.host} was ${fact.total}${since}`
    case 'role':
      return `hast ${fact.resource} of ${fact.host} was ${fact.role}${since}`
    case 'service':
      return `${fact.name} of ${fact.host} ${fact.runs ? 'ran' : 'did not run'}${since}`
    case 'ping':
      return `the ${fact.asked ?? 'ping'} of ${fact.host} to ${fact.address} ${fact.by.length === 0 ? 'failed' : `was answered by ${fact.by.join(' and ')}`}${since}`
  }
}

/** When the sentence was true next to a period: how much too early, too late. */
function nearest({ before, after, expectation }: Judgement, from: Micros, to: Micros): string[] {
  const early = before !== undefined && before.to <= from ? before.to - 1 : undefined
  const late = after?.from
  const happens = expectation.that.sort === 'happening'
  if (late !== undefined && (early === undefined || late - to <= from - early)) {
    return [`${happens ? 'it happened' : 'it came to be so'} at ${formatSeconds(late)}, ${exactly(late - to)} too late`]
  }
  if (early === undefined) return [`it ${happens ? 'never happened' : 'never was so'}`]
  if (happens) return [`it happened at ${formatSeconds(early)}, ${exactly(from - early)} too early`]
  return [`it was so until ${formatSeconds(early + 1)}, ${exactly(from - early - 1)} too early`]
}

/** `from 10.000000 for 2.351659 s` */
function times(windows: readonly Window[]): string {
  const listed = windows.slice(0, LISTED).map(({ from, to }) => `from ${formatSeconds(from)} for ${exactly(to - from)}`)
  const rest = windows.slice(LISTED)
  return `${listed.join(', ')}${rest.length === 0 ? '' : `, and ${rest.length} times more for ${exactly(inAll(rest))}`}`
}

function more(all: readonly unknown[]): string {
  return all.length > LISTED ? `, and ${all.length - LISTED} more` : ''
}

/** The last things that happened before a judgement, of what it is about; of a measure those that make it up. */
export function eventsBefore(trace: Trace, { expectation, at }: Judgement): Entry[] {
  const isAbout = expectation.wrapper === 'measure' ? ofMeasure(trace, expectation) : ofHosts(trace, expectation)
  return lastEvents(trace, at, isAbout)
}

/** The last things that happened until a time, of those that matter. */
export function lastEvents(trace: Trace, at: Micros, matters: (entry: Entry) => boolean): Entry[] {
  const last: Entry[] = []
  for (const entry of story(trace)) {
    if (entry.t > at) break
    if (!matters(entry)) continue
    last.push(entry)
    if (last.length > LAST) last.shift()
  }
  return last
}

function ofMeasure(trace: Trace, { that, from }: Extract<Expectation, { wrapper: 'measure' }>) {
  const fits = filterOf(that, trace)
  const ids = new Set(trace.records.filter((record) => record.t >= from && fits(record)).map(({ id }) => id))
  return ({ id }: Entry) => ids.has(id)
}

function ofHosts(trace: Trace, expectation: Expectation) {
  const hosts = hostsAbout(trace, expectation)
  return ({ host }: Entry) => host === undefined || hosts.includes(host)
}

/** The machines that an expectation is about, those that share a group with them among them; the first comes first. */
export function hostsAbout({ hosts }: Trace, { that }: Expectation): string[] {
  const all = hosts.map(({ name }) => name)
  const named = leavesAbout(that).flatMap((leaf) => {
    if (leaf.is === 'masters') return membersOf(leaf.group)
    if (leaf.is !== 'state') return [leaf.host]
    const { host, interface: on, vhid } = leaf.vhost
    return [host, ...membersOf(`${networkOf(host, on)}/${vhid}`)]
  })
  const asked = that.sort === 'quantity' && 'host' in that.says ? [that.says.host] : []
  return named.length + asked.length === 0 ? all : [...new Set([...named, ...asked])]

  function membersOf(group: string): string[] {
    return hosts.flatMap(({ name, vhosts }) =>
      vhosts.some((vhost) => `${networkOf(name, vhost.interface)}/${vhost.vhid}` === group) ? [name] : [],
    )
  }

  function networkOf(host: string, on: string): string {
    return hosts.find(({ name }) => name === host)?.interfaces.find(({ name }) => name === on)?.network ?? on
  }
}

/** When it went wrong: a measure is decided at the end, and its longest part began before. */
export function askedAbout({ expectation, at, spans }: Judgement): number {
  const [longest] = spans.toSorted((a, b) => b.to - b.from - (a.to - a.from))
  return expectation.wrapper === 'measure' && longest !== undefined ? longest.from : at
}
