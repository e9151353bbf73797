import { describe, expect, test } from 'vitest'
import type { System } from '../../../src/carp/system.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import { type AgainstFirst, type Diff, diff, type Parting } from '../../../src/views/diff/diff.ts'
import { whatOf } from '../../../src/views/diff/words.ts'
import { PAIR, played, toyOf, withSystem } from './play.ts'

function compared(one: Trace, other: Trace, tolerance = 0): Diff & AgainstFirst {
  const found = diff(
    [
      { name: 'one', trace: one },
      { name: 'other', trace: other },
    ],
    tolerance,
  )
  return { ...found, ...found.comparisons[0]! }
}

/** Both sides, each in a line. */
function told(parting: Parting | undefined): string[] | undefined {
  return parting?.sides.map((side) => `${side.t} ${side.host} ${whatOf(side)}: ${side.why}`)
}

function rulesOf(parting: Parting | undefined): (string | undefined)[] | undefined {
  return parting?.sides.map(({ rule }) => rule)
}

const EQUAL = ['hosts.b.carp[0].advskew=10']

/** What becomes of a run under freebsd-12, and under a copy of it. */
function under(toy: System, settings: { set?: string[]; event?: string[] }) {
  return withSystem(toy, () =>
    compared(played(PAIR, { ...settings, system: 'freebsd-12' }), played(PAIR, { ...settings, system: toy.name })),
  )
}

const LATE = { set: ['preempt=true', 'hosts.a.boot=10s'] }

describe('one rule of hearing is changed, and is named', () => {
  test('an equal advertisement is no better one', () => {
    const toy = toyOf('freebsd-12', 'MASTER', 'better advertisement heard', (own) => ({
      ...own,
      when: (vhost, input) => {
        const { mine, his } = own.numbers!(vhost, input)
        return own.when!(vhost, input) && (mine.seconds !== his.seconds || mine.micros !== his.micros)
      },
    }))
    const { first, course, parts } = under(toy, { set: EQUAL })
    expect(parts).toBe(true)
    expect(first).toBe(course)
    expect(rulesOf(course)).toEqual(['better advertisement heard', 'worse advertisement heard'])
    expect(course!.sides.map(({ numbers }) => numbers)).toEqual([
      { mine: { seconds: 1, micros: 39_062 }, his: { seconds: 1, micros: 39_062 } },
      { mine: { seconds: 1, micros: 39_062 }, his: { seconds: 1, micros: 39_062 } },
    ])
    expect(told(course)).toEqual([
      "3039162 a MASTER → BACKUP: better advertisement heard: b's interval 1 s + 10/256 s, mine the same; an equal one counts as better",
      "3039162 a stays MASTER: worse advertisement heard: b's interval 1 s + 10/256 s, mine the same; an equal one counts as worse",
    ])
  })

  test('a slower master is left alone', () => {
    const toy = toyOf('freebsd-12', 'BACKUP', 'slower master heard', () => undefined)
    const { course } = under(toy, LATE)
    expect(rulesOf(course)).toEqual(['slower master heard', 'master heard'])
    expect(told(course)![1]).toContain("master heard: b's interval 1 s + 20/256 s, mine 1 s + 10/256 s")
  })

  test('a better advertisement is not heeded', () => {
    const toy = toyOf('freebsd-12', 'MASTER', 'better advertisement heard', () => undefined)
    expect(rulesOf(under(toy, LATE).course)).toEqual(['better advertisement heard', 'worse advertisement heard'])
  })
})

