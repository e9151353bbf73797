import type { System } from '../../src/carp/system.ts'
import { ARGUMENTS, type Argument, argumentFor } from './arguments.ts'
import type { Mutant } from './mutants.ts'

/** Which test told a mutant first, and which recorded case. */
export interface Finding {
  readonly mutant: Mutant
  readonly by: string | undefined
  readonly recorded: string | undefined
}

/** Who was asked. */
export interface Asked {
  readonly tests: number
  /** Recorded cases beside the project; null: none were there. */
  readonly cases: number | null
}

/** No test tells it, no recorded case, and nobody says why. */
export function isMissed({ mutant, by, recorded }: Finding): boolean {
  return by === undefined && recorded === undefined && argumentFor(mutant.name) === undefined
}

/** The counts of a row: mutants, told by tests, by recorded cases, by either, and argued. */
function countsOf(findings: readonly Finding[]) {
  const count = (is: (finding: Finding) => boolean) => findings.filter(is).length
  return {
    mutants: findings.length,
    tests: count(({ by }) => by !== undefined),
    cases: count(({ recorded }) => recorded !== undefined),
    either: count(({ by, recorded }) => (by ?? recorded) !== undefined),
    argued: count((finding) => (finding.by ?? finding.recorded) === undefined && !isMissed(finding)),
  }
}

export function summaryOf(findings: readonly Finding[], { cases }: Asked): string {
  const { mutants, tests, either, argued } = countsOf(findings)
  const without = `${mutants} mutants: ${tests} are told without recorded cases (${percent(tests, mutants)})`
  const with_ = cases === null ? '' : `, ${either} with them`
  return `${without}${with_}${argued === 0 ? '' : `; ${argued} nobody can tell, and it is said why`}`
}

function percent(part: number, of: number): string {
  return `${Math.floor((1000 * part) / of) / 10} %`
}

const INTRODUCTION = `Written by \`npm run mutants\`, which makes mutants of every system: its rules and its checks on reception are changed one
by one, and tests are asked whether they can tell. A mutant is told where a test that passes with the system as it is
fails with the change. Whoever reads nothing of what is changed is not asked; the first who tells is named. Changes are
made from the rules themselves:

- a rule is dropped, does nothing in front of others, applies in one state less or more, or after the next one that may
  apply in the same case; its condition is turned round or gone; it asks for preempt, or no more;
- a check is dropped, turned round, or made after the next one; it is not counted, or not logged.

Two rules that never meet are not swapped, nor does the last one do nothing: nobody could tell.`

/** In Markdown: what was asked, the counts, what nobody tells and why, and all mutants of each system. */
export function reportOf(systems: readonly System[], findings: readonly Finding[], asked: Asked): string {
  const of = ({ name }: System) => findings.filter(({ mutant }) => mutant.system === name)
  const parts = [
    '# Mutants',
    INTRODUCTION,
    askedWords(asked),
    `${summaryOf(findings, asked)}.`,
    '## Totals',
    totals(systems, of, findings),
    ...silence(findings),
    ...systems.flatMap((system) => [`## ${system.title}`, tableOf(system, of(system))]),
  ]
  return `${parts.join('\n\n')}\n`
}

/** A row of a system's table, as it was written. */
export interface Row {
  readonly name: string
  readonly by: string
  readonly recorded: string
}

const ROW = /^\| (.*?) \| (.*?) \| (.*?) \|$/gm

export function rowsInReport(report: string): Row[] {
  const [, ...tables] = report.split(/^(?=\| `[^`]+` \| told by)/m)
  return tables.flatMap((table) => {
    const [[, system = ''] = [], ...rows] = [...table.matchAll(ROW)]
    return rows.map(([, what, by = '', recorded = '']) => {
      return { name: `${system.replaceAll('`', '')}: ${what}`, by, recorded }
    })
  })
}

function askedWords({ tests, cases }: Asked): string {
  const own = `Asked are ${grouped(tests)} tests that play elections: those of the rules, golden stories, properties, the library of scenarios,
and the sample of recorded cases that is part of the project.`
  return cases === null
    ? `${own} No other recorded cases were there.`
    : `${own} Then ${grouped(cases)} recorded cases of real code, which lie
beside the project.`
}

function grouped(count: number): string {
  return `${count}`.replace(/\B(?=(\d{3})+$)/g, ',')
}

function totals(
  systems: readonly System[],
  of: (system: System) => readonly Finding[],
  findings: readonly Finding[],
): string {
  const row = (name: string, some: readonly Finding[]) => {
    const { mutants, tests, cases, either, argued } = countsOf(some)
    return [name, ...[mutants, tests].map(String), percent(tests, mutants), ...[cases, either, argued].map(String)]
  }
  return table(
    ['system', 'mutants', 'told by tests', '', 'by recorded cases', 'by either', 'argued'],
    [...systems.map((system) => row(system.title, of(system))), row('all', findings)],
  )
}

/** What tests alone do not tell, and what nobody tells. */
function silence(findings: readonly Finding[]): string[] {
  const casesOnly = findings.filter(({ by, recorded }) => by === undefined && recorded !== undefined)
  const nobody = findings.filter(({ by, recorded }) => (by ?? recorded) === undefined).map(({ mutant }) => mutant.name)
  const argued = ARGUMENTS.filter(({ mutants }) => mutants.some((name) => nobody.includes(name)))
  const missed = nobody.filter((name) => argumentFor(name) === undefined)
  return [
    '## Told by nobody',
    ...(nobody.length === 0 ? ['There is none.'] : []),
    ...argued.map((argument) => argumentWords(argument, nobody)),
    ...(missed.length === 0 ? [] : ['Without a reason:', names(missed)]),
    '## Told by recorded cases alone',
    casesOnly.length === 0 ? 'There is none.' : names(casesOnly.map(({ mutant }) => mutant.name)),
  ]
}

function argumentWords({ mutants, why }: Argument, nobody: readonly string[]): string {
  return `${why}\n\n${names(mutants.filter((name) => nobody.includes(name)))}`
}

function names(all: readonly string[]): string {
  return all.map((name) => `- ${name}`).join('\n')
}

function tableOf({ name }: System, findings: readonly Finding[]): string {
  const headings = [`\`${name}\``, 'told by', 'recorded case']
  return table(
    headings,
    findings.map(({ mutant, by, recorded }) => [mutant.what, by ?? '', recorded ?? '']),
  )
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(headings), `|${headings.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')
}
