import type { NetworkSpec } from '../../scenario/scenario.ts'
import { type Micros, SECOND } from '../../time.ts'
import { patienceFormula } from '../story/waiting.ts'
import { count, exactly } from '../words.ts'
import { falseAlarmsAnHour } from './loss.ts'
import { comesUpAsMaster, type Member } from './member.ts'
import type { Pair } from './pair.ts'
import { type Race, total } from './race.ts'
import type { Range } from './range.ts'
import type { GroupTiming } from './timing.ts'

/** A figure with what it is made of. */
export interface Row {
  readonly label: string
  readonly text: string
}

/** Figures of one thing. */
export interface Section {
  readonly heading: string
  readonly rows: readonly Row[]
}

type Named = GroupTiming['members'][number]

/** A group in words: each machine, what happens when one is lost, and who is ahead of whom. */
export function sectionsOf(group: GroupTiming): Section[] {
  const { members, pairs, races, flight, first } = group
  const find = (name: string) => members.find((member) => member.name === name)!
  return [
    ...members.map(memberSection),
    ...(first === null ? [] : [coldStart(first, members)]),
    ...members.flatMap((master) => lossSection(master, pairs, find, group)),
    ...races.map((race) => raceSection(race, flight, find)),
  ]
}

/** `lan: latency 100 µs, jitter 300 ms, loss 1%`. */
export function networkWords({ name, latency, jitter, loss, duplicate, reorder }: NetworkSpec): string {
  const parts = { loss, duplicate, reorder }
  const percents = Object.entries(parts).filter(([, part]) => part > 0)
  const said = percents.map(([what, part]) => `${what} ${Number((part * 100).toPrecision(12))}%`)
  return `${name}: ${[`latency ${exactly(latency)}`, jitter > 0 ? `jitter ${exactly(jitter)}` : 'no jitter', ...said].join(', ')}`
}

function memberSection(member: Named): Section {
  const { name, systemTitle, advbase, advskew, preempt, demoted, reading } = member
  const heading = `${name}: ${systemTitle}, advbase ${advbase}, advskew ${advskew}, preempt ${preempt ? 'on' : 'off'}`
  const rows = [
    { label: 'advertises every', text: intervalWords(member) },
    { label: 'waits as BACKUP', text: waitWords(member) },
    ...(reading.most > 0
      ? [
          {
            label: 'reads',
            text: `up to ${exactly(reading.most)} late: libpcap on Linux hands frames over once a second`,
          },
        ]
      : []),
    ...(demoted === null ? [] : [{ label: 'while demoted', text: demotedWords(demoted, advbase) }]),
  ]
  return { heading, rows }
}

/** Where the skew stays as it is, the demotion that is said counts before it. */
function demotedWords({ interval, advskew, demotion }: NonNullable<Member['demoted']>, advbase: number): string {
  const every = `advertises every ${exactly(interval)} = ${baseAndSkew(advbase, advskew)}`
  return demotion === undefined ? every : `${every}, and says demotion ${demotion}, which OpenBSD compares`
}

function baseAndSkew(advbase: number, advskew: number): string {
  return `advbase ${advbase} s + advskew ${advskew}/256 s`
}

function intervalWords({ interval, advbase, advskew, poll, ticks }: Member): string {
  const formula = `${between(interval)} = ${baseAndSkew(advbase, advskew)}`
  const woken = interval.least === interval.most ? '' : '; sooner where a frame of another group wakes it'
  if (poll !== null) return `${formula}, in whole milliseconds, and a poll that returns late${woken}`
  return `${formula}${tickWords(ticks)}`
}

function waitWords({ wait, patience, system, advbase, poll, ticks }: Member): string {
  const formula = patienceFormula(patience, system, advbase) ?? 'its master-down time'
  if (poll === null) return `${between(wait)} = ${formula}${tickWords(ticks)}`
  const looks = `it looks at its clock every ${exactly(poll)}`
  const woken = wait.least === wait.most ? '' : ', or when a frame of another group wakes it'
  return `${between(wait)}: ${formula} = ${exactly(patience)}, noticed late, for ${looks}${woken}`
}

function tickWords(ticks: number): string {
  return ticks === 0 ? '' : `, rounded up to ticks of ${exactly(SECOND / ticks)}, and one more`
}

function coldStart({ names, at }: NonNullable<GroupTiming['first']>, members: readonly Named[]): Section {
  const starts = names.map((name) => members.find((member) => member.name === name)!.start!)
  const said = starts.map(({ boot, begins }) => joined(exactly(boot), scriptWords('down', begins - boot)))
  const waits = starts.some((start) => !comesUpAsMaster({ start }))
  const sum = `boot at ${[...new Set(said)].join(' or ')}${waits ? ' + the wait as BACKUP' : ''}`
  return {
    heading: 'Cold start',
    rows: [{ label: 'first MASTER', text: `${names.join(' or ')} at ${between(at)} = ${sum}` }],
  }
}

