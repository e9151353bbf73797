import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Engine } from '../../src/engine/engine.ts'
import { Clock } from '../../src/host/clock.ts'
import type { SocketUser } from '../../src/host/ip/socket-user.ts'
import { Sockets } from '../../src/host/ip/sockets.ts'
import type { TcpSocket } from '../../src/host/ip/tcp-socket.ts'
import type { World } from '../../src/host/world.ts'
import type { TcpSegment } from '../../src/network/frame.ts'
import type { Micros } from '../../src/time.ts'
import type { Link } from '../../src/trace/recorder.ts'

const SECOND = 1_000_000

/** Two machines with a wire between them that a test may cut, or let lose what it likes. */
function two() {
  const engine = new Engine<Link>()
  const world = { engine } as unknown as World
  const wire = { passes: (_: TcpSegment): Micros | null => 100 }
  const seen: string[] = []
  const machine = (name: string, address: number) => {
    const clock = new Clock(engine, { ticks: 0, drift: 0 })
    let port = 50_000
    const sockets: Sockets = new Sockets(
      { name, world, clock },
      {
        sourceFor: () => address,
        takePort: () => port++,
        transmit: (segment) => {
          seen.push(`${engine.now} ${name} ${segment.flag} ${segment.sequence}`)
          const takes = wire.passes(segment)
          const to = name === 'a' ? b : a
          if (takes !== null) engine.schedule(engine.now + takes, { fire: () => to.receive(segment) })
        },
      },
    )
    return sockets
  }
  const a: Sockets = machine('a', 1)
  const b: Sockets = machine('b', 2)
  const until = (time: Micros) => engine.run({ until: time, budget: 1_000_000, budgetAtOnce: 10_000 })
  return { engine, wire, a, b, seen, until }
}

/** Writes down what it is told. */
function listening(told: string[], does: (message: unknown, socket: TcpSocket) => void = () => undefined) {
  return (socket: TcpSocket): SocketUser => ({
    received: (message) => {
      told.push(`${message}`)
      does(message, socket)
    },
    ended: (how) => {
      told.push(how)
      if (how === 'closed') socket.close()
    },
  })
}

function asking(told: string[], first: readonly string[], socket: () => TcpSocket): SocketUser {
  return {
    opened: () => {
      told.push('opened')
      for (const one of first) socket().say(one)
    },
    received: (message) => told.push(`${message}`),
    ended: (how) => told.push(how),
  }
}

test('a connection comes about, words go both ways, and an answer acknowledges; what ends is ended by both', () => {
  const { a, b, seen, until } = two()
  const [here, there]: [string[], string[]] = [[], []]
  b.listen({ port: 8457, accept: listening(there, (message, socket) => socket.say(`${message}!`)) })
  const socket: TcpSocket = a.connect(
    { address: 2, port: 8457 },
    asking(here, ['hello'], () => socket),
  )!
  until(SECOND)
  expect([here, there]).toEqual([['opened', 'hello!'], ['hello']])
  expect(seen).toEqual(['0 a SYN 0', '100 b SYN+ACK 0', '200 a PSH 1', '200 a ACK 2', '300 b PSH 1', '100400 a ACK 2'])
  socket.close()
  until(2 * SECOND)
  expect(there).toEqual(['hello', 'closed'])
  expect([a.timers.length, b.timers.length]).toEqual([0, 0])
})

test('where nobody listens who asks is refused, and one that the other side forgot is reset', () => {
  const { a, b, until } = two()
  const [here, there]: [string[], string[]] = [[], []]
  a.connect(
    { address: 2, port: 8457 },
    asking(here, [], () => socket),
  )
  until(SECOND)
  expect(here).toEqual(['refused'])
  b.listen({ port: 8457, accept: listening(there) })
  const socket: TcpSocket = a.connect(
    { address: 2, port: 8457 },
    asking(here, [], () => socket),
  )!
  until(2 * SECOND)
  b.powerOff()
  socket.say('there?')
  until(3 * SECOND)
  expect(here).toEqual(['refused', 'opened', 'reset'])
})

