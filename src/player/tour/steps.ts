import { formatTime, type Micros, SECOND } from '../../time.ts'
import { nameOf } from '../app/bindings.ts'
import { press } from '../app/press.ts'
import type { Player } from '../app/state.ts'
import { type Does, TEXTS } from '../texts/texts.ts'
import { type StepName, TOUCHED, type Topics, type Touched } from '../texts/tour.ts'
import { type Subject, subjectOf } from './subject.ts'
import type { Step } from './tour.ts'

/** Before the election, where that is late. */
const EARLIER = 4 * SECOND
/** After it. */
const LATER = 400_000

/** The tour of a player at its beginning; or why there can be none. */
export function stepsFor(player: Player, ascii: boolean): readonly Step[] | string {
  const unbound = [...TOUCHED, 'leave' as const].find((does) => player.keys.keys.get(does)?.[0] === undefined)
  if (unbound !== undefined) return TEXTS.tour.unbound(unbound)
  const subject = subjectOf(player.session)
  if (subject === undefined) return TEXTS.tour.noTakeOver
  const topics = topicsOf(player, subject, ascii)
  return Object.entries(scriptOf(player, subject)).map(([name, keys]) => {
    const { title, caption } = TEXTS.tour.steps[name as StepName]
    return { title, caption: caption(topics), keys }
  })
}

/** What is pressed in each step. */
function scriptOf(player: Player, subject: Subject): Readonly<Record<StepName, Step['keys']>> {
  const { master, backup, elected, pulled, takenOver, pull } = subject
  const key = (does: Does, place = 0) => player.keys.keys.get(does)![place]!
  const goTo = (t: Micros) => [key('command'), ...'goto', 'space', ...formatTime(t), 'enter']
  const plays = (wall: Micros) => [key('toggle'), wall, key('toggle')]
  const [network, time] = [key('pane', 0), key('pane', 1)]
  const start = elected <= EARLIER ? 0 : Math.floor((elected - EARLIER) / SECOND) * SECOND
  // The step back has selected who was elected then.
  const back = pressing(player, [...goTo(elected + LATER), key('previous transition')])
  const toMaster = selecting(back, master)
  const toBackup = selecting(toMaster.player, backup)
  return {
    start: [network],
    play: [...(start === 0 ? [] : goTo(start)), ...plays(elected - start + LATER)],
    back: [key('previous transition')],
    go: goTo(pulled),
    menu: [...toMaster.keys, key('fault')],
    pull: [pull.key],
    silence: [...toBackup.keys, ...plays(Math.round((takenOver - pulled) * 0.7))],
    takeover: [key('next transition')],
    why: [key('why')],
    undo: [key('undo'), network],
    compare: [key('redo'), key('branches'), 'up', 'c', time],
    end: [key('leave'), network],
  }
}

/** The keys that select a machine, and the player then. */
function selecting(player: Player, host: string): { readonly keys: readonly string[]; readonly player: Player } {
  const next = player.keys.keys.get('next machine')![0]!
  const keys: string[] = []
  let there = player
  const isThere = () => there.session.selected?.host === host && there.session.selected.interface === undefined
  while (!isThere() && keys.length < MOST) {
    there = pressing(there, [next])
    keys.push(next)
  }
  return { keys, player: there }
}

function pressing(player: Player, keys: readonly string[]): Player {
  return keys.reduce((so, key) => press(so, key, { columns: 100, rows: 30 }).state, player)
}

/** More machines and cables than any scenario has. */
const MOST = 10_000

/** An address without the length of its network. */
function bare([address = '']: readonly string[]): string {
  return address.replace(/\/\d+$/, '')
}

function topicsOf({ keys }: Player, subject: Subject, ascii: boolean): Topics {
  const names = TOUCHED.map((does) => [does, nameOf(keys.keys.get(does)![0]!, ascii)] as const)
  return {
    master: subject.master,
    backup: subject.backup,
    shared: bare(subject.addresses),
    elected: formatTime(subject.elected),
    pulled: formatTime(subject.pulled),
    takenOver: formatTime(subject.takenOver),
    keys: Object.fromEntries(names) as Readonly<Record<Touched, string>>,
  }
}
