import type { Cast } from './peers.ts'
import { memoryOf, type Row, type RowM, rowsOf, SUBJECT, timeOf } from './rows.ts'
import type { Target } from './targets.ts'
import { EVENTS, LOADS, type Load, RUNS, SIZES, SUM_OF_FAILOVERS } from './workloads.ts'

/** Time, and how many times carpsim's time that is: above 1, carpsim is faster. */
export function tableOfRatios(rows: readonly Row[], { present, absent }: Cast): string {
  const head = ['implementation', ...LOADS, 'memory']
  const body = present.map(({ name }) => [
    name,
    ...LOADS.map((load) => cell(rows, name, load)),
    `${memoryOf(rows, name).toFixed(0)} MB`,
  ])
  const gone = absent.flatMap(({ names }) => names.map((name) => [name, ...LOADS.map(() => 'absent'), '']))
  return table([head, ...body, ...gone])
}

export function tableOfTargets(targets: readonly Target[]): string {
  const body = targets.map(({ text, value, verdict }) => [text, value?.toFixed(2) ?? '', verdict])
  return table([['target', 'measured', 'verdict'], ...body])
}

function cell(rows: readonly Row[], name: string, load: Load): string {
  const time = timeOf(rows, name, load)
  const own = timeOf(rows, SUBJECT, load)
  if (time === undefined || own === undefined) return ''
  return name === SUBJECT ? `${inMs(time)} ms` : `${inMs(time)} ms ${inRatio(time / own)}x`
}

function inMs(seconds: number): string {
  const ms = seconds * 1000
  return ms.toFixed(ms < 1 ? 3 : ms < 100 ? 1 : 0)
}

function inRatio(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0)
}

/** A Markdown table whose columns line up: the first to the left, the others to the right. */
function table(cells: readonly (readonly string[])[]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))).join(' | ')} |`
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(cells[0]!), line(rule), ...cells.slice(1).map(line)].join('\n')
}

export interface Findings {
  readonly rows: readonly Row[]
  readonly cast: Cast
  readonly targets: readonly Target[]
  readonly wrong: readonly string[]
  readonly rounds: number
  /** `Node v24.0.0, 2 cores` */
  readonly machine: string
}

export function report(findings: Findings): string {
  const { rows, cast, targets, rounds, machine } = findings
  const parts = [
    '# Performance',
    'Written by `npm run bench`, which measures carpsim beside other simulators of the same events. With g++, ' +
      "Debian's `libns3-dev`, `python3-simpy` and `python3-simpy3` all of them run; what is not there is told as absent.",
    `One run of ${rounds} rounds, all implementations in turn, each measurement in a process of its own. ${machine}.`,
    '## What was measured',
    workloads(),
    agreement(findings),
    '## Times and ratios',
    'The shortest time of all rounds, and how many times carpsim’s time that is: above 1, carpsim is faster.',
    tableOfRatios(rows, cast),
    cast.present.map(({ name, what }) => `- ${name}: ${what}`).join('\n'),
    '## Targets',
    tableOfTargets(targets),
    '## How to read it',
    reading(rows),
  ]
  return `${parts.join('\n\n')}\n`
}

function workloads(): string {
  const events = SIZES.map((size) => `${EVENTS[size]!.toLocaleString('en')} (${size} hosts)`).join(', ')
  return [
    `- **W**: 2 to ${SIZES.at(-1)} hosts of FreeBSD 9.3 on one segment with a latency of 100 µs, host i with advskew i ` +
      '(at most 254), no preemption. Host 0 is MASTER and crashes after ten minutes; an hour in all. Events: adverts ' +
      `sent, adverts received, and the crash: ${events}. The shortest repetition counts, after a first run.`,
    `- **M**: ${RUNS.toLocaleString('en')} runs of a minute, seeds 1 to ${RUNS.toLocaleString('en')}: two hosts, one frame in ten lost, ` +
      'latency 100 µs to 1.1 ms; host 0 crashes at a time drawn between 30 and 31 s. One pass in a fresh process.',
    '- carpsim runs through its public API, `simulator.run({ seed, level: ‘metrics’, folds })`, with everything that ' +
      'the rules of FreeBSD 9.3 ask for; the peers are skeletons that know timers, adverts and who yields.',
  ].join('\n')
}

function agreement({ rows, wrong }: Findings): string {
  if (wrong.length > 0) return `**Not all found the same:**\n\n${wrong.map((line) => `- ${line}`).join('\n')}`
  const [m] = rowsOf(rows, SUBJECT, 'M') as RowM[]
  const seconds = (micros: number) => `${(micros / RUNS / 1e6).toFixed(3)} s`
  const mean = m === undefined ? '' : ` (${seconds(m.sumFailover)} and ${seconds(SUM_OF_FAILOVERS)})`
  return (
    'Asserted: in W all have the same number of events, host 1 MASTER at 602.004006 s and nobody else; in M the mean ' +
    `fail-over of carpsim is within 1 % of the peers’${mean}. carpsim at level \`all\` has the same adverts and deliveries ` +
    'as at level `metrics`.'
  )
}

function reading(rows: readonly Row[]): string {
  const ratio = (load: Load, peer: string): string => {
    const [own, other] = [timeOf(rows, SUBJECT, load), timeOf(rows, peer, load)]
    return own === undefined || other === undefined ? 'not measured here' : `${(own / other).toFixed(1)} ×`
  }
  const cold = Object.fromEntries(SIZES.map((size) => [size, coldOf(rows, `W ${size}`)]))
  return [
    '- **The wins over the peers are algorithmic.** carpsim queues one event a broadcast, where cpp-naive, SimPy and ' +
      'ns-3 queue one a delivery, and a timer that is set back costs a write, where they queue it anew. The more hosts, ' +
      'the more that saves. Nothing here says that JavaScript is faster than C++.',
    `- **Against the same algorithm in C++** (cpp-fan) carpsim takes ${ratio('W 64', 'cpp-fan')} its time with 64 hosts, ` +
      `${ratio('W 512', 'cpp-fan')} with 512 and ${ratio('W 2', 'cpp-fan')} with 2. That is the price of the language, and of ` +
      'full rules, packets, counters and records.',
    '- **M has no broadcasts to save on**: each frame has a latency of its own. It includes the warm-up of a fresh ' +
      'process, and carpsim draws each concern of each pair of hosts from a stream of its own.',
    `- **A single run is slower than its figure in W**, which is warm: the first run of a process takes ${cold[2]} with ` +
      `2 hosts and ${cold[512]} with 512, besides the start of Node. For one small scenario any of the peers is quicker.`,
    '- **The peers could do better.** Debian builds ns-3 with logging; ns-3 on a simple channel was measured 1.5 to ' +
      '1.8 times as fast without it. ns3-csma does more for each packet: IP, UDP, queues. simpy2 is the old SimPy with a ' +
      'process a delivery, its customary style; simpy3 is the kinder case. No peer was given lazy timers or broadcasts.',
    '- Absolute times are of one machine, and hardly repeatable while others use it; ratios of one run are.',
  ].join('\n')
}

function coldOf(rows: readonly Row[], load: Load): string {
  const times = rowsOf(rows, SUBJECT, load).flatMap((row) =>
    row.wl === 'W' && row.cold !== undefined ? [row.cold] : [],
  )
  return times.length === 0 ? 'an unknown time' : `${inMs(Math.min(...times))} ms`
}
