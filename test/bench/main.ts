// npm run bench: carpsim beside other simulators of the same events; writes reports/performance.md.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { loadScenario, simulate } from 'carpsim'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Cast, gather, type Implementation } from './peers.ts'
import { LONG_RUN, measureWaits } from './player.ts'
import { report } from './report.ts'
import { type Crowd, disagreements, type Row, SUBJECTS } from './rows.ts'
import { measureShell, reportOfShell, targetsOfShell } from './shell.ts'
import { measureStorage, reportOfStorage, targetsOfStorage } from './storage.ts'
import { tableOfRatios, tableOfTargets } from './tables.ts'
import { targetsOf } from './targets.ts'
import { joined, type Parts, partsOf, reportOfWaits, targetsOfWaits } from './waiting.ts'
import { LOADS, type Load, RUNS } from './workloads.ts'

const PARTS = ['peers', 'player', 'shell', 'storage'] as const
type Part = (typeof PARTS)[number]

interface Options {
  readonly rounds: number
  readonly quick: boolean
  readonly only?: Part
}

const MACHINE = `Node ${process.version}, ${availableParallelism()} cores`
const REPORT = join(import.meta.dirname, '../../reports/performance.md')
/** For how long a process repeats workload W. JavaScript is given time to get warm. */
const SECONDS = { subject: 0.6, peer: 0.2 }

/** How often the player is started, and walked through a long run. */
const STARTS = 9
const WALKS = 3

const program = new Command('bench')
  .description(
    'Measures carpsim beside other simulators, its player, its shell and its storage; exits with 1 if results differ or a target is missed.',
  )
  .option('--rounds <n>', 'how often all of them are run', wholeNumber, 4)
  .option('--quick', 'one round without what takes seconds; the report is not written', false)
  .addOption(new Option('--only <part>', 'measure that part alone; the others stay in the report').choices(PARTS))

await main(program.parse().opts<Options>())

async function main(options: Options): Promise<void> {
  const asks = (part: Part) => (options.only ?? part) === part
  if (asks('peers')) await measurePeers(options)
  if (asks('player')) await measurePlayer(options)
  if (asks('shell')) measureShells(options)
  if (asks('storage')) measureWeek(options)
}

async function measurePeers({ rounds, quick }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'carpsim-bench-'))
  try {
    const cast = await gather(folder)
    for (const { names, needs } of cast.absent) console.log(`absent: ${names.join(', ')} (needs ${needs})`)
    conclude(play(cast, quick ? 1 : rounds, quick), cast, { rounds, quick })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measurePlayer({ quick }: Options): Promise<void> {
  console.error('the player')
  const waits = await measureWaits(quick ? 3 : STARTS, quick ? 1 : WALKS)
  const { length: records } = simulate(loadScenario(readFileSync(LONG_RUN, 'utf8'), LONG_RUN)).records
  const player = reportOfWaits(waits, { records, machine: MACHINE })
  console.log(player)
  if (!quick) write({ player })
  failIf(targetsOfWaits(waits).some(({ verdict }) => verdict === 'FAIL'))
}

function measureShells({ rounds, quick }: Options): void {
  console.error('the shell')
  const loops = measureShell(quick ? 1 : rounds + 1)
  const shell = reportOfShell(loops, MACHINE)
  console.log(shell)
  if (!quick) write({ shell })
  failIf(targetsOfShell(loops).some(({ verdict }) => verdict === 'FAIL'))
}

function measureWeek({ quick }: Options): void {
  console.error('the storage')
  const found = measureStorage()
  const storage = reportOfStorage(found, MACHINE)
  console.log(storage)
  if (!quick) write({ storage })
  failIf(targetsOfStorage(found).some(({ verdict }) => verdict === 'FAIL'))
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
  const seconds = SUBJECTS.includes(name) ? SECONDS.subject : SECONDS.peer
  const size = load === 'M' ? ['M', `${RUNS}`] : [...load.split(' '), `${seconds}`]
  // By way of a shell: a child of this large process would inherit its size as the most memory that it ever held.
  const output = execFileSync('sh', ['-c', '"$@"; exit $?', 'sh', program!, ...given, ...size], { encoding: 'utf8' })
  return JSON.parse(output) as Row
}

function measureCrowd(): Crowd {
  const bench = join(import.meta.dirname, 'carpsim.ts')
  return JSON.parse(execFileSync(process.execPath, [bench, 'crowd'], { encoding: 'utf8' })) as Crowd
}

function conclude(rows: readonly Row[], cast: Cast, { rounds, quick }: Options): void {
  const wrong = disagreements(rows)
  const targets = targetsOf(rows)
  console.log(`${tableOfRatios(rows, cast)}\n\n${tableOfTargets(targets)}\n`)
  for (const line of wrong) console.log(`differs: ${line}`)
  if (wrong.length === 0) console.log('All found the same.')
  if (!quick) write({ peers: report({ rows, cast, targets, wrong, crowd: measureCrowd(), rounds, machine: MACHINE }) })
  failIf(wrong.length > 0 || targets.some(({ verdict }) => verdict === 'FAIL'))
}

/** What was not measured now stays as it was. */
function write(parts: Partial<Parts>): void {
  const before = existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : ''
  mkdirSync(dirname(REPORT), { recursive: true })
  writeFileSync(REPORT, joined({ ...partsOf(before), ...parts }))
  console.log(`written: ${relative(process.cwd(), REPORT)}`)
}

function failIf(missed: boolean): void {
  if (missed) process.exitCode = 1
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 on.')
  return Number(text)
}
