import { type Does, TEXTS } from '../texts/texts.ts'
import { type Bindings, nameOf, USUAL } from './bindings.ts'

/** In the bottom line, by what is worth most; two that belong together share an entry. */
const BRIEF: readonly (readonly [Does, Does?])[] = [
  ['toggle'],
  ['previous event', 'next event'],
  ['previous transition', 'next transition'],
  ['fault'],
  ['why'],
  ['help'],
  ['quit'],
  ['branches'],
  ['save'],
  ['undo'],
  ['slower', 'faster'],
  ['zoom in', 'zoom out'],
  ['command'],
  ['filter'],
  ['inspector'],
  ['compare'],
  ['scale'],
  ['next pane'],
  ['mark'],
  ['console'],
]

/** As many keys as fit. */
export function bottomLine(columns: number, ascii: boolean, keys: Bindings = USUAL): string {
  const between = ascii ? ' | ' : ' · '
  let line = ''
  for (const [first, second = first] of BRIEF) {
    const [one, other] = [keyOf(first, keys, ascii), keyOf(second, keys, ascii)]
    if (one === '' || other === '') continue
    const said = `${first === second ? one : pairOf(one, other)} ${TEXTS.keys[second].brief}`
    const longer = line === '' ? said : line + between + said
    if (longer.length > columns) break
    line = longer
  }
  return line
}

/** `←→`, `⇧←→`, `[ ]` */
function pairOf(one: string, other: string): string {
  if (/^[←→↑↓]$/.test(one) && /^[←→↑↓]$/.test(other)) return one + other
  return one[0] === '⇧' && other[0] === '⇧' ? `⇧${pairOf(one.slice(1), other.slice(1))}` : `${one} ${other}`
}

/** The key that does it, as it is called in a line that is short of room; empty: none does. */
export function keyOf(does: Does, keys: Bindings, ascii: boolean): string {
  const names = keysOf(does, keys).map((key) => nameOf(key, ascii))
  return (ascii ? names.find((name) => name.length === 1) : undefined) ?? names[0] ?? ''
}

function keysOf(does: Does, { keys }: Bindings): readonly string[] {
  return keys.get(does) ?? []
}

/** All keys that do it: `→ l`, `1-5`. */
function allKeysOf(does: Does, bindings: Bindings, ascii: boolean): string {
  const keys = keysOf(does, bindings)
  const inOrder = keys.every((key, i) => key.length === 1 && key.charCodeAt(0) === keys[0]!.charCodeAt(0) + i)
  if (keys.length > 2 && inOrder) return `${keys[0]}-${keys.at(-1)}`
  return keys.map((key) => nameOf(key, ascii)).join(' ')
}

export type Standing =
  | 'menu'
  | 'branches'
  | 'line'
  | 'help'
  | 'console'
  | 'watched'
  | 'library'
  | 'question'
  | 'verdict'

/** The bottom line of what stands over the panes, and of the library. Some keys are always the same there. */
export function keysIn(standing: Standing, ascii: boolean, keys: Bindings = USUAL): string {
  const { choose, act, leave, go, compare, complete, history, scroll, search, open, find, quit } = TEXTS.keysIn
  const fixed = (key: string, says: string) => `${key} ${says}`
  const bound = (does: Does, says: string) => {
    const key = keyOf(does, keys, ascii)
    return key === '' ? [] : [`${key} ${says}`]
  }
  const arrows = ['up', 'down'].map((key) => nameOf(key, ascii)).join(ascii ? ' ' : '')
  const said: Readonly<Record<Standing, readonly string[]>> = {
    menu: [fixed(arrows, choose), fixed('enter', act), fixed('esc', leave)],
    branches: [fixed(arrows, choose), fixed('enter', go), fixed('c', compare), fixed('esc', leave)],
    line: [fixed('enter', act), fixed('tab', complete), fixed('esc', leave)],
    console: [fixed('enter', act), fixed('tab', complete), fixed(arrows, history), fixed('esc', leave)],
    watched: [TEXTS.keysIn.interrupts],
    help: [fixed(arrows, scroll), search, fixed('esc', leave)],
    question: [
      TEXTS.predict.keys.choose,
      fixed('space', TEXTS.predict.keys.skip),
      fixed('esc', TEXTS.predict.keys.around),
    ],
    verdict: [fixed(arrows, scroll), fixed('enter', TEXTS.predict.keys.goOn)],
    library: [fixed(arrows, choose), fixed('enter', open), ...bound('filter', find), ...bound('quit', quit)],
  }
  return said[standing].join(ascii ? ' | ' : ' · ')
}

export interface KeyHelp {
  readonly keys: string
  readonly says: string
}

/** What can be done, and the keys that do it. */
export function keyTable(ascii: boolean, bindings: Bindings): readonly KeyHelp[] {
  return [...bindings.keys.keys()].map((does) => ({
    keys: allKeysOf(does, bindings, ascii),
    says: TEXTS.keys[does].says,
  }))
}

/** The help: what can be done, a line each, what a search is about. */
export function helpOf(search: string, ascii: boolean, bindings: Bindings = USUAL): readonly KeyHelp[] {
  const sought = search.toLowerCase()
  return [...keyTable(ascii, bindings), TEXTS.mouse].filter(
    ({ keys, says }) => says.toLowerCase().includes(sought) || keys.includes(search),
  )
}
