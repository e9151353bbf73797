import fc from 'fast-check'
import { type Choose, Engine } from '../../src/engine/engine.ts'
import { Timer } from '../../src/engine/timer.ts'
import type { Micros } from '../../src/time.ts'
import { ReferenceEngine } from './reference.ts'

/** What a schedule is played on: the engine, or its reference. */
export interface Clockwork {
  readonly now: Micros
  readonly fired: number
  schedule(time: Micros, fire: () => void): void
  timer(expire: () => void): Alarm
  run(until: Micros): void
}

interface Alarm {
  readonly armed: boolean
  readonly deadline: Micros
  arm(delay: Micros): void
  disarm(): void
}

export function engine(choose?: Choose): Clockwork {
  const it = new Engine()
  it.reset(choose)
  return {
    get now() {
      return it.now
    },
    get fired() {
      return it.fired
    },
    schedule: (time, fire) => it.schedule(time, { fire }),
    timer: (expire) => new Timer(it, { expired: expire }),
    run: (until) => it.run({ until, budget: 10_000, budgetAtOnce: 10_000 }),
  }
}

export function reference(choose?: Choose): Clockwork {
  return new ReferenceEngine(choose)
}

export type Act =
  | { readonly do: 'arm'; readonly timer: number; readonly delay: Micros }
  | { readonly do: 'disarm'; readonly timer: number }
  | { readonly do: 'schedule'; readonly delay: Micros }

/** Whatever fires as the n-th does the n-th list of acts; the first list is done at the start. */
export type Schedule = readonly (readonly Act[])[]

/** More than are in a queue that is all heap. */
const TIMERS = 20
const timer = fc.nat(TIMERS - 1)
/** A few instants, so that many things fall on one, some of them later windows; below 0: the past, which means now. */
const window = 2 ** 21
const delay = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -1, max: 6 }) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(3), fc.nat(2)).map(([windows, rest]) => windows * window + rest) },
)

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('arm' as const), timer, delay }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disarm' as const), timer }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('schedule' as const), delay: delay.map(Math.abs) }) },
)

export const schedule: fc.Arbitrary<Schedule> = fc.array(fc.array(act, { maxLength: 6 }), { maxLength: 60 })

/** Plays a schedule and tells what fired when, and what the timers looked like then. */
export function play(clockwork: Clockwork, schedule: Schedule): string[] {
  const told: string[] = []
  let done = 0
  let named = 0
  const happen = (name: string) => {
    const seen = timers.map(({ armed, deadline }) => (armed ? deadline : '-')).join(' ')
    told.push(`${clockwork.now} ${name} [${seen}]`)
    for (const act of schedule[done++] ?? []) doIt(act)
  }
  const timers = Array.from({ length: TIMERS }, (_, i) => clockwork.timer(() => happen(`timer ${i}`)))
  const doIt = (act: Act) => {
    if (act.do === 'arm') timers[act.timer]!.arm(act.delay)
    else if (act.do === 'disarm') timers[act.timer]!.disarm()
    else {
      const name = `entry ${named++}`
      clockwork.schedule(clockwork.now + act.delay, () => happen(name))
    }
  }
  happen('start')
  // In two runs, as the second must go on where the first stopped.
  clockwork.run(9)
  told.push(`${clockwork.now} pause, ${clockwork.fired} fired`)
  clockwork.run(100 * window)
  told.push(`${clockwork.now} end, ${clockwork.fired} fired`)
  return told
}

/** Of a timer in a crowd: how long it takes, and for how many seconds it is set back once a second; then it is stopped, or runs out. */
export interface Member {
  readonly delay: Micros
  readonly seconds: number
  readonly stops: boolean
}

export const crowd: fc.Arbitrary<readonly Member[]> = fc.array(
  fc.record({
    delay: fc.integer({ min: 1_100_000, max: 9_000_000 }).map((time) => (time % 7 === 0 ? 20 * time : time)),
    seconds: fc.nat(30),
    stops: fc.boolean(),
  }),
  { minLength: 40, maxLength: 60 },
)

/** Plays a crowd of timers that are set back as elections set theirs back; tells which ran out, and when. */
export function playCrowd(clockwork: Clockwork, members: readonly Member[]): string[] {
  const told: string[] = []
  const timers = members.map((_, i) => clockwork.timer(() => told.push(`${clockwork.now} ${i}`)))
  const second = (passed: number) => {
    members.forEach(({ delay, seconds, stops }, i) => {
      if (passed <= seconds) timers[i]!.arm(delay)
      else if (passed === seconds + 1 && stops) timers[i]!.disarm()
    })
    if (passed < 40) clockwork.schedule(clockwork.now + 1_000_000, () => second(passed + 1))
  }
  second(0)
  clockwork.run(300_000_000)
  return told
}
