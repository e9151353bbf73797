import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Choose } from '../../src/engine/engine.ts'
import type { Loss } from '../../src/trace/record.ts'
import { Lan } from './lan.ts'

test('what one sends all others hear one latency later, in the order in which they were plugged in', () => {
  const lan = new Lan('abc', { latency: 250 })
  lan.at(1_000, () => lan.send('b'))
  lan.run()
  expect(lan.heard).toEqual(['1250 a frame 1', '1250 c frame 1'])
  expect(lan.delivered).toEqual(lan.heard)
  expect(lan.lost).toEqual([])
})

test('nobody hears own frames, and a lone station nobody', () => {
  const lan = new Lan('a')
  lan.send('a')
  lan.run()
  expect(lan.heard).toEqual([])
})

test('on a hub with echo a station hears its own frames, too', () => {
  for (const jitter of [0, 1]) {
    const lan = new Lan('ab', { echo: true, jitter })
    lan.send('a')
    lan.run()
    expect(lan.heard.map((line) => line.split(' ')[1]).sort()).toEqual(['a', 'b'])
  }
})

test.each([0, 1])('a frame for one station goes by unnoticed to all others (jitter %i)', (jitter) => {
  const lan = new Lan('abc', { jitter })
  lan.send('a', 'c')
  lan.run(500)
  expect(lan.heard).toEqual(['100 c frame 1'])
  expect(lan.delivered).toEqual(lan.heard)
  expect(lan.unclaimed('a')).toBe(0)
  lan.station('b').deaf = 'off'
  lan.station('c').deaf = 'no carrier'
  lan.send('a', 'c')
  lan.run(1_000)
  expect(lan.lost).toEqual(['600 c no carrier, of frame 2'])
  expect(lan.unclaimed('a')).toBe(1)
  lan.send('a', 'nobody')
  lan.run()
  expect([lan.lost.length, lan.unclaimed('a'), lan.trace.counts.delivered]).toEqual([1, 2, 1])
})

test.each([0, 1])('what a cut, loss or packet filter keeps from its owner is not unclaimed (jitter %i)', (jitter) => {
  const lan = new Lan('abc', { jitter })
  lan.cut('a', 'b')
  lan.cut('a', 'c')
  lan.send('a', 'c')
  lan.run(500)
  lan.cut('a', 'c', false)
  lan.hub.impair(lan.station('a'), { loss: 1, delay: 0 })
  lan.send('a', 'c')
  lan.run(1_000)
  lan.hub.impair(lan.station('a'), null)
  lan.station('c').deaf = 'blocked'
  lan.send('a', 'c')
  lan.run()
  expect(lan.lost).toEqual(['0 c cut, of frame 1', '500 c loss, of frame 2', '1100 c blocked, of frame 3'])
  expect(lan.unclaimed('a')).toBe(0)
})

test('frames of one instant arrive in the order in which they were sent', () => {
  const lan = new Lan('abc', { latency: 0 })
  lan.send('c')
  lan.send('a')
  lan.run()
  expect(lan.heard).toEqual(['0 a frame 1', '0 b frame 1', '0 b frame 2', '0 c frame 2'])
})

test('a cut is one-way, and looked at when the frame is sent', () => {
  const lan = new Lan('abc')
  lan.at(0, () => lan.cut('a', 'b'))
  lan.at(10, () => lan.send('a'))
  lan.at(20, () => lan.send('b'))
  lan.at(50, () => lan.cut('a', 'b', false))
  lan.at(60, () => lan.send('a'))
  lan.at(70, () => lan.cut('a', 'c'))
  lan.run()
  expect(lan.heard).toEqual(['110 c frame 1', '120 a frame 2', '120 c frame 2', '160 b frame 3', '160 c frame 3'])
  expect(lan.lost).toEqual(['10 b cut, of frame 1'])
})

test('whether two are cut off from each other', () => {
  const lan = new Lan('ab')
  const [a, b] = [lan.station('a'), lan.station('b')]
  lan.cut('a', 'b')
  lan.cut('a', 'b')
  const family = 'inet'
  expect([lan.hub.isCut({ from: a, to: b, family }), lan.hub.isCut({ from: b, to: a, family })]).toEqual([true, false])
  lan.cut('a', 'b', false)
  expect(lan.hub.isCut({ from: a, to: b, family })).toBe(false)
  expect(lan.hub.stations).toEqual([a, b])
})

test.each<Loss>(['off', 'paused', 'no carrier', 'interface down'])('a receiver that is %s when it arrives', (why) => {
  const lan = new Lan('abc')
  lan.send('a')
  lan.at(50, () => {
    lan.station('b').deaf = why
  })
  lan.at(60, () => lan.send('a'))
  lan.at(120, () => {
    lan.station('b').deaf = null
  })
  lan.run()
  expect(lan.heard).toEqual(['100 c frame 1', '160 b frame 2', '160 c frame 2'])
  expect(lan.lost).toEqual([`100 b ${why}, of frame 1`])
  expect(lan.trace.counts).toMatchObject({ delivered: 3, lost: 1 })
})

