import type { Micros } from '../../time.ts'
import type { Refusal } from '../../trace/record.ts'
import type { Member } from './member.ts'
import type { Hearing, Probe } from './probe.ts'
import { atLeastNothing, plus, type Range } from './range.ts'

/** A virtual host of a group: what it would do, and the times that are its own. */
export interface Party {
  /** Of the machine; with the interface where it has several in the group. */
  readonly name: string
  readonly probe: Probe
  readonly member: Member
  /** Advertisements of other groups reach it. */
  readonly disturbed: boolean
}

/** What a backup does when it hears the master. */
export type Attitude = 'stays' | 'preempts' | 'finds it too slow' | 'finds it demoted'

/** Two of a group: one is MASTER, the other its backup. */
export interface Pair {
  readonly master: string
  readonly backup: string
  /** Why the backup refuses the master's advertisements; `none`: it accepts them. */
  readonly refused: Refusal | 'none'
  readonly attitude: Attitude
  /** The same while the master's machine is demoted. */
  readonly whenDemoted: Attitude
  /** From the loss of the master until the backup is MASTER; null: the backup never heard it. */
  readonly takeOver: Range | null
  /** So many advertisements lost in a row make the backup take over from a master that is well; 0: none need be. */
  readonly falseAlarmAfter: number
  /** From the moment that the backup hears again until it is MASTER, where it does not wait for a loss. */
  readonly preempt: Range | null
  /** How long both are MASTER then; null: the old one does not give way. */
  readonly overlap: Range | null
}

const ATTITUDES: Readonly<Record<string, Attitude>> = {
  'slower master heard': 'preempts',
  'master too slow': 'finds it too slow',
  'more demoted master heard': 'finds it demoted',
}

/** More are of no interest. */
const MOST_LOST = 1_000

/** @param flight - how long an advertisement is under way */
export function pairOf(master: Party, backup: Party, flight: Range): Pair {
  const { packet } = master.probe.advertisement()
  const heard = backup.probe.hearing('BACKUP', packet, master.probe)
  const attitude = attitudeOf(heard)
  const takes = heard.accepted && attitude !== 'stays'
  return {
    master: master.name,
    backup: backup.name,
    refused: heard.accepted ? 'none' : (heard.refusal ?? 'other'),
    attitude,
    whenDemoted: attitudeOf(backup.probe.hearing('BACKUP', master.probe.advertisement(true).packet, master.probe)),
    takeOver: heard.accepted ? takeOverOf(master.member, backup.member, flight) : null,
    falseAlarmAfter: falseAlarmAfter(master.member, backup.member, flight),
    preempt: takes ? preemptOf(master.member, backup.member, flight) : null,
    overlap: takes && givesWay(master, backup) ? plus(upscriptOf(backup), flight, master.member.reading) : null,
  }
}

/** From the change of its state to its first advertisement. */
export function upscriptOf({ member }: Party): Range {
  return { least: member.scripts.up, most: member.scripts.up }
}

/** Whether one that is MASTER makes room for another that is. */
export function givesWay(one: Party, other: Party): boolean {
  const heard = one.probe.hearing('MASTER', other.probe.advertisement().packet, other.probe)
  return heard.accepted && heard.rule === 'better advertisement heard'
}

function attitudeOf(heard: Hearing): Attitude {
  return heard.accepted ? (ATTITUDES[heard.rule] ?? 'stays') : 'stays'
}

/**
 * It takes over a wait after it heard the master last. The loss comes after that advertisement was sent: at once in
 * the worst case, and in the best when the next one was due.
 */
function takeOverOf(master: Member, backup: Member, flight: Range): Range {
  const { least, most } = plus(flight, backup.reading, backup.wait)
  return atLeastNothing({ least: least - master.interval.most, most })
}

/** Between what it hears lie an interval for each that is lost, and one, and what one may be later than another. */
function falseAlarmAfter(master: Member, backup: Member, flight: Range): number {
  const spread = flight.most - flight.least + backup.reading.most - backup.reading.least
  const { most } = master.interval
  // At equality the timer, which was set before the advertisement was sent, is first.
  for (let lost = 0; lost < MOST_LOST; lost++) if ((lost + 1) * most + spread >= backup.wait.least) return lost
  return MOST_LOST
}

/** At the next advertisement that it hears: one that is under way already, or one a whole interval later. */
function preemptOf(master: Member, backup: Member, flight: Range): Range {
  return { least: 0, most: master.interval.most + flight.most + backup.reading.most }
}

/** How much longer one waits than another before it takes over. */
export function lead(first: Pick<Member, 'wait'>, second: Pick<Member, 'wait'>): Micros {
  return second.wait.least - first.wait.most
}