describe('another rule is changed, and is named', () => {
  test('a backup is patient twice', () => {
    const toy = toyOf('freebsd-12', 'BACKUP', 'master-down timer', (own) => {
      const spent = new Set<object>()
      return {
        ...own,
        then: (vhost, port, input) => {
          if (spent.has(vhost)) own.then(vhost, port, input)
          else port.arm('master-down', 1_000_000)
          spent.add(vhost)
        },
      }
    })
    const { first, course, furthest } = under(toy, { event: ['10s crash a'] })
    expect(rulesOf(first)).toEqual(['master-down timer', 'master-down timer'])
    expect(first).toMatchObject({ kind: 'time', t: 3_039_062 })
    expect([course, furthest]).toEqual([undefined, 1_000_000])
    expect(told(first)![1]).toContain('heard no MASTER for 1 s')
  })

  test('a cable that is pulled does nothing', () => {
    const toy = toyOf('freebsd-12', 'MASTER', 'interface down', (own) => ({ ...own, then: () => undefined }))
    const { course } = under(toy, { event: ['10s unplug a.em0'] })
    expect(rulesOf(course)).toEqual(['interface down', undefined])
    expect(told(course)![1]).toMatch(/^10000000 a stays MASTER: /)
  })

  test('none: they do the same', () => {
    const toy = toyOf('freebsd-12', 'BACKUP', 'master heard', (own) => own)
    expect(under(toy, { set: EQUAL, event: ['10s crash a for 2s'] })).toMatchObject({ parts: false, first: undefined })
  })
})

describe('real systems', () => {
  test('ucarp breaks ties by the address', () => {
    const { course } = compared(
      played(PAIR, { system: 'freebsd-12', set: EQUAL }),
      played(PAIR, { system: 'ucarp-1.5.2', set: EQUAL }),
    )
    const [kernel, daemon] = told(course)!
    expect(kernel).toContain('better advertisement heard')
    expect(daemon).toMatch(
      /a stays MASTER: worse advertisement heard: .*tie-break by address, last octet first: his 10\.0\.0\.2 is higher than mine 10\.0\.0\.1$/,
    )
  })

  test('OpenBSD compares demotion by itself, FreeBSD adds it to the skew', () => {
    const event = ['10s demote a by 5']
    const { course } = compared(
      played(PAIR, { system: 'freebsd-12', event }),
      played(PAIR, { system: 'openbsd-7.7', event }),
    )
    expect(rulesOf(course)).toEqual(['master heard', 'more demoted master heard'])
    expect(course!.sides.map(({ numbers }) => numbers?.demotion)).toEqual([undefined, { mine: 0, his: 5 }])
    expect(told(course)![1]).toContain("more demoted master heard: a's demotion 5, mine 0")
  })

  test('what one of them has no command for', () => {
    const event = ['{ at: 10s, run: a, command: ifconfig em0 vhid 1 state backup }']
    const { course, loneEvents } = compared(
      played(PAIR, { system: 'freebsd-9.3', event }),
      played(PAIR, { system: 'freebsd-12', event }),
    )
    expect(rulesOf(course)).toEqual([undefined, 'forced'])
    expect(told(course)![0]).toContain('stays MASTER: a# ifconfig em0 vhid 1 state backup: ifconfig: SIOCGVH')
    expect(loneEvents).toMatchObject([{ t: 10_000_000, not: 0 }])
  })
})

describe('two scenarios', () => {
  test('an event that only one has', () => {
    const { course, loneEvents, first } = compared(played(PAIR), played(PAIR, { event: ['10s crash a'] }))
    expect(first).toBe(course)
    expect(told(course)).toEqual([
      '10000000 a stays MASTER: a loses power: there is no such event',
      '10000000 a MASTER → off: power is off: a loses power',
    ])
    expect(loneEvents).toEqual([{ t: 10_000_000, text: 'a loses power', not: 0, why: 'there is no such event' }])
  })

  test('preempt off', () => {
    const settings = { set: ['preempt=true', 'hosts.a.boot=10s'] }
    const { course } = compared(played(PAIR, settings), played(PAIR, { set: ['hosts.a.boot=10s'] }))
    expect(rulesOf(course)).toEqual(['slower master heard', 'master heard'])
    expect(told(course)![1]).toMatch(/preempt is off$/)
  })

  test('machines that only one has are named, and are no difference', () => {
    const more = PAIR.replace(
      'hosts:',
      'hosts:\n  c: { interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }, carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret, advskew: 200 }] }',
    )
    expect(compared(played(PAIR), played(more))).toMatchObject({
      parts: false,
      common: 2,
      strangers: [[], ['c lan/1']],
    })
  })

  test('nothing in common', () => {
    const other = PAIR.replaceAll('vhid: 1', 'vhid: 2')
    expect(compared(played(PAIR), played(other))).toMatchObject({ common: 0, parts: false })
  })

  test('the longer run is compared as far as the shorter goes', () => {
    const longer = played(PAIR, { until: 30_000_000, event: ['25s crash a'] })
    expect(compared(played(PAIR), longer)).toMatchObject({ end: 20_000_000, isCut: true, parts: false })
  })

  test('what pings saw is a difference, too', () => {
    const pinged = `${PAIR}
  c:
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    ping: { 10.0.0.3: 100ms }
`
    const { first, parts, figures } = compared(
      played(pinged),
      played(pinged, { event: ['{ at: 10s, cut: "c -> a", for: 1s }'] }),
    )
    expect([first, parts]).toEqual([undefined, true])
    expect(figures.filter(({ differs }) => differs).map(({ name }) => name)).toContain('pings lost')
  })
})

