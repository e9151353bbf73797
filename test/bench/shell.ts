import { spawnSync } from 'node:child_process'
import { loadScenario, simulate } from 'carpsim'
import { filled } from './report.ts'
import { table, tableOfTargets } from './tables.ts'
import { type Target, target } from './targets.ts'

/** A script that does nothing but run commands. */
interface Loop {
  readonly name: string
  readonly source: string
  /** How many simple commands that is, assignments among them. */
  readonly commands: number
}

/** How long the shells took for a loop, in milliseconds: the shortest of all rounds. */
export interface Loops {
  readonly loop: Loop
  readonly carpsim: number
  /** The real ones; undefined: there is none here. */
  readonly dash: number | undefined
  readonly bash: number | undefined
}

export const HEAD = '## The shell'
const LEAST = 300_000

const LOOPS: readonly Loop[] = [
  loop('test and arithmetic', 150_000, ':', 3),
  loop('case', 100_000, 'case $i in *7) x=$i ;; *) x= ;; esac', 3),
  loop('a function', 60_000, 'f $i', 4, 'f() { x=$1; }\n'),
  loop('a command substitution', 20_000, 'x=$(echo $i)', 4),
]

function loop(name: string, turns: number, body: string, each: number, before = ''): Loop {
  const source = `${before}i=0\nwhile [ $i -lt ${turns} ]; do ${body}; i=$((i + 1)); done\necho $i\n`
  return { name, source, commands: turns * each }
}

/** Each shell in turn, round by round. */
export function measureShell(rounds: number): Loops[] {
  return LOOPS.map((one) => {
    const scenario = loadScenario(scenarioOf(one), 'bench')
    const times = Array.from({ length: rounds }, () => ({
      carpsim: timed(() => {
        const { records } = simulate(scenario, { level: 'changes' })
        if (!records.some((record) => record.kind === 'output' && /^\d+\n$/.test(record.text)))
          throw new Error(`${one.name}: the loop did not come to its end`)
      }),
      dash: timeOfReal('dash', one),
      bash: timeOfReal('bash', one),
    }))
    return {
      loop: one,
      carpsim: Math.min(...times.map(({ carpsim }) => carpsim)),
      dash: shortest(times.map(({ dash }) => dash)),
      bash: shortest(times.map(({ bash }) => bash)),
    }
  })
}

function shortest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

/** As somebody runs it on a machine, through the public API. */
function scenarioOf({ source }: Loop): string {
  return `carpsim: 1
until: 60s
networks: { lan: {} }
hosts:
  a:
    system: freebsd-9.3
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    files:
      /root/loop: { mode: 755, text: ${JSON.stringify(`#!/bin/sh\n${source}`)} }
events:
  - { at: 1s, run: a, command: /root/loop }
`
}

function timed(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

function timeOfReal(shell: string, { source }: Loop): number | undefined {
  const start = performance.now()
  const { status } = spawnSync(shell, ['-c', source], { stdio: 'ignore' })
  return status === 0 ? performance.now() - start : undefined
}

function perSecond({ loop: { commands }, carpsim }: Loops): number {
  return Math.round((commands / carpsim) * 1_000)
}

export function targetsOfShell(all: readonly Loops[]): Target[] {
  const [first] = all
  const text = `${first!.loop.name}: at least ${LEAST.toLocaleString('en')} commands a second, in thousands`
  return [target(text, perSecond(first!) / 1_000, (found) => found * 1_000 >= LEAST)]
}

/** What was measured of the shell, in Markdown. */
export function reportOfShell(all: readonly Loops[], machine: string): string {
  const ratio = (real: number | undefined, ours: number) =>
    real === undefined ? 'absent' : `${real.toFixed(0)} ms ${(real / ours).toFixed(2)}x`
  const parts = [
    HEAD,
    filled(`Loops of simple commands, assignments among them, in a script that an event runs on a machine, through the
      public API at level \`changes\`; the same in the real shells, whose start is in their times. The shortest time of all
      rounds, and how many times carpsim's that is. \`npm run bench -- --only shell\` measures this alone. ${machine}.`),
    table([
      ['', 'commands', 'carpsim', 'commands a second', 'dash', 'bash'],
      ...all.map((one) => [
        one.loop.name,
        one.loop.commands.toLocaleString('en'),
        `${one.carpsim.toFixed(0)} ms`,
        perSecond(one).toLocaleString('en'),
        ratio(one.dash, one.carpsim),
        ratio(one.bash, one.carpsim),
      ]),
    ]),
    tableOfTargets(targetsOfShell(all)),
  ]
  return `${parts.join('\n\n')}\n`
}
