import type { VhostState } from '../../trace/folds/history.ts'
import type { Kind } from '../../trace/record.ts'
import type { Style } from '../lanes/paint.ts'

/** Glyphs of the picture of a network: one column each, and what stands for them in ASCII. */
export interface Glyphs {
  readonly wire: string
  /** The same, selected. */
  readonly chosenWire: string
  readonly chosenFrame: string
  readonly broken: string
  readonly cut: string
  readonly hindered: string
  readonly lost: string
  readonly full: string
  readonly empty: string
  readonly yes: string
  readonly no: string
  readonly selected: string
  /** Top left, top, top right, left, right, bottom left, bottom right, and where wires come in. */
  readonly box: readonly [string, string, string, string, string, string, string, string]
  readonly taps: readonly [string, string]
}

const UNICODE: Glyphs = {
  wire: '─',
  chosenWire: '═',
  chosenFrame: '◎',
  broken: '╳',
  cut: '✂',
  hindered: '▒',
  lost: '×',
  full: '█',
  empty: '░',
  yes: '✓',
  no: '✗',
  selected: '▸',
  box: ['╔', '═', '╗', '║', '║', '╚', '╝', '═'],
  taps: ['╢', '╟'],
}

const ASCII: Glyphs = {
  wire: '-',
  chosenWire: '=',
  chosenFrame: '@',
  broken: 'X',
  cut: '%',
  hindered: '~',
  lost: 'x',
  full: '#',
  empty: '.',
  yes: '+',
  no: 'x',
  selected: '>',
  box: ['+', '=', '+', '|', '|', '+', '+', '='],
  taps: ['|', '|'],
}

export function glyphsOf(ascii: boolean): Glyphs {
  return ascii ? ASCII : UNICODE
}

/** Frames on their way: who is looked at closest stands out. */
const FRAMES: Partial<Record<Kind, readonly [string, string]>> = {
  advert: ['●', 'O'],
  vrrp: ['○', 'v'],
  garp: ['◆', 'G'],
  na: ['◆', 'G'],
  arp: ['◇', 'a'],
  nd: ['◇', 'a'],
}

export function frameGlyph(kind: Kind, ascii: boolean): string {
  return (FRAMES[kind] ?? ['∙', 'p'])[ascii ? 1 : 0]
}

export const STATES: Readonly<Record<VhostState, Style | undefined>> = {
  MASTER: 'master',
  BACKUP: 'backup',
  INIT: 'trouble',
  off: 'faint',
  paused: 'trouble',
}
