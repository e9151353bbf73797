// npm run bench: carpsim beside other simulators of the same events; writes reports/performance.md.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { type Cast, gather, type Implementation } from './peers.ts'
import { report } from './report.ts'
import { disagreements, type Row, SUBJECT } from './rows.ts'
import { tableOfRatios, tableOfTargets } from './tables.ts'
import { targetsOf } from './targets.ts'
import { LOADS, type Load, RUNS } from './workloads.ts'

interface Options {
  readonly rounds: number
  readonly quick: boolean
}

const REPORT = join(import.meta.dirname, '../../reports/performance.md')
/** For how long a process repeats workload W. JavaScript is given time to get warm. */
const SECONDS = { subject: 0.6, peer: 0.2 }

const program = new Command('bench')
  .description('Measures carpsim beside other simulators; exits with 1 if results differ or a target is missed.')
  .option('--rounds <n>', 'how often all of them are run', wholeNumber, 4)
  .option('--quick', 'one round without what takes seconds; the report is not written', false)

main(program.parse().opts<Options>())

function main({ rounds, quick }: Options): void {
  const folder = mkdtempSync(join(tmpdir(), 'carpsim-bench-'))
  try {
    const cast = gather(folder)
    for (const { names, needs } of cast.absent) console.log(`absent: ${names.join(', ')} (needs ${needs})`)
    conclude(play(cast, quick ? 1 : rounds, quick), cast, { rounds, quick })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** All in turn, round by round, so that a slow minute of the machine hits each of them. */
function play({ present }: Cast, rounds: number, quick: boolean): Row[] {
  const rows: Row[] = []
  for (let round = 1; round <= rounds; round++) {
    for (const load of LOADS) {
      const playing = present.filter(
        ({ not, once }) => !not.includes(load) && !(once.includes(load) && (quick || round > 1)),
      )
      console.error(`round ${round} of ${rounds}, ${load}`)
      for (const implementation of playing) rows.push(measure(implementation, load))
    }
  }
  return rows
}

function measure({ name, command }: Implementation, load: Load): Row {
  const [program, ...given] = command
  const seconds = name === SUBJECT ? SECONDS.subject : SECONDS.peer
  const size = load === 'M' ? ['M', `${RUNS}`] : [...load.split(' '), `${seconds}`]
  // By way of a shell: a child of this large process would inherit its size as the most memory that it ever held.
  const output = execFileSync('sh', ['-c', '"$@"; exit $?', 'sh', program!, ...given, ...size], { encoding: 'utf8' })
  return JSON.parse(output) as Row
}

function conclude(rows: readonly Row[], cast: Cast, { rounds, quick }: Options): void {
  const wrong = disagreements(rows)
  const targets = targetsOf(rows)
  console.log(`${tableOfRatios(rows, cast)}\n\n${tableOfTargets(targets)}\n`)
  for (const line of wrong) console.log(`differs: ${line}`)
  if (wrong.length === 0) console.log('All found the same.')
  if (!quick) {
    const machine = `Node ${process.version}, ${availableParallelism()} cores`
    mkdirSync(dirname(REPORT), { recursive: true })
    writeFileSync(REPORT, report({ rows, cast, targets, wrong, rounds, machine }))
    console.log(`written: ${relative(process.cwd(), REPORT)}`)
  }
  process.exitCode = wrong.length > 0 || targets.some(({ verdict }) => verdict === 'FAIL') ? 1 : 0
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 on.')
  return Number(text)
}
