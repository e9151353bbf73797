import { simulate } from '../../src/simulate.ts'
import { formatSeconds, type Micros, SECOND } from '../../src/time.ts'
import type { RecordOf } from '../../src/trace/record.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { before, chain } from './compare.ts'
import { type Change, type Recording, scenarioOfRecording } from './recording.ts'

// A recording was made by the wall clock: states must be equal, times as near as that machine let them be.

/** How far apart carpsim and the real daemon may be. */
const NEAR: Micros = 25_000
/** The same where a frame may have been handed over one tick of libpcap earlier, or later. */
const ONE_TICK: Micros = 1_010_000
/** A frame that comes so near to a tick may. */
const AT_TICK: Micros = 12_000
const TICK: Micros = SECOND

/**
 * Plays a recording of the real daemon.
 *
 * @returns undefined where carpsim does the same, else the first difference in words, with what led to it
 */
export function disagreementOf(recording: Recording): string | undefined {
  const trace = simulate(scenarioOfRecording(recording))
  const mine = trace.records.filter((record) => record.kind === 'transition')
  const pairs = recording.transitions.map((real, i) => [real, match(i, recording, mine)] as const)
  return (
    pairs.map((pair) => differentStates(pair, trace)).find((difference) => difference !== undefined) ??
    surplus(recording, mine, trace) ??
    differentTimes(pairs, recording, trace)
  )
}

type Transition = RecordOf<'transition'>
type Pair = readonly [Change, Transition | undefined]

/** The transition that has the same place among those of its virtual host. */
function match(i: number, { transitions }: Recording, mine: readonly Transition[]): Transition | undefined {
  const real = transitions[i]!
  const place = transitions.slice(0, i).filter((other) => isOf(real, other)).length
  return mine.filter((transition) => isOf(real, transition))[place]
}

function differentStates([real, mine]: Pair, trace: Trace): string | undefined {
  if (mine?.from === real.from && mine.to === real.to) return undefined
  return told(real, mine, mine === undefined ? before(real.t, trace) : chain(mine, trace))
}

/** What carpsim does once more than the real daemon. */
function surplus({ transitions }: Recording, mine: readonly Transition[], trace: Trace): string | undefined {
  const more = mine.find((transition, i) => {
    const place = mine.slice(0, i).filter((other) => isOf(transition, other)).length
    return transitions.filter((other) => isOf(transition, other)).length <= place
  })
  return more && told(undefined, more, chain(more, trace))
}

function differentTimes(pairs: readonly Pair[], recording: Recording, trace: Trace): string | undefined {
  for (const [real, mine] of pairs) {
    const difference = Math.abs(mine!.t - real.t)
    const allowed = heardAtTick(real, recording) ? ONE_TICK : NEAR
    if (difference > allowed) {
      const words = `${difference} µs apart, where ${allowed} may be`
      return `${told(real, mine, chain(mine!, trace))}\n    ${words}`
    }
  }
  return undefined
}

/** Whether a frame of another came at a tick of the process since its state before. */
function heardAtTick(real: Change, { transitions, adverts, lives, given }: Recording): boolean {
  const life = lives.filter((candidate) => isOf(real, candidate) && candidate.began <= real.t).at(-1)
  if (life === undefined) return false
  const since = transitions.filter((other) => isOf(real, other) && other.t < real.t).at(-1)?.t ?? life.opened
  return adverts
    .filter(({ host, t }) => host !== real.host && t >= since && t <= real.t)
    .map(({ t }) => (t + given.network!.latencyUs - life.opened) % TICK)
    .some((phase) => phase <= AT_TICK || phase >= TICK - AT_TICK)
}

interface OfProcess {
  readonly host: string
  readonly vhid: number
}

function isOf(a: OfProcess, b: OfProcess): boolean {
  return a.host === b.host && a.vhid === b.vhid
}

function told(real: Change | undefined, mine: Transition | undefined, led: readonly string[]): string {
  const { host, vhid } = (real ?? mine)!
  const said = (change: Pick<Change, 't' | 'from' | 'to'> | undefined) =>
    change === undefined ? 'nothing' : `${formatSeconds(change.t)}  ${change.from} -> ${change.to}`
  return [
    `  ${host}/${vhid}`,
    `    recorded  ${said(real)}`,
    `    carpsim   ${said(mine)}`,
    ...led.map((line) => `      ${line}`),
  ].join('\n')
}
