import { doorsFor } from '../../src/cli/player.ts'
import { type App, appOf } from '../../src/player/app/app.ts'
import { USUAL } from '../../src/player/app/bindings.ts'
import { inAnsi } from '../../src/player/app/looks.ts'
import { screenOf } from '../../src/player/app/program.ts'
import { type Cell, Screen } from './cells.ts'

/** A moment of the player that people are shown: what somebody pressed, and what there is to see. */
export interface Moment {
  readonly name: string
  readonly title: string
  readonly says: string
  /** From the moment before on. A word is a key; what begins with a colon is typed. */
  readonly keys: readonly string[]
}

export const SIZE = { columns: 100, rows: 31 }

/** One after the other. */
export const MOMENTS: readonly Moment[] = [
  {
    name: 'library',
    title: 'The library',
    says: 'carpsim alone opens the library: a list of scenarios, and beside it the lanes and the story of the chosen one.',
    keys: [],
  },
  {
    name: 'menu',
    title: 'What can be done to skunk1 at 5 s',
    says: 'The menu of faults at the cursor: skunk1 is MASTER at 5 s, and its cable can be pulled, it can be crashed, paused, cut off and more, each with a key.',
    keys: ['enter', ':goto 5s', 'f'],
  },
  {
    name: 'silence',
    title: 'The silence after the cable was pulled',
    says: 'A new branch: the cable of skunk1 is out, skunk1 is INIT, nobody answers the ping, and the bar of the master-down timer of skunk2 has almost run out.',
    keys: ['p', 'n', 'w', ':goto 6.7s'],
  },
  {
    name: 'take-over',
    title: 'The take-over, and why',
    says: 'skunk2 is MASTER since 7.156349 s; the pane on the right tells why: its master-down timer ran out, because the cable of skunk1 was pulled.',
    keys: ['L'],
  },
  {
    name: 'compare',
    title: 'Two branches compared: a cable cut one way is a split-brain',
    says: 'The lanes of two branches below each other. In the upper one skunk2 no longer hears skunk1, and both are MASTER at once, marked red; in the lower one the cable of skunk1 was pulled, and there is one MASTER.',
    keys: ['u', ':cut skunk1 -> skunk2', ':goto 8.5s', 'b', 'up', 'c'],
  },
]

export interface Shown extends Moment {
  readonly rows: readonly (readonly Cell[])[]
}

/** The screens of all moments, by the player itself. */
export async function shownMoments(): Promise<Shown[]> {
  const looks = {
    keys: USUAL,
    ascii: false,
    color: true,
    mouse: false,
    hints: false,
    predict: false,
    screenReader: false,
  }
  const doors = await doorsFor({}, looks)
  const program = appOf({ ascii: false, preview: doors.preview })
  let app: App = { library: doors.library(), player: null, path: '', left: new Map() }
  const press = (key: string) => {
    const { state, want } = program.press(app, key, SIZE)
    app = want === undefined ? state : doors.perform(state, want)
  }
  const shown: Shown[] = []
  for (const moment of MOMENTS) {
    for (const key of moment.keys.flatMap(pressed)) press(key)
    const screen = new Screen(SIZE)
    const lines = screenOf(program, app, SIZE).map((line) => inAnsi(line, true))
    await screen.write(lines.join('\r\n'))
    shown.push({ ...moment, rows: screen.rows.slice(0, lines.length) })
  }
  return shown
}

function pressed(key: string): string[] {
  if (!key.startsWith(':')) return [key]
  return [...Array.from(key, (character) => (character === ' ' ? 'space' : character)), 'enter']
}
