import { expect, test } from 'vitest'
import { type Course, UNTIL_WOKEN } from '../../src/engine/course.ts'
import { Engine } from '../../src/engine/engine.ts'
import { Clock } from '../../src/host/clock.ts'
import { Processes } from '../../src/host/processes.ts'
import { signalCalled } from '../../src/host/signals.ts'
import type { Process, Signal } from '../../src/shell/machine.ts'
import { BSD_SIGNALS, LINUX_SIGNALS } from '../../src/shell/signals.ts'
import { type Micros, SECOND } from '../../src/time.ts'
import type { Link } from '../../src/trace/recorder.ts'

function machine(numbers = BSD_SIGNALS) {
  const engine = new Engine<Link>()
  const clock = new Clock(engine, { ticks: 0, drift: 0 })
  const processes = new Processes({ world: { engine }, clock }, numbers)
  const until = (time: Micros) => engine.run({ until: time, budget: 1_000_000, budgetAtOnce: 1_000 })
  return { engine, processes, until }
}

/** It says when it goes on. */
function* sleeping(said: string[], name: string, times: readonly Micros[], engine: Engine<Link>): Course<number> {
  for (const time of times) {
    said.push(`${name} ${engine.now}`)
    yield time
  }
  said.push(`${name} ends`)
  return times.length
}

test('one that is started goes on behind what is under way, one that is begun at once, and both by the clock', () => {
  const { engine, processes, until } = machine()
  const said: string[] = []
  processes.start('a', () => sleeping(said, 'a', [10, 10], engine))
  processes.begin('b', () => sleeping(said, 'b', [15], engine))
  said.push('begun')
  until(SECOND)
  expect(said).toEqual(['b 0', 'begun', 'a 0', 'a 10', 'b ends', 'a ends'])
})

test('each has a number, a parent, and a status when it has ended; who waits for that is told once', () => {
  const { engine, processes, until } = machine()
  const told: string[] = []
  let child: Process | null = null
  const parent = processes.begin('sh', function* (self) {
    child = processes.start('sleep 1', () => sleeping([], '', [SECOND], engine))
    child!.whenEnded(() => {
      told.push(`child ${child!.status}`)
      self.wake()
    })
    while (child!.status === null) yield UNTIL_WOKEN
    return 7
  })!
  expect(processes.all.map(({ pid, parent, title }) => [pid, parent, title])).toEqual([
    [701, 1, 'sh'],
    [702, 701, 'sleep 1'],
  ])
  expect(processes.process(702)).toBe(child)
  until(2 * SECOND)
  expect([parent.status, told]).toEqual([7, ['child 1']])
  expect(processes.process(702)).toBeUndefined()
  parent.whenEnded(() => told.push('at once'))
  expect(told).toEqual(['child 1', 'at once'])
})

test('a wait that only somebody ends costs nothing, and one that is woken goes on in that instant', () => {
  const { engine, processes, until } = machine()
  const at: Micros[] = []
  const waiting = processes.begin('wait', function* () {
    yield UNTIL_WOKEN
    at.push(engine.now)
    yield 5 * SECOND
    at.push(engine.now)
    return 0
  })!
  until(3 * SECOND)
  expect([engine.fired, at]).toEqual([0, []])
  waiting.wake()
  waiting.wake()
  until(4 * SECOND)
  waiting.wake()
  until(20 * SECOND)
  expect(at).toEqual([3 * SECOND, 4 * SECOND])
})

test.each([
  ['TERM', BSD_SIGNALS, 143],
  ['KILL', BSD_SIGNALS, 137],
  ['USR1', BSD_SIGNALS, 158],
  ['USR1', LINUX_SIGNALS, 138],
  ['PIPE', LINUX_SIGNALS, 141],
] as const)('SIG%s ends who does nothing about it', (signal, numbers, status) => {
  const { processes } = machine(numbers)
  let closed = false
  const process = processes.begin('cat', function* () {
    try {
      yield UNTIL_WOKEN
    } finally {
      closed = true
    }
    return 0
  })!
  process.send(signal)
  expect([process.status, closed, processes.all]).toEqual([status, true, []])
})

test('who has a trap for a signal goes on, but not for SIGKILL; who sends it to itself ends when it gives way', () => {
  const { processes, until } = machine()
  const heard: Signal[] = []
  const said: string[] = []
  const trapped = processes.idle('sh')!
  trapped.onSignal = (signal) => {
    heard.push(signal)
    return signal === 'INT' ? 'default' : 'handled'
  }
  for (const signal of ['TERM', 'HUP', 'KILL', 'TERM'] as const) trapped.send(signal)
  expect([heard, trapped.status]).toEqual([['TERM', 'HUP'], 137])
  const own = processes.begin('self', function* (self) {
    self.send('TERM')
    said.push('goes on to the end of this step')
    yield 0
    said.push('never')
    return 0
  })!
  until(SECOND)
  expect([own.status, said]).toEqual([143, ['goes on to the end of this step']])
})

test('200 run at once; what never lets time pass is ended; after the power has gone numbers begin anew', () => {
  const { engine, processes } = machine()
  for (let i = 0; i < 200; i++) expect(processes.idle('x')).not.toBeNull()
  expect(processes.start('x', () => sleeping([], '', [], engine))).toBeNull()
  let told = false
  processes.all[0]!.whenEnded(() => {
    told = true
  })
  processes.powerOff()
  expect([processes.all, told]).toEqual([[], false])
  const endless = processes.begin('loop', function* () {
    for (;;) yield 1
  })!
  expect(endless.pid).toBe(701)
  engine.run({ until: SECOND, budget: 1_000_000, budgetAtOnce: 10 })
  const atOnce = processes.begin('short', () => sleeping([], '', [1], engine))!
  engine.run({ until: 2 * SECOND, budget: 1_000_000, budgetAtOnce: 10 })
  expect([endless.status, atOnce.status]).toEqual([152, 1])
})

test('what is no process has no number, and is nobody’s parent', () => {
  const { processes } = machine()
  let child: Process | null = null
  processes.background(function* () {
    child = processes.idle('child')
    yield SECOND
  })
  expect(processes.all.map(({ pid, parent }) => [pid, parent])).toEqual([[701, 1]])
  expect(child).not.toBeNull()
})

test('signals are called by their names and numbers', () => {
  const called = (name: string) => signalCalled(name, LINUX_SIGNALS)
  expect(['TERM', 'sigterm', '15', 'USR1', '10', '30', 'BOGUS'].map(called)).toEqual([
    'TERM',
    'TERM',
    'TERM',
    'USR1',
    'USR1',
    undefined,
    undefined,
  ])
})
