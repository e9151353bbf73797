import { formatTime } from '../time.ts'
import type { Judgement } from '../trace/expectation.ts'
import { questionOf } from '../views/verdict/summary.ts'
import { unmovedBy } from '../views/verdict/unmoved.ts'
import { Failure } from './exit.ts'
import { framedExpectation } from './frames.ts'
import type { ShowOptions } from './options.ts'
import { ended } from './output.ts'
import type { Played } from './play.ts'
import type { Source } from './scenario.ts'

/** Some documents, and what stands around them where there are several. */
export interface Showing {
  run(played: Played, source: Source): Iterable<string>
  seeds(runs: readonly SeedRun[], source: Source): Iterable<string>
  before(name: string, shown: number): string
  after(digests: readonly Digest[]): Iterable<string>
}

type SeedRun = import('../views/verdict/spread.ts').SeedRun

type Digest = import('../export/digests.ts').Digest

export async function showing(options: ShowOptions): Promise<Showing> {
  return options.format === 'text' ? await asText(options) : await asData(options)
}

async function asText(options: ShowOptions): Promise<Showing> {
  const { openingOf, text } = await import('../export/text.ts')
  const { seedsText } = await import('../export/seeds.ts')
  const { digestsText } = await import('../export/digests.ts')
  const { filterFor } = await import('./filter.ts')
  const { expectationsText } = await import('../export/expectations.ts')
  const { findingsText } = await import('../export/findings.ts')
  const { findingsOf } = await import('../scenario/files.ts')
  const { widthFor, colorFor } = await import('./terminal.ts')
  const { verbose = false, ascii = false } = options
  const how = { width: widthFor(options), ascii, color: colorFor(options), verbose }
  return {
    run: (played, source) => {
      const { trace, groups, judgements, pings } = played
      const frame = (judgement: Judgement, message: string) => framedExpectation(judgement.expectation, message, source)
      const kept = options.filter === undefined ? undefined : filterFor(options.filter, source, trace)
      const told = { ...how, ...kept, verbose: verbose || kept?.verbose === true }
      return ended([
        ...text(
          trace,
          groups,
          { ...told, window: windowOf({ ...options, from: options.from ?? openingOf(trace, options.to) }, source) },
          pings,
        ),
        ...expectationsText(trace, groups, judgements, { ...how, file: source.name, frame }),
        ...findingsText(findingsOf(source.scenario), { ...how, listed: options.findings === true }),
        ...hint(played, source, how.width),
      ])
    },
    seeds: (runs, { scenario }) => ended(seedsText(scenario, runs, how)),
    before: (name, shown) => `${shown === 0 ? '' : '\n'}==> ${name} <==\n`,
    after: (digests) => ended(['', '==> summary <==', ...digestsText(digests, how)]),
  }
}

async function asData(options: ShowOptions): Promise<Showing> {
  const { json, ndjson } = await import('../export/json.ts')
  const { seedsJson, seedsNdjson } = await import('../export/seeds.ts')
  const { filterFor } = await import('./filter.ts')
  const isList = options.format === 'json'
  return {
    run: ({ trace, groups, judgements, pings }, source) => {
      const { from, to } = windowOf(options, source)
      const keep = options.filter === undefined ? () => true : filterFor(options.filter, source, trace).keep
      const records = trace.records.filter((record) => record.t >= from && record.t <= to && keep(record))
      return (isList ? json : ndjson)({ ...trace, records }, groups, judgements, pings)
    },
    seeds: (runs, { scenario }) => (isList ? seedsJson : seedsNdjson)(scenario, runs),
    before: (_, shown) => (isList ? (shown === 0 ? '[' : ',') : ''),
    after: () => (isList ? [']\n'] : []),
  }
}

/** What to ask next; what fails has a question of its own. */
function hint({ trace, groups, judgements }: Played, { name }: Source, width: number): string[] {
  const failed = judgements.some(({ verdict }) => verdict === 'fails')
  if (failed || trace.level === 'metrics') return []
  const moved = questionOf(groups)
  const question = moved ?? unmovedBy(trace.records, groups, trace.until)
  if (question === undefined) return []
  const command = moved === undefined ? `why not?  carpsim why-not ${name}` : `why?  carpsim why ${name}`
  const asked = `--at ${formatTime(question.at)} --host ${question.host}`
  const options = moved === undefined ? `${asked} --state MASTER` : asked
  const line = `${command} ${options}`
  // Two lines that can be pasted as one.
  return line.length <= width ? [line] : [`${command} \\`, `      ${options}`]
}

function windowOf({ from = 0, to }: ShowOptions, { name, scenario }: Source): { from: number; to: number } {
  const { until } = scenario
  if (from >= until) throw new Failure(`${name}: --from is after the end of the run`)
  return { from, to: Math.min(to ?? until, until) }
}
