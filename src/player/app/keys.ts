import { type Does, KEY_TEXTS } from './texts.ts'

/** Keys that do the same. */
export interface KeyEntry {
  readonly does: Does
  readonly keys: readonly string[]
  /** As people call them. */
  readonly shown: string
}

const key = (does: Does, shown: string, ...keys: string[]): KeyEntry => ({ does, shown, keys })

/** What each key does; the bottom line and the help are made of it. The first ones are shown first. */
export const KEYS: readonly KeyEntry[] = [
  key('toggle', 'space', 'space'),
  key('next event', '→ l', 'right', 'l'),
  key('previous event', '← h', 'left', 'h'),
  key('next transition', '⇧→ L', 'shift+right', 'L'),
  key('previous transition', '⇧← H', 'shift+left', 'H'),
  key('slower', '[', '['),
  key('faster', ']', ']'),
  key('start', 'g', 'g', 'home'),
  key('end', 'G', 'G', 'end'),
  key('mark', 'm', 'm'),
  key('to mark', "'", "'"),
  key('zoom in', '+', '+'),
  key('zoom out', '-', '-'),
  key('fit', '0 =', '0', '='),
  key('fault', 'f', 'f'),
  key('next machine', 'n', 'n'),
  key('previous machine', 'p', 'p'),
  key('up', '↑ k', 'up', 'k'),
  key('down', '↓ j', 'down', 'j'),
  key('page up', 'PgUp ^u', 'page-up', 'ctrl+u'),
  key('page down', 'PgDn ^d', 'page-down', 'ctrl+d'),
  key('why', 'w', 'w'),
  key('inspector', 'i d', 'i', 'd'),
  key('branches', 'b', 'b'),
  key('undo', 'u', 'u'),
  key('redo', 'U', 'U'),
  key('save', 's', 's'),
  key('command', ':', ':'),
  key('filter', '/', '/'),
  key('verbose', 'v', 'v'),
  key('pane', '1-5', '1', '2', '3', '4', '5'),
  key('next pane', 'tab', 'tab'),
  key('previous pane', '⇧tab', 'shift+tab'),
  key('help', '?', '?'),
  key('leave', 'esc', 'escape'),
  key('suspend', '^Z', 'ctrl+z'),
  key('quit', 'q ^C', 'q', 'ctrl+c'),
]

/** The keys of what stands over the panes. */
export const KEYS_OF = {
  menu: '↑↓ choose · enter do it · esc leave',
  branches: '↑↓ choose · enter go there · c compare · esc leave',
  line: 'enter do it · tab complete · esc leave',
  help: '↑↓ scroll · type to search · esc leave',
  library: '↑↓ choose · enter open · / search · q quit',
} as const

/** In the bottom line, by what is worth most. */
const BRIEF: readonly Does[] = [
  'toggle',
  'next event',
  'next transition',
  'fault',
  'why',
  'help',
  'quit',
  'branches',
  'save',
  'undo',
  'faster',
  'zoom in',
  'command',
  'filter',
  'inspector',
  'next pane',
  'mark',
]

const DOES: ReadonlyMap<string, Does> = new Map(KEYS.flatMap(({ does, keys }) => keys.map((name) => [name, does])))

export function doesOf(key: string): Does | undefined {
  return DOES.get(key)
}

/** As many keys as fit. */
export function bottomLine(columns: number, ascii: boolean): string {
  let line = ''
  for (const does of BRIEF) {
    const longer = `${line}${line === '' ? '' : ' · '}${briefOf(does)}`
    if (longer.length > columns) break
    line = longer
  }
  return keyText(line, ascii)
}

function briefOf(does: Does): string {
  if (does === 'next event') return '←→ event'
  if (does === 'next transition') return '⇧←→ change'
  if (does === 'faster') return '[ ] speed'
  if (does === 'zoom in') return '+ - zoom'
  const { shown } = KEYS.find((entry) => entry.does === does)!
  return `${shown.split(' ')[0]} ${KEY_TEXTS[does].brief}`
}

const IN_ASCII: readonly (readonly [string, string])[] = [
  ['⇧←→', 'H L'],
  ['←→', 'h l'],
  ['↑↓', 'j k'],
  ['⇧→ ', ''],
  ['⇧← ', ''],
  ['⇧', 'shift '],
  ['→ ', ''],
  ['← ', ''],
  ['↑ ', ''],
  ['↓ ', ''],
  [' · ', ' | '],
]

/** Keys as a terminal without arrows shows them. */
export function keyText(text: string, ascii: boolean): string {
  return ascii ? IN_ASCII.reduce((said, [from, to]) => said.replaceAll(from, to), text) : text
}

/** The help: a key a line, those that a search is about. */
export function helpOf(search: string, ascii: boolean): readonly { readonly keys: string; readonly says: string }[] {
  const sought = search.toLowerCase()
  return KEYS.map(({ does, shown }) => ({ keys: keyText(shown, ascii), says: KEY_TEXTS[does].says })).filter(
    ({ keys, says }) => says.toLowerCase().includes(sought) || keys.includes(search),
  )
}
