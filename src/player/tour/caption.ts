import { shown } from '../../views/fit.ts'
import type { Line } from '../../views/lanes/paint.ts'
import { wrapped } from '../../views/wrap.ts'
import { nameOf } from '../app/bindings.ts'
import { paintFrame } from '../app/frame.ts'
import { TEXTS } from '../texts/texts.ts'

interface Captioned {
  readonly steps: readonly { readonly title: string; readonly caption: string }[]
  readonly step: number
  readonly pressed: readonly string[]
  readonly held: boolean
  readonly ascii: boolean
}

/** The box below what a tour shows; as high at each step, so that nothing jumps. */
export function captionBox({ steps, step, pressed, held, ascii }: Captioned, columns: number): Line[] {
  const captions = steps.map(({ caption }) => wrapped(shown(caption, ascii), columns - 4))
  const rows = Math.max(...captions.map(({ length }) => length))
  const lines = Array.from({ length: rows }, (_, y): Line => [{ text: ` ${captions[step]![y] ?? ''}` }])
  const { tour } = TEXTS
  const state = held ? tour.held : pressed.length === 0 ? '' : tour.pressed(written(pressed, ascii))
  const frame = {
    title: tour.step(step + 1, steps.length, steps[step]!.title),
    state: shown(state, ascii),
    shelves: [{ rows, panes: [{ title: '', focused: false, columns: columns - 2, lines: lines.slice(0, -1) }] }],
    said: lines.at(-1)!,
    keys: keysIn(held, ascii),
  }
  return paintFrame(frame, columns, ascii)
}

/** `:goto 5s enter`: what is typed stands together. */
function written(keys: readonly string[], ascii: boolean): string {
  let [line, isTyped] = ['', false]
  for (const key of keys) {
    const typed = isTyped && key === 'space' ? ' ' : isTyped && key !== 'enter' ? key : ` ${nameOf(key, ascii)}`
    line += typed
    isTyped = key.length === 1 && (isTyped || key === ':')
  }
  return line.trimStart()
}

/** What the viewer can press meanwhile. */
export function keysIn(held: boolean, ascii: boolean): string {
  const { on, back, hold, goOn, leave } = TEXTS.tour.keysIn
  const key = (name: string) => nameOf(name, ascii)
  const said = [`${key('space')} ${on}`, `${key('left')} ${back}`, `p ${held ? goOn : hold}`, `q ${leave}`]
  return said.join(ascii ? ' | ' : ' · ')
}