test('frames under way keep the hearers that they were sent with', () => {
  const lan = new Lan('abcd')
  const others = ['b', 'c', 'd']
  for (const [i, to] of others.entries()) {
    lan.at(i * 10, () => lan.send('a'))
    lan.at(i * 10 + 5, () => lan.cut('a', to))
  }
  for (const [i, to] of others.entries()) {
    lan.at(i * 10 + 30, () => lan.send('a'))
    lan.at(i * 10 + 35, () => lan.cut('a', to, false))
  }
  lan.run()
  const hearers = (frame: number) =>
    lan.heard.filter((heard) => heard.endsWith(`frame ${frame}`)).map((heard) => heard.split(' ')[1])
  expect([1, 2, 3, 4, 5, 6].map((frame) => hearers(frame).join(''))).toEqual(['bcd', 'cd', 'd', '', 'b', 'bc'])
  expect(lan.trace.counts.lost).toBe(9)
})

test('what happens on hearing a frame is caused by its delivery, and that by the frame', () => {
  const lan = new Lan('ab')
  const causes: unknown[] = []
  lan.station('b').hears(() => causes.push(lan.engine.cause?.record))
  lan.send('a')
  lan.run()
  const [frame, delivered] = lan.trace.records()
  expect(delivered).toEqual({ id: 2, t: 100, cause: frame!.id, kind: 'delivered', host: 'b', interface: 'em0' })
  expect(causes).toEqual([delivered])
})

test('counts of what arrived and what was lost are the same at every level', () => {
  const counts = (['all', 'changes', 'metrics'] as const).map((level) => {
    const lan = new Lan('abc', {}, { level })
    lan.cut('a', 'b')
    lan.station('c').deaf = 'off'
    for (const from of 'abca') lan.send(from)
    return lan.run().trace.counts
  })
  expect(counts[0]).toMatchObject({ delivered: 3, lost: 5 })
  expect(counts[1]).toEqual(counts[0])
  expect(counts[2]).toEqual(counts[0])
})

const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), from: fc.constantFrom(...'abcd') }) },
  fc.record({
    do: fc.constant('cut' as const),
    from: fc.constantFrom(...'abcd'),
    to: fc.constantFrom(...'abcd'),
    cut: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('deafen' as const),
    station: fc.constantFrom(...'abcd'),
    deaf: fc.constantFrom('off' as const, null),
  }),
)
const deeds = fc.array(fc.tuple(fc.nat(40), deed), { maxLength: 30 })
type Script = typeof deeds extends fc.Arbitrary<infer T> ? T : never

/** Plays deeds; stations answer some frames at once. */
function played(script: Script, choose?: Choose): Lan {
  const lan = new Lan('abcd', { latency: 10 }, choose === undefined ? {} : { choose })
  for (const name of 'bd') {
    lan.station(name).hears((frame) => {
      if (Number(frame.source.split(' ')[1]) % 3 === 0) lan.send(name)
    })
  }
  for (const [time, act] of script) {
    lan.at(time, () => {
      if (act.do === 'send') lan.send(act.from)
      else if (act.do === 'cut' && act.from !== act.to) lan.cut(act.from, act.to, act.cut)
      else if (act.do === 'deafen') lan.station(act.station).deaf = act.deaf
    })
  }
  return lan.run(200)
}

test('one entry for all receivers is the same as an entry for each', () => {
  fc.assert(
    fc.property(deeds, (script) => {
      const together = played(script)
      const single = played(script, () => 0)
      expect(single.heard).toEqual(together.heard)
      expect(single.trace.records()).toEqual(together.trace.records())
    }),
    { numRuns: 500 },
  )
})

test('who explores reaches each order in which one frame arrives', () => {
  const orders = [0, 1, 2].flatMap((first) =>
    [0, 1].map((second) => {
      const picks = [first, second]
      const lan = new Lan('abcd', {}, { choose: () => picks.shift()! })
      lan.send('a')
      return lan
        .run()
        .heard.map((heard) => heard.split(' ')[1])
        .join('')
    }),
  )
  expect(orders).toEqual(['bcd', 'bdc', 'cbd', 'cdb', 'dbc', 'dcb'])
})

test('whatever order is chosen, the same frames arrive at the same times where nobody answers', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(40), fc.constantFrom(...'abcd'))), fc.array(fc.nat(5)), (sends, choices) => {
      const arrivals = (choose?: Choose) => {
        const lan = new Lan('abcd', { latency: 10 }, choose === undefined ? {} : { choose })
        for (const [i, [time, from]] of sends.entries()) lan.at(100 * i + time, () => lan.send(from))
        return lan.run().heard
      }
      let asked = 0
      const chosen = arrivals((count) => (choices[asked++ % choices.length] ?? 0) % count)
      expect(chosen.toSorted()).toEqual(arrivals().toSorted())
    }),
  )
})

test('a cut of one family lets the other pass, and each is healed by itself', () => {
  const lan = new Lan('abc')
  lan.cut('a', 'b', true, ['inet6'])
  lan.at(0, () => {
    lan.send('a', 'all', 'inet')
    lan.send('a', 'all', 'inet6')
  })
  lan.at(20, () => lan.cut('a', 'b', true))
  lan.at(30, () => lan.cut('a', 'b', false, ['inet6']))
  lan.at(40, () => {
    lan.send('a', 'all', 'inet')
    lan.send('a', 'all', 'inet6')
  })
  lan.run()
  const heardBy = (name: string) => lan.heard.filter((line) => line.includes(` ${name} `)).map((line) => line.slice(-7))
  expect(heardBy('b')).toEqual(['frame 1', 'frame 4'])
  expect(heardBy('c')).toEqual(['frame 1', 'frame 2', 'frame 3', 'frame 4'])
  expect(lan.lost).toEqual(['0 b cut, of frame 2', '40 b cut, of frame 3'])
})
