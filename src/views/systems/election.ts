import { SECOND } from '../../time.ts'
import type { Trace } from '../../trace/trace.ts'
import { timing } from '../timing/timing.ts'
import { exactly } from '../words.ts'
import { type Behaviour, played } from './behaviour.ts'
import { all, couldAct, gaveWay, NO_OPERATION, of, tookOver } from './reading.ts'
import { A_HEARS_B, APART, B_HEARS_A, hearing, type Play, scenarioOf, THEN } from './stage.ts'

const HEALED = [...APART, A_HEARS_B, B_HEARS_A]

const tie = played({
  name: 'tie',
  about: 'Two equal MASTERs hear each other at once.',
  explain: 'better advertisement heard',
  plays: {
    straight: { players: [{}, {}], events: HEALED },
    swapped: { players: [{ number: 2 }, { number: 1 }], events: HEALED },
  },
  reads: ({ straight, swapped }) => {
    const who = (trace: Trace) => ['a', 'b'].filter((host) => gaveWay(trace, host)).join()
    const [first, second] = [who(straight), who(swapped)]
    if (first === 'a,b' && second === 'a,b') return 'both give way'
    if (first === '' && second === '') return 'neither gives way'
    if (first === 'b' && second === 'a') return 'lower address stays'
    if (first === 'a' && second === 'b') return 'higher address stays'
    return 'one of them gives way'
  },
})

const yieldsTo = played({
  name: 'yields to',
  about: 'To which other MASTER a MASTER gives way that hears it.',
  explain: 'better advertisement heard',
  plays: {
    faster: hearing({ advskew: 0 }),
    equal: hearing({ advskew: 50 }),
    equalAndLower: hearing({ advskew: 50, number: 1 }, { number: 2 }),
    slower: hearing({ advskew: 100 }),
  },
  reads: ({ faster, equal, equalAndLower, slower }) => {
    const yes = (trace: Trace) => gaveWay(trace, 'a')
    const lower = !yes(equal) && yes(equalAndLower)
    const whom = [
      ...(yes(faster) ? ['faster'] : []),
      ...(yes(equal) ? ['equal'] : lower ? ['equal with the lower address'] : []),
      ...(yes(slower) ? ['slower'] : []),
    ]
    return whom.join(' or ') || 'nobody'
  },
})

const slowerHeard = played({
  name: 'slower master heard',
  about: 'A MASTER hears one that it does not give way to.',
  explain: 'worse advertisement heard',
  plays: { slower: hearing({ advskew: 100 }) },
  reads: ({ slower }) => {
    const announced = of(slower, 'a', 'garp').length > 0
    if (gaveWay(slower, 'a')) return 'gives way'
    return announced ? 'stays, and tells neighbours again: gratuitous ARP' : 'stays, and says nothing'
  },
})

const CARD_LOST = { verb: 'unplug', host: 'a', interface: 'em1' } as const
const LOST_BEFORE: Play['events'] = [[THEN - SECOND, CARD_LOST]]

const demotedMaster = played({
  name: 'yields, demoted',
  about: 'To which other MASTER one gives way whose machine has lost another card.',
  explain: 'demotion',
  plays: {
    bySkew: hearing({ advskew: 100 }, { secondCard: true }, LOST_BEFORE),
    beyond: hearing({ advskew: 250 }, { secondCard: true }, LOST_BEFORE),
  },
  reads: ({ bySkew, beyond }) => {
    if (gaveWay(beyond, 'a')) return 'any that is not demoted'
    return gaveWay(bySkew, 'a') ? 'any that is not demoted, up to skew 240' : 'as if nothing were wrong'
  },
})

/** The other is MASTER by then. */
const LATER = 6.75 * SECOND

function arriving(preempt: boolean): Play {
  return { players: [{ advskew: 100 }, { preempt, boot: LATER }] }
}

const preempt = played({
  name: 'preempt',
  about: 'A better machine comes up beside a MASTER: with preempt, and without.',
  explain: 'preempt',
  plays: { on: arriving(true), off: arriving(false) },
  reads: ({ on, off }) => {
    const words = (trace: Trace) => {
      const change = of(trace, 'b', 'transition', LATER).find(({ to }) => to === 'MASTER')
      if (change === undefined) return 'stays BACKUP'
      if (change.from === 'INIT') return 'comes up as MASTER'
      const heard = all(trace, 'delivered', LATER).find(({ host }) => host === 'b')?.t
      return change.t === heard ? 'takes over at the first advertisement' : 'takes over, once it reads what came'
    }
    return `on: ${words(on)}; off: ${words(off)}`
  },
})

function besideDemoted(preempt: boolean): Play {
  return { players: [{ secondCard: true }, { advskew: 100, preempt, boot: LATER }], events: [[THEN, CARD_LOST]] }
}

const backupOfDemoted = played({
  name: 'demoted master heard',
  about: 'What a backup does whose MASTER has lost another card: with preempt, and without.',
  explain: 'demotion',
  plays: { on: besideDemoted(true), off: besideDemoted(false) },
  reads: ({ on, off }) => {
    const [with_, without] = [tookOver(on, 'b'), tookOver(off, 'b')]
    if (with_ === without) return with_ ? 'takes over, preempt or not' : 'stays BACKUP'
    return with_ ? 'takes over with preempt alone' : 'takes over without preempt alone'
  },
})

/** Asked of the rules: for a daemon it depends on when within its poll and its capture a MASTER is lost. */
function takeOverTime(advskew: number): Behaviour {
  return {
    name: `take-over time, skew ${advskew}`,
    about: `From the last advertisement to the take-over, advbase 1, advskew ${advskew}.`,
    explain: 'master-down timer',
    of: (system) => {
      const [group] = timing(scenarioOf({ players: [{ advskew }] }, system)).groups
      const { wait, reading } = group!.members[0]!
      const [least, most] = [wait.least + reading.least, wait.most + reading.most]
      return least === most ? exactly(least) : `${exactly(least)} to ${exactly(most)}`
    },
  }
}

function demotedBy(by: number): Play {
  return { players: [{ advskew: 20 }], events: [[THEN, { verb: 'demote', host: 'a', by, reason: 'by hand' }]] }
}

const negative = played({
  name: 'demotion below 0',
  about: 'What a MASTER of advskew 20 sends when demotion is 30 below nothing.',
  explain: 'demotion',
  plays: { below: demotedBy(-30), above: demotedBy(30) },
  reads: ({ below, above }) => {
    if (!couldAct(below)) return couldAct(above) ? 'refused: never below 0' : NO_OPERATION
    return `advskew ${of(below, 'a', 'advert').at(-1)!.advskew}`
  },
})

export const ELECTION: readonly Behaviour[] = [
  tie,
  yieldsTo,
  slowerHeard,
  preempt,
  ...[0, 100, 254].map(takeOverTime),
  demotedMaster,
  backupOfDemoted,
  negative,
]
