import type { Action } from '../../scenario/scenario.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { roughly } from '../words.ts'
import { type Behaviour, played } from './behaviour.ts'
import { all, couldAct, demotionBy, of, ordinal, signed } from './reading.ts'
import { A_LAN, type Play, THEN } from './stage.ts'

const SKEW = 100

function demoted(by: number): Play {
  return {
    players: [{ advskew: SKEW }],
    events: [[THEN, { verb: 'demote', host: 'a', by, reason: 'by hand' }]],
  }
}

const onTheWire = played({
  name: 'demotion on the wire',
  about: 'What the advertisements of a MASTER say while something else is wrong with its machine.',
  explain: 'demotion',
  plays: {
    card: {
      players: [{ advskew: SKEW, secondCard: true }],
      events: [[THEN, { verb: 'unplug', host: 'a', interface: 'em1' }]],
    },
    little: demoted(20),
    much: demoted(500),
  },
  reads: ({ card, little, much }) => {
    const said = (trace: Trace) => of(trace, 'a', 'advert').at(-1)!
    const skew = said(card).advskew
    const sum = couldAct(little) && said(little).advskew === SKEW + 20
    const most = couldAct(much) ? ` up to ${said(much).advskew}` : ''
    const bySkew = sum ? [`skew + demotion${most}`] : skew === SKEW ? [] : [`skew ${skew}`]
    const byByte = said(card).packet.demotion > 0 ? ['a count in byte 4'] : []
    return [...bySkew, ...byByte].join(', and ') || 'as if nothing were wrong'
  },
})

/** So many sends in a row are tried out. */
const ERRORS = [1, 2, 3, 4, 5, 6]

function failing(times: number): Play {
  const action: Action = { verb: 'send-error', ...A_LAN, errno: 'ENOBUFS', times }
  return { players: [{}], events: [[THEN, action]], until: 40 * SECOND }
}

const sendErrors = played({
  name: 'send errors',
  about: 'How many sends must fail in a row, what follows, and when it ends.',
  explain: 'send error',
  plays: Object.fromEntries([...ERRORS, ERRORS.length + 1].map((times) => [String(times), failing(times)])),
  reads: (traces) => {
    const least = ERRORS.find((times) => troubled(traces[times]!))
    // One error more: whoever says at once that it is demoted fails again, and only later sends count.
    return least === undefined ? 'nothing follows' : `${ordinal(least)} in a row: ${troubleWords(traces[least + 1]!)}`
  },
})

function troubled(trace: Trace): boolean {
  return all(trace, 'demotion').length > 0 || of(trace, 'a', 'advert').some(isWorse)
}

function isWorse({ advskew, packet }: RecordOf<'advert'>): boolean {
  return advskew > 0 || packet.demotion > 0
}

/** What the demotion says, or else the wire; and how many sends must succeed. */
function troubleWords(trace: Trace): string {
  const [taken, given] = all(trace, 'demotion')
  const sent = of(trace, 'a', 'advert')
  if (taken === undefined) {
    const worse = sent.filter(isWorse)
    const end = worse.length === sent.length ? 'never given back' : backAfter(worse.length)
    return `skew ${worse[0]!.advskew}, ${end}`
  }
  const end = given === undefined ? 'never given back' : backAfter(sent.filter(({ id }) => id < given.id).length)
  return `demotion ${signed(taken.delta)}, ${end}`
}

function backAfter(sends: number): string {
  return `given back after ${sends} ${sends === 1 ? 'send' : 'sends'}`
}

const linkLoss = played({
  name: 'link loss',
  about: 'The cable of a MASTER is pulled: its state, and the demotion of its machine.',
  explain: 'interface down',
  plays: { pulled: { players: [{}], events: [[THEN, { verb: 'unplug', ...A_LAN }]] } },
  reads: ({ pulled }) => {
    const [change] = of(pulled, 'a', 'transition')
    const when = change === undefined || change.t === THEN ? 'at once' : `${roughly(change.t - THEN)} later`
    const by = demotionBy(pulled)
    return `${change?.to ?? 'MASTER'} ${when}, ${by === undefined ? 'no demotion' : `demotion ${signed(by)}`}`
  },
})

const BACK: Micros = THEN + 3 * SECOND

const linkBack = played({
  name: 'link back',
  about: 'The cable is in again 3 s later.',
  explain: 'interface up',
  plays: {
    back: {
      players: [{}],
      events: [
        [THEN, { verb: 'unplug', ...A_LAN }],
        [BACK, { verb: 'plug', ...A_LAN }],
      ],
      until: 40 * SECOND,
    },
  },
  reads: ({ back }) => {
    const waits = of(back, 'a', 'armed', BACK).find(({ timer }) => timer === 'master-down')
    if (waits === undefined) return 'nothing follows'
    const by = demotionBy(back, BACK)
    const given = by === undefined ? '' : `, demotion ${signed(by)}`
    return `BACKUP that waits its time, ${waits.t === BACK ? 'at once' : `${roughly(waits.t - BACK)} later`}${given}`
  },
})

export const TROUBLE: readonly Behaviour[] = [onTheWire, sendErrors, linkLoss, linkBack]
