import type { Line, Piece } from '../lanes/paint.ts'
import { roughly } from '../words.ts'
import { type Glyphs, STATES } from './glyphs.ts'
import type { Card, Machine, VhostScene } from './shapes.ts'
import { cardWords, machineWords, pingWords, skewWords, timerWords } from './words.ts'

/** A row of a machine; where a card's wire begins, that card. */
export interface Row {
  readonly line: Line
  readonly card?: Card
}

/** How much is told of a machine: all, what matters most, or the least. */
export const DETAILS = ['all', 'some', 'least'] as const
export type Detail = (typeof DETAILS)[number]

const BAR = 6

/** A machine in rows: its name and state, its cards, its virtual hosts and their timers. */
export function blockOf(machine: Machine, detail: Detail, glyphs: Glyphs, selected: string | null): Row[] {
  const [first, ...others] = machine.cards
  const head = headOf(machine, glyphs, selected)
  if (detail === 'least') return [{ line: [...head, ...shortOf(machine, glyphs)], ...(first && { card: first }) }]
  const cards = [first, ...others].flatMap((card) => (card === undefined ? [] : [cardRow(card, glyphs)]))
  const vhosts =
    machine.power === 'off' ? [] : machine.vhosts.flatMap((vhost) => vhostRows(machine, vhost, detail, glyphs))
  const pings = machine.pings.map((ping): Row => {
    const silent = ping.by?.length === 0
    const mark: Piece = { text: silent ? glyphs.no : glyphs.yes, style: silent ? 'alarm' : undefined }
    return {
      line: [{ text: `  ping ${ping.address} ` }, ...(ping.by === null ? [] : [mark]), { text: ` ${pingWords(ping)}` }],
    }
  })
  const words = machineWords(machine)
  const more = words === '' || machine.power === 'off' ? [] : [{ line: [{ text: `  ${words}` }] }]
  return [
    { line: [...head, ...stateOf(machine)] },
    ...cards,
    ...vhosts,
    ...(detail === 'all' || machine.demotion !== 0 ? more : []),
    ...pings,
  ]
}

/** The name of a machine, marked where it is selected. */
export function headOf({ name }: Machine, glyphs: Glyphs, selected: string | null): Piece[] {
  const isSelected = selected !== null && (selected === name || selected.startsWith(`${name}.`))
  return [
    { text: `${isSelected ? glyphs.selected : ' '} `, style: 'mark' },
    { text: name, style: 'strong' },
  ]
}

/** What a machine is in a word: of its only virtual host, or of its power. */
export function stateOf({ power, vhosts, isClient }: Machine): Piece[] {
  if (power === 'off') return [{ text: '  off', style: 'faint' }]
  if (power === 'paused') return [{ text: '  stands still', style: 'trouble' }]
  const [only, ...others] = vhosts
  if (only === undefined || isClient) return []
  if (others.length === 0) return [{ text: `  ${only.state}`, style: STATES[only.state] }]
  return vhosts.flatMap(({ vhid, state }): Piece[] => [{ text: `  ${vhid} ${state}`, style: STATES[state] }])
}

/** All of a machine in one row. */
function shortOf(machine: Machine, glyphs: Glyphs): Piece[] {
  const troubles = machine.cards.flatMap(cardWords)
  const silent = machine.pings.find(({ by }) => by?.length === 0)
  return [
    ...stateOf(machine),
    ...(troubles.length === 0 ? [] : [{ text: `  ${troubles.join(', ')}`, style: 'alarm' } as const]),
    ...(silent === undefined ? [] : [{ text: `  ${glyphs.no} ${roughly(silent.lasts)}`, style: 'alarm' } as const]),
  ]
}

function cardRow(card: Card, glyphs: Glyphs): Row {
  const troubles = cardWords(card)
  const mark =
    troubles.length === 0 ? '' : `${card.carrier && card.up ? glyphs.cut : glyphs.broken} ${troubles.join(', ')} `
  return {
    line: [{ text: `  ${card.name} ${card.address} ` }, { text: mark, style: 'alarm' }],
    card,
  }
}

function vhostRows({ vhosts, cards }: Machine, vhost: VhostScene, detail: Detail, glyphs: Glyphs): Row[] {
  const where = cards.length > 1 ? `${vhost.interface} ` : ''
  const which = vhosts.length > 1 || where !== '' ? `${where}vhid ${vhost.vhid} ` : ''
  const holds = vhost.holds.length === 0 ? '' : `, holds ${vhost.holds.join(' ')}`
  const timers = vhost.timers
    .filter(({ name }) => name !== 'advertise' || detail === 'all')
    .map((timer): Row => ({ line: [{ text: `    ${timerWords(timer)} ` }, timerBar(timer.share, glyphs)] }))
  return [{ line: [{ text: `  ${which}${skewWords(vhost)}` }, { text: holds, style: 'master' }] }, ...timers]
}

/** What is left of a timer. */
function timerBar(share: number, { full, empty }: Glyphs): Piece {
  const filled = Math.ceil(share * BAR)
  return { text: full.repeat(filled) + empty.repeat(BAR - filled), style: 'trouble' }
}
