import type { Trace } from '../../trace/trace.ts'
import { shown } from '../../views/fit.ts'
import { activitiesOf } from '../../views/lanes/activities.ts'
import { gutterFor } from '../../views/lanes/labels.ts'
import { historiesOf, lanes } from '../../views/lanes/lanes.ts'
import { type Line, paintLanes } from '../../views/lanes/paint.ts'
import { pingsOf } from '../../views/lanes/pings.ts'
import { harmless, paragraphs, wrapped } from '../../views/wrap.ts'
import { TEXTS } from '../texts/texts.ts'
import { ALWAYS_QUITS, type Bindings, doesOf, USUAL } from './bindings.ts'
import { innerColumns, paintFrame, shelfRows } from './frame.ts'
import { keysIn } from './keys.ts'
import { typed, typing } from './line.ts'
import { stepOf } from './lists.ts'
import { chosenOf } from './over-pane.ts'
import type { Pointed, Size, Told } from './program.ts'

/** A scenario that may be opened. */
export interface Entry {
  /** `basics/cable-pull` */
  readonly name: string
  readonly path: string
  /** What it is called, or what is wrong with it. */
  readonly title: string
}

/** What is shown of a scenario before it is opened: its story and what comes of it, or what is wrong with it. */
export type Preview = { readonly story: string; readonly trace: Trace } | { readonly problem: string }

export interface Library {
  readonly entries: readonly Entry[]
  /** The place among those that the search leaves. */
  readonly at: number
  readonly search: string
  readonly searching: boolean
  readonly notice: string | null
  /** What each key does. */
  readonly keys: Bindings
}

/** @param first - the name of the one to begin with */
export function libraryOf(entries: readonly Entry[], first?: string, keys: Bindings = USUAL): Library {
  const at = Math.max(
    0,
    entries.findIndex(({ name }) => name === first),
  )
  return { entries, at, search: '', searching: false, notice: null, keys }
}

const SIDE_BY_SIDE = 100

function found({ entries, search }: Library): readonly Entry[] {
  const sought = search.toLowerCase()
  return entries.filter(({ name, title }) => `${name} ${title}`.toLowerCase().includes(sought))
}

/** What a key makes of the library. */
export function pressLibrary(library: Library, key: string): Told<Library> {
  const state = { ...library, notice: null }
  const does = doesOf(key, library.keys)
  const isTyped = library.searching && Array.from(key).length === 1
  if (key === ALWAYS_QUITS) return { state, want: { do: 'quit' } }
  if (does === 'suspend' && !isTyped) return { state, want: { do: 'suspend' } }
  const list = found(library)
  const by = stepOf(key, library, !library.searching)
  if (by !== undefined) return { state: { ...state, at: Math.max(0, Math.min(list.length - 1, library.at + by)) } }
  const entry = list[library.at]
  if (key === 'enter') return entry === undefined ? { state } : { state, want: { do: 'open', path: entry.path } }
  if (key === 'escape') return { state: { ...state, search: '', searching: false, at: 0 } }
  if (library.searching) {
    const line = typed(typing(library.search), key)
    return { state: line === undefined ? state : { ...state, search: line.text, at: 0 } }
  }
  if (does === 'filter') return { state: { ...state, searching: true } }
  return does === 'quit' ? { state, want: { do: 'quit' } } : { state }
}

/** What changed in the library, in lines of words. */
export function libraryTold(before: Library | null, after: Library): string[] {
  const list = found(after)
  const { name = '', title = '' } = list[after.at] ?? {}
  const { library, of } = TEXTS.telling
  const chosen = list.length === 0 ? TEXTS.noMatch : of(after.at + 1, list.length, `${name}: ${title}`)
  const isNew = before === null || before.at !== after.at || before.search !== after.search
  return [
    ...(before === null ? [library(list.length)] : []),
    ...(isNew ? [chosen] : []),
    ...(after.notice === null || after.notice === before?.notice ? [] : [after.notice]),
  ].map(harmless)
}

/** What is being searched for, as it is typed. */
export function searchOf({ searching, search }: Library): string {
  return searching ? harmless(`/${search}`) : ''
}

/** The key that a click or the wheel stands for; or the item that a click chooses. One on what is chosen opens it. */
export function keyFor(library: Library, { what }: Pointed, item: number | undefined): string | number {
  if (what !== 'click') return what === 'wheel up' ? 'up' : 'down'
  return item === undefined ? library.at : item === library.at ? 'enter' : item
}

/** The library: what there is, and what the chosen one is about. */
export function paintLibrary(library: Library, size: Size, ascii: boolean, preview: (path: string) => Preview): Line[] {
  const { columns } = size
  const rows = shelfRows(size.rows)
  const list = found(library)
  const entry = list[library.at]
  const beside = columns >= SIDE_BY_SIDE
  const inner = innerColumns(columns, beside ? 2 : 1)
  const left = beside ? Math.floor(inner * 0.45) : inner
  const right = beside ? inner - left : inner
  const high = beside ? rows : Math.ceil(rows / 2)
  const names = list.map(
    ({ name, title }): Line => [{ text: shown(name, ascii) }, { text: `  ${shown(title, ascii)}`, style: 'faint' }],
  )
  const lines = names.length === 0 ? [[{ text: ` ${TEXTS.noMatch}` }]] : chosenOf(names, library.at, high - 1, ascii)
  const scenarios = { title: TEXTS.scenarios(list.length), focused: true, columns: left, lines }
  const about = {
    title: shown(entry?.title ?? '', ascii),
    focused: false,
    columns: right,
    lines: entry === undefined ? [] : aboutLines(preview(entry.path), right, ascii),
  }
  const shelves = beside
    ? [{ rows, panes: [scenarios, about] }]
    : [
        { rows: high, panes: [scenarios] },
        { rows: rows - high, panes: [about] },
      ]
  const keys = keysIn('library', ascii, library.keys)
  return paintFrame(
    { title: TEXTS.library, state: TEXTS.app, shelves, said: saidBy(library, ascii), keys },
    columns,
    ascii,
  )
}

function saidBy({ searching, search, notice }: Library, ascii: boolean): Line {
  if (notice !== null) return [{ text: ` ${shown(notice, ascii)}`, style: 'trouble' }]
  if (!searching && search === '') return [{ text: ` ${TEXTS.libraryHint}`, style: 'faint' }]
  return [{ text: ' /', style: 'mark' }, { text: shown(search, ascii) }, { text: ascii ? '_' : '▏', style: 'mark' }]
}

function aboutLines(preview: Preview, columns: number, ascii: boolean): Line[] {
  const text = 'problem' in preview ? preview.problem : preview.story
  const rows = ('problem' in preview ? text.split('\n') : paragraphs(text)).flatMap((line) =>
    wrapped(shown(line, ascii), columns - 2).map((row): Line => [{ text: ` ${row}` }]),
  )
  return 'problem' in preview ? rows : [...pictureOf(preview.trace, columns, ascii), [], ...rows]
}

function pictureOf(trace: Trace, columns: number, ascii: boolean): Line[] {
  const groups = historiesOf(trace)
  const pings = pingsOf(trace)
  const gutter = Math.min(gutterFor(groups, columns - 1, pings, activitiesOf(trace)), Math.floor(columns / 2))
  const view = { from: 0, to: trace.until, columns: Math.max(10, columns - gutter - 3) }
  return paintLanes(lanes(trace, view, groups, pings), { gutter, ascii }).map((line) => [{ text: ' ' }, ...line])
}
