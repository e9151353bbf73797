import type { Cast } from './peers.ts'
import { type Crowd, coldOf, type Row, type RowM, rowsOf, SUBJECT, timeOf } from './rows.ts'
import { inMs, tableOfRatios, tableOfTargets } from './tables.ts'
import type { Target } from './targets.ts'
import { CROWD, EVENTS, type Load, RUNS, SIZES, SUM_OF_FAILOVERS } from './workloads.ts'

export interface Findings {
  readonly rows: readonly Row[]
  readonly cast: Cast
  readonly targets: readonly Target[]
  readonly wrong: readonly string[]
  readonly crowd: Crowd
  readonly rounds: number
  /** `Node v24.0.0, 2 cores` */
  readonly machine: string
}

const WIDTH = 120
/** What stays on one line: code is never broken. */
const WORD = /(?:`[^`]*`|[^\s`])+/g

/** What was measured and found, in Markdown. */
export function report(findings: Findings): string {
  const { rows, cast, targets, rounds, machine } = findings
  const parts = [
    '# Performance',
    filled(`Written by \`npm run bench\`, which measures carpsim beside other simulators of the same events. With g++ and
      Debian's \`libns3-dev\`, \`python3-simpy\` and \`python3-simpy3\` all of them run; what is not there is told as
      absent. \`npm run bench -- --quick\` is one round without what takes seconds, and writes nothing.`),
    filled(`One run of ${rounds} rounds, all implementations in turn, each measurement in a process of its own.
      ${machine}.`),
    '## What was measured',
    workloads(),
    agreement(findings),
    '## Times and ratios',
    filled(`The shortest time of all rounds, and how many times carpsim's time that is: above 1, carpsim is faster.
      Memory is the most that any of the processes held.`),
    tableOfRatios(rows, cast),
    cast.present.map(({ name, what }) => `- ${name}: ${what}`).join('\n'),
    '## Targets',
    tableOfTargets(targets),
    '## Many virtual hosts',
    crowded(findings.crowd),
    '## How to read it',
    reading(rows),
  ]
  return `${parts.join('\n\n')}\n`
}

function workloads(): string {
  const events = SIZES.map((size) => `${grouped(EVENTS[size]!)} (${size} hosts)`).join(', ')
  return list([
    `**W**: 2 to ${SIZES.at(-1)} hosts of FreeBSD 9.3 on one segment with a latency of 100 µs, host i with advskew i (at
      most 254), no preemption. Host 0 is MASTER and crashes after ten minutes; an hour in all. Events: adverts sent,
      adverts received, and the crash: ${events}. The shortest repetition counts, after a first run.`,
    `**M**: ${grouped(RUNS)} runs of a minute, each with a seed of its own: two hosts, one frame in ten lost, latency
      100 µs to 1.1 ms; host 0 crashes at a time drawn between 30 and 31 s. Of
      carpsim the shortest pass over all seeds counts, after a first one, as in W.`,
    `carpsim runs through its public API at level \`metrics\`, with a fold for the fail-over, and with everything that
      the rules of FreeBSD 9.3 ask for. The peers are skeletons that know timers, adverts and who yields.`,
  ])
}

function crowded({ wall, rssKB, adverts, delivered, transitions, records }: Crowd): string {
  const { hosts, vhosts, minutes } = CROWD
  return filled(`${hosts} machines with ${vhosts} virtual hosts each, on a learning switch, for ${minutes} minutes; each is
    MASTER of some, and one crashes half-way. One run of a new process, at level \`changes\` and within the usual budgets,
    takes ${wall.toFixed(2)} s and ${(rssKB / 1024).toFixed(0)} MB: ${grouped(adverts)} adverts, ${grouped(delivered)}
    deliveries, ${grouped(transitions)} changes of state, ${grouped(records)} records.`)
}

function agreement({ rows, wrong }: Findings): string {
  if (wrong.length > 0) return `**Not all found the same:**\n\n${list(wrong)}`
  const [m] = rowsOf(rows, SUBJECT, 'M') as RowM[]
  const mean = (sum: number) => `${(sum / RUNS / 1e6).toFixed(3)} s`
  const means = m === undefined ? '' : ` (${mean(m.sumFailover)} and ${mean(SUM_OF_FAILOVERS)})`
  return filled(`Asserted: in W all count the same events, and see host 1 become MASTER at 602.004006 s. In M the peers,
    which draw the same random numbers, have the same fail-overs to the microsecond; carpsim draws others, and its mean
    is within 1 % of theirs${means}. At level \`all\`, compared with up to 8 hosts, as many adverts were sent and delivered
    as at level \`metrics\`.`)
}

function reading(rows: readonly Row[]): string {
  const against = (load: Load, peer: string): string => {
    const [own, other] = [timeOf(rows, SUBJECT, load), timeOf(rows, peer, load)]
    return own === undefined || other === undefined ? '(not measured)' : `${(own / other).toFixed(1)} times`
  }
  const cold = (load: Load): string => {
    const seconds = coldOf(rows, load)
    return seconds === undefined ? '(not measured)' : `${inMs(seconds)} ms`
  }
  return list([
    `**The wins are algorithmic.** carpsim queues one event a broadcast, where cpp-naive, SimPy and ns-3 queue one a
      delivery; and setting a timer back is a write, where they queue it anew. What is set back again and again goes from
      list to list of a wheel, and never back into the heap. The more hosts, the more that saves. Nothing here says that
      JavaScript is faster than C++.`,
    `**Against nearly the same algorithm in C++**, cpp-fan, which has no wheel, carpsim takes
      ${against('W 2', 'cpp-fan')} its time with 2 hosts, ${against('W 64', 'cpp-fan')} with 64 and
      ${against('W 512', 'cpp-fan')} with 512: the price of the language, and of full rules, packets, counters and
      records.`,
    `**M has no broadcasts to save on**, for each frame has a latency of its own. There
      carpsim takes ${against('M', 'cpp-lazy')} the time of the same algorithm in C++; its first pass in a fresh process,
      which a compiler has still to warm up, takes ${cold('M')}.`,
    `**A single run is slower than W and M say**, for they are warm: the first run of a process, with the machines plugged
      together, takes ${cold('W 2')} with 2 hosts and ${cold('W 512')} with 512, besides the start of Node. A compiled
      program has played a small scenario by then.`,
    `**The peers could do better.** Neither SimPy nor ns-3 was given lazy timers or events for broadcasts. simpy2 has a
      process a delivery, the custom of the old SimPy; simpy3, with callbacks, is the kinder case, and no target.
      ns3-csma does more for each packet (IP, UDP, queues); ns3-simple does least. Debian builds ns-3 with logging: built
      without, and measured apart from this run, its simple channel was 1.5 to 1.8 times as fast.`,
    `Times are of one machine and change with what else it does; ratios of one run change less.`,
  ])
}

export function list(items: readonly string[]): string {
  return items.map((item) => filled(item, '- ', '  ')).join('\n')
}

/** A paragraph, its lines filled up to the width. */
export function filled(text: string, first = '', indent = ''): string {
  const lines: string[] = []
  let line = first
  for (const word of text.match(WORD) ?? []) {
    const start = line === first || line === indent
    if (!start && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = indent + word
    } else {
      line += start ? word : ` ${word}`
    }
  }
  return [...lines, line].join('\n')
}

function grouped(number: number): string {
  return number.toLocaleString('en')
}