test('who was MASTER for no time at all was so', () => {
  const at = (system: string) => played(PAIR, { system, set: [...EQUAL, 'networks.lan.latency=0s'] })
  const { course } = compared(at('freebsd-12'), at('ucarp-1.5.2'))
  expect(rulesOf(course)).toEqual(['better advertisement heard', 'worse advertisement heard'])
  expect(compared(at('freebsd-12'), at('freebsd-12')).figures[0]).toMatchObject({ name: 'changes of state' })
})

describe('changes at other times', () => {
  const skewed = (advskew: number) => played(PAIR, { set: [`hosts.a.carp[0].advskew=${advskew}`] })

  test('the same course, later', () => {
    const { first, course, shifted, furthest } = compared(skewed(10), skewed(11))
    expect(first).toMatchObject({ kind: 'time', t: 3_039_062 })
    expect([course, shifted, furthest]).toEqual([undefined, 1, 3_906])
    expect(told(first)![1]).toContain('advskew 11/256 s')
  })

  test('another one is MASTER first: another course, though both come to it', () => {
    const until = (advskew: number) =>
      played(PAIR, { set: [`hosts.a.carp[0].advskew=${advskew}`], event: ['10s crash b'] })
    const { first, course } = compared(until(10), until(30))
    expect(first).toBe(course)
    expect(told(course)).toEqual([
      expect.stringMatching(/^3039062 a BACKUP → MASTER: master-down timer/),
      expect.stringMatching(/^3039062 a stays BACKUP: its master-down timer still had 78.125 ms to run/),
    ])
  })

  test('a tolerance forgives so much, and no more', () => {
    expect(compared(skewed(10), skewed(11), 3_906).parts).toBe(false)
    expect(compared(skewed(10), skewed(11), 3_905).parts).toBe(true)
  })

  test('a change that the end of the run cuts off is no other course', () => {
    const late = (advskew: number) =>
      played(PAIR, {
        set: [`hosts.a.carp[0].advskew=${advskew}`, 'hosts.b.carp=[]'],
        event: ['{ when: a becomes MASTER, delay: 10s, crash: a }'],
        until: 13_050_000,
      })
    const { first, course } = compared(late(10), late(20))
    expect(first).toMatchObject({ kind: 'time', t: 3_039_062 })
    expect(course).toBeUndefined()
    const all = compared(late(10), late(10))
    expect(all.parts).toBe(false)
  })
})

test('a run that kept less says less, and parts at the same instant', () => {
  const event = ['10s crash a']
  const settings = { set: EQUAL, event }
  const all = compared(
    played(PAIR, { ...settings, system: 'freebsd-12' }),
    played(PAIR, { ...settings, system: 'ucarp' }),
  )
  const fewer = compared(
    played(PAIR, { ...settings, system: 'freebsd-12', level: 'changes' }),
    played(PAIR, { ...settings, system: 'ucarp', level: 'changes' }),
  )
  expect([fewer.first?.t, fewer.course?.t, fewer.parts]).toEqual([all.first?.t, all.course?.t, true])
})