/** What happens when a machine that is MASTER is lost, and who does not wait for that. */
function lossSection(
  master: Named,
  pairs: readonly Pair[],
  find: (name: string) => Named,
  { flight, loss }: GroupTiming,
): Section[] {
  const own = pairs.filter((pair) => pair.master === master.name && pair.takeOver !== null)
  const [next] = own.toSorted((a, b) => find(a.backup).wait.least - find(b.backup).wait.least)
  if (next === undefined) return []
  const impatient = own.filter(({ preempt }) => preempt !== null)
  const heading = `While ${master.name} is MASTER`
  return [
    {
      heading,
      rows: [
        ...impatient.flatMap((pair) => preemptRows(pair, master, find(pair.backup), flight)),
        ...takeOverRows(next, master, find(next.backup), flight),
        ...falseAlarmRows(next, master, loss),
      ],
    },
  ]
}

function preemptRows({ backup, attitude, preempt, overlap }: Pair, master: Named, me: Named, flight: Range): Row[] {
  const why = attitude === 'preempts' ? 'it is better, and preempt is on' : 'the interval is longer than it waits'
  const sum = joined(`${master.name}'s interval ${exactly(master.interval.most)}`, way(flight), reads(me))
  return [
    {
      label: `${backup} takes over`,
      text: `within ${exactly(preempt!.most)} of hearing it: ${why}; ${sum}`,
    },
    ...(overlap === null
      ? [{ label: 'both MASTER', text: `for good: ${master.name} does not give way` }]
      : [{ label: 'both MASTER', text: `${between(overlap)} = ${joined(upscript(me), way(flight), reads(master))}` }]),
  ]
}

function takeOverRows({ backup, takeOver }: Pair, master: Named, me: Named, flight: Range): Row[] {
  const most = joined(way(flight), reads(me), `${backup}'s wait ${exactly(me.wait.most)}`)
  return [
    { label: `${master.name} is lost`, text: `${backup} is MASTER ${between(takeOver!)} later` },
    { label: 'at most', text: `${most}: an advertisement was just sent` },
    { label: 'at least', text: leastWords(takeOver!, master, flight) },
  ]
}

function falseAlarmRows({ backup, attitude, falseAlarmAfter }: Pair, { interval }: Named, loss: number): Row[] {
  if (attitude !== 'stays') return []
  if (falseAlarmAfter === 0) return [{ label: 'false alarm', text: `without any loss: longer than ${backup} waits` }]
  const text = `after ${count(falseAlarmAfter, 'advertisement')} lost in a row: longer than ${backup} waits`
  if (loss === 0 || loss === 1) return [{ label: 'false alarm', text }]
  const hourly = falseAlarmsAnHour(interval.most, loss, falseAlarmAfter).toPrecision(2)
  const formula = `1 h / ${exactly(interval.most)} × (1 - ${loss}) × ${loss}^${falseAlarmAfter}`
  return [{ label: 'false alarm', text: `${text}; ${formula} = ${hourly} an hour` }]
}

function leastWords({ least }: Range, master: Named, flight: Range): string {
  if (least === 0) return 'at once: its interval is no shorter than the wait'
  const drawn = flight.most > flight.least ? ', and nothing came late' : ''
  return `an interval of ${exactly(master.interval.most)} less: the next one was due${drawn}`
}

function raceSection(
  { first, second, lead, need, heardMaster, leastSafe }: Race,
  flight: Range,
  find: (name: string) => Named,
): Section {
  const later = need.spread === 0 ? '' : `, and it may have heard the last MASTER ${exactly(need.spread)} later`
  const news = `news of ${first} takes up to ${exactly(need.news)} (${joined(upscript(find(first)), way(flight), reads(find(second)))})`
  const where = heardMaster ? 'both lose a third that was MASTER' : 'both boot at once'
  const gap = leastSafe?.gap ?? 0
  return {
    heading: `${first} is ahead of ${second}`,
    rows: [
      { label: 'by', text: lead > 0 ? exactly(lead) : lead === 0 ? 'nothing' : `-${exactly(-lead)}` },
      { label: 'needs more than', text: `${exactly(total(need))} where ${where}: ${news}${later}` },
      ...(leastSafe === null
        ? []
        : [
            {
              label: 'safe gap',
              text: `an advskew ${gap} higher, or more, survives that: ${exactly(leastSafe.lead)} ahead`,
            },
          ]),
    ],
  }
}

/** `latency 100 µs + jitter 300 ms`. */
function way({ least, most }: Range): string {
  return most === least ? `latency ${exactly(least)}` : `latency ${exactly(least)} + jitter ${exactly(most - least)}`
}

function reads({ reading }: Member): string {
  return reading.most === 0 ? '' : `reading ${exactly(reading.most)} late`
}

function upscript({ scripts }: Member): string {
  return scriptWords('up', scripts.up)
}

function scriptWords(which: 'up' | 'down', takes: Micros): string {
  return takes === 0 ? '' : `${which} script ${exactly(takes)}`
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' + ')
}

function between({ least, most }: Range): string {
  return least === most ? exactly(least) : `${exactly(least)} to ${exactly(most)}`
}
