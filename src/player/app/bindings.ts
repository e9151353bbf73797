import type { Does } from '../texts/texts.ts'

/** Which keys do what: of each action its keys, and of each key its action. */
export interface Bindings {
  readonly keys: ReadonlyMap<Does, readonly string[]>
  readonly does: ReadonlyMap<string, Does>
}

const key = (does: Does, ...keys: string[]): readonly [Does, readonly string[]] => [does, keys]

/** What can be done, and the keys that do it unless somebody wants others. The first of them is shown first. */
export const KEYS: readonly (readonly [does: Does, keys: readonly string[]])[] = [
  key('toggle', 'space'),
  key('next event', 'right', 'l'),
  key('previous event', 'left', 'h'),
  key('next transition', 'shift+right', 'L'),
  key('previous transition', 'shift+left', 'H'),
  key('slower', '['),
  key('faster', ']'),
  key('start', 'g', 'home'),
  key('end', 'G', 'end'),
  key('mark', 'm'),
  key('to mark', "'"),
  key('zoom in', '+'),
  key('zoom out', '-'),
  key('fit', '0', '='),
  key('scale', 't'),
  key('fault', 'f'),
  key('console', 'C'),
  key('next machine', 'n'),
  key('previous machine', 'p'),
  key('next cable', 'e'),
  key('previous cable', 'E'),
  key('up', 'up', 'k'),
  key('down', 'down', 'j'),
  key('page up', 'page-up', 'ctrl+u'),
  key('page down', 'page-down', 'ctrl+d'),
  key('why', 'w'),
  key('details', 'enter', 'd'),
  key('inspector', 'i'),
  key('branches', 'b'),
  key('compare', 'c'),
  key('undo', 'u'),
  key('redo', 'U'),
  key('save', 's'),
  key('command', ':'),
  key('filter', '/'),
  key('verbose', 'v'),
  key('predict', 'P'),
  // One for each pane, in their order.
  key('pane', '1', '2', '3', '4', '5'),
  key('next pane', 'tab'),
  key('previous pane', 'shift+tab'),
  key('help', '?'),
  key('leave', 'escape'),
  key('suspend', 'ctrl+z'),
  key('quit', 'q', 'ctrl+c'),
]

/** So that nobody is caught in the player: it quits, whatever else is bound. */
export const ALWAYS_QUITS = 'ctrl+c'

export const USUAL: Bindings = bind(new Map())

/** The usual keys, but for actions that have keys of their own here. */
export function bind(own: ReadonlyMap<Does, readonly string[]>): Bindings {
  const keys = new Map(KEYS.map(([does, usual]) => [does, own.get(does) ?? usual]))
  const quits = keys.get('quit')!
  if (!quits.includes(ALWAYS_QUITS)) keys.set('quit', [...quits, ALWAYS_QUITS])
  return { keys, does: new Map([...keys].flatMap(([does, names]) => names.map((name) => [name, does] as const))) }
}

/** What a key does; undefined: nothing. */
export function doesOf(name: string, { does }: Bindings): Does | undefined {
  return does.get(name)
}

/** Keys that have names, as they are shown. */
const NAMED: Readonly<Record<string, readonly [shown: string, ascii: string]>> = {
  space: ['space', 'space'],
  enter: ['enter', 'enter'],
  tab: ['tab', 'tab'],
  escape: ['esc', 'esc'],
  backspace: ['⌫', 'backspace'],
  delete: ['del', 'del'],
  up: ['↑', 'up'],
  down: ['↓', 'down'],
  left: ['←', 'left'],
  right: ['→', 'right'],
  'page-up': ['PgUp', 'PgUp'],
  'page-down': ['PgDn', 'PgDn'],
  home: ['home', 'home'],
  end: ['end', 'end'],
}

/** What a terminal can tell from the key alone. */
const SHIFTED = ['tab', 'up', 'down', 'left', 'right', 'home', 'end', 'page-up', 'page-down']

/** All names of keys but for characters and those with ctrl. */
export const KEY_NAMES: readonly string[] = [...Object.keys(NAMED), ...SHIFTED.map((name) => `shift+${name}`)]

/** Control characters that are keys of their own, or no key that a program is told of. */
const SAME: Readonly<Record<string, string>> = {
  'ctrl+i': 'tab',
  'ctrl+m': 'enter',
  'ctrl+j': 'enter',
  'ctrl+h': 'backspace',
}

/** Whether that is a key; and if not because it is another one, which. */
export function isKey(name: string): boolean | string {
  if (Object.hasOwn(SAME, name)) return SAME[name]!
  return KEY_NAMES.includes(name) || /^ctrl\+[a-z]$/.test(name) || /^[^\p{C}\p{Z}\p{M}]$/u.test(name)
}

/** As people call a key: `→`, `⇧→`, `^U`. */
export function nameOf(key: string, ascii: boolean): string {
  if (key.startsWith('ctrl+')) return `^${key.slice(5).toUpperCase()}`
  if (key.startsWith('shift+')) return `${ascii ? 'shift+' : '⇧'}${nameOf(key.slice(6), ascii)}`
  return NAMED[key]?.[ascii ? 1 : 0] ?? key
}