test('what is cut is sent again after 1, 2, 4 … seconds, and arrives when the wire is whole', () => {
  const { a, b, wire, seen, until } = two()
  const [here, there]: [string[], string[]] = [[], []]
  b.listen({ port: 8457, accept: listening(there) })
  const socket: TcpSocket = a.connect(
    { address: 2, port: 8457 },
    asking(here, [], () => socket),
  )!
  until(SECOND)
  wire.passes = () => null
  for (const word of ['one', 'two', 'three']) socket.say(word)
  until(10 * SECOND)
  expect(socket.waitsSince).toBe(SECOND)
  expect(
    seen.filter((one) => one.includes('PSH 1')).map((one) => Math.floor(Number(one.split(' ')[0]) / SECOND)),
  ).toEqual([1, 2, 4, 8])
  wire.passes = () => 100
  until(20 * SECOND)
  expect([there, socket.waitsSince]).toEqual([['one', 'two', 'three'], null])
})

test('one that gets no answer at all is given up after 75 seconds', () => {
  const { a, wire, until } = two()
  wire.passes = () => null
  const here: string[] = []
  const socket: TcpSocket = a.connect(
    { address: 2, port: 8457 },
    asking(here, [], () => socket),
  )!
  until(74 * SECOND)
  expect(here).toEqual([])
  until(76 * SECOND)
  expect(here).toEqual(['timed out'])
})

test('one word that is lost is sent again as soon as three others have told of it', () => {
  const { a, b, wire, seen, until } = two()
  const there: string[] = []
  b.listen({ port: 8457, accept: listening(there) })
  const socket: TcpSocket = a.connect(
    { address: 2, port: 8457 },
    asking([], [], () => socket),
  )!
  until(SECOND)
  let isFirst = true
  wire.passes = ({ flag }) => {
    if (flag !== 'PSH' || !isFirst) return 100
    isFirst = false
    return null
  }
  for (const word of ['one', 'two', 'three', 'four', 'five']) socket.say(word)
  until(1_100_000)
  expect(there).toEqual(['one', 'two', 'three', 'four', 'five'])
  expect(seen.filter((one) => one.includes('a PSH 1'))).toHaveLength(2)
})

test('who is gone hears nothing more: what is said to him is answered with a reset', () => {
  const { a, b, until } = two()
  const here: string[] = []
  let theirs: TcpSocket | undefined
  b.listen({
    port: 8457,
    accept: (socket) => {
      theirs = socket
      return { received: () => undefined, ended: () => undefined }
    },
  })
  const socket: TcpSocket = a.connect(
    { address: 2, port: 8457 },
    asking(here, ['hello'], () => socket),
  )!
  until(SECOND)
  theirs!.close()
  socket.say('still there?')
  until(2 * SECOND)
  expect(here).toEqual(['opened', 'closed', 'reset'])
})

test('whatever a wire loses, doubles and delays, words arrive whole, once, and in order', () => {
  const fate = fc.array(fc.option(fc.integer({ min: 1, max: 400_000 }), { nil: null, freq: 4 }), {
    minLength: 1,
    maxLength: 60,
  })
  fc.assert(
    fc.property(fate, fc.integer({ min: 1, max: 20 }), (delays, count) => {
      const { a, b, wire, until } = two()
      const there: string[] = []
      const here: string[] = []
      let at = 0
      wire.passes = () => (at < delays.length ? delays[at++]! : 100)
      b.listen({ port: 8457, accept: listening(there, (message, socket) => socket.say(message)) })
      const words = Array.from({ length: count }, (_, i) => `${i}`)
      const socket: TcpSocket = a.connect(
        { address: 2, port: 8457 },
        asking(here, words, () => socket),
      )!
      until(4_000 * SECOND)
      const isOver = (told: readonly string[]) => told.some((one) => one === 'timed out' || one === 'reset')
      if (isOver(here) || isOver(there)) return
      expect(there).toEqual(words)
      expect(here).toEqual(['opened', ...words])
    }),
    { numRuns: 300 },
  )
})
