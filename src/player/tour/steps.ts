import { formatTime, type Micros, SECOND } from '../../time.ts'
import { nameOf } from '../app/bindings.ts'
import { press } from '../app/press.ts'
import type { Player } from '../app/state.ts'
import type { Does } from '../app/texts.ts'
import { currentOf } from '../session/session.ts'
import { TOUCHED, TOUR_STEPS, TOUR_TEXTS, type Topics, type Touched } from '../texts/tour.ts'
import { type Subject, subjectOf } from './subject.ts'
import type { Step } from './tour.ts'

/** Before the election, where that is late. */
const EARLIER = 4 * SECOND
/** After it. */
const LATER = 400_000

/** The tour of a player at its beginning; or why there can be none. */
export function stepsFor(player: Player, ascii: boolean): readonly Step[] | string {
  const unbound = [...TOUCHED, 'leave' as const].find((does) => player.keys.keys.get(does)?.[0] === undefined)
  if (unbound !== undefined) return TOUR_TEXTS.unbound(unbound)
  const subject = subjectOf(player.session)
  if (subject === undefined) return TOUR_TEXTS.noTakeOver
  const topics = topicsOf(player, subject, ascii)
  return Object.entries(scriptOf(player, subject)).map(([name, { keys, shows }]) => {
    const { title, caption } = TOUR_STEPS[name as keyof typeof TOUR_STEPS]
    return { title, caption: caption(topics), keys, shows }
  })
}

type Script = Readonly<Record<keyof typeof TOUR_STEPS, Pick<Step, 'keys' | 'shows'>>>

/** What is pressed, and what is to be seen then. */
function scriptOf(player: Player, subject: Subject): Script {
  const { master, backup, addresses, elected, pulled, takenOver, pull, act } = subject
  const key = (does: Does, place = 0) => player.keys.keys.get(does)![place]!
  const goTo = (t: Micros) => [key('command'), ...[...`goto ${formatTime(t)}`].map(keyOf), 'enter']
  const [network, time] = [key('pane', 0), key('pane', 1)]
  const plays = (wall: Micros) => [key('toggle'), wall, key('toggle')]
  const start = elected <= EARLIER ? 0 : Math.floor((elected - EARLIER) / SECOND) * SECOND
  const until = formatTime(currentOf(player.session).scenario.until)
  const at = (t: Micros) => `${formatTime(t)} of ${until}`
  const toMaster = selecting(player, master)
  const toBackup = selecting(toMaster.player, backup)
  return {
    start: { keys: [network], shows: [master, backup, bare(addresses), at(0)] },
    play: {
      keys: [...(start === 0 ? [] : goTo(start)), ...plays(elected - start + LATER)],
      shows: [`${master} MASTER`, 'paused'],
    },
    back: { keys: [key('previous transition')], shows: [`${master} MASTER`, at(elected)] },
    go: { keys: goTo(pulled), shows: [`${master} MASTER`, at(pulled)] },
    menu: { keys: [...toMaster.keys, key('fault')], shows: [`what to do to ${master}`, `${pull.key} ${pull.words}`] },
    pull: { keys: [pull.key], shows: [act, 'no carrier'] },
    silence: {
      keys: [...toBackup.keys, ...plays(Math.round((takenOver - pulled) * 0.7))],
      shows: [`▸ ${backup} BACKUP`, 'master down in'],
    },
    takeover: { keys: [key('next transition')], shows: [`${backup} MASTER`, at(takenOver)] },
    why: { keys: [key('why')], shows: [`${backup} has been MASTER`, 'master-down timer ran out', act] },
    undo: { keys: [key('undo'), network], shows: [`undone: ${act}`, at(pulled)] },
    compare: {
      keys: [key('redo'), key('branches'), 'up', 'c', time],
      shows: ['first difference at', 'compared with as written'],
    },
    end: { keys: [key('leave'), network], shows: [at(pulled + 1)] },
  }
}

/** The keys that select a machine, and the player then. */
function selecting(player: Player, host: string): { readonly keys: readonly string[]; readonly player: Player } {
  const next = player.keys.keys.get('next machine')![0]!
  const keys: string[] = []
  let there = player
  while (there.session.selected?.host !== host || there.session.selected.interface !== undefined) {
    if (keys.length > MOST_KEYS) throw new Error(`no key selects ${host}`)
    there = press(there, next, { columns: 100, rows: 30 }).state
    keys.push(next)
  }
  return { keys, player: there }
}

/** More machines and cables than any scenario has. */
const MOST_KEYS = 10_000

function keyOf(character: string): string {
  return character === ' ' ? 'space' : character
}

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
