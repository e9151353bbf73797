import { showing } from '../fit.ts'
import type { Line, Piece } from '../lanes/paint.ts'
import { roughly } from '../words.ts'
import { type Glyphs, STATES } from './glyphs.ts'
import type { Card, Machine, PingScene, VhostScene } from './shapes.ts'
import { cardWords, machineWords, pingWords, skewWords, timerWords } from './words.ts'

/** A row of a machine; where a card's wire begins, that card. */
export interface Row {
  readonly line: Line
  readonly card?: Card
}

/** How much is told of a machine: all, its virtual hosts in full, a row for each of them, or the least. */
export const DETAILS = ['all', 'most', 'some', 'least'] as const
export type Detail = (typeof DETAILS)[number]

const BAR = 5

/** A machine in rows: its name and state, its cards, its virtual hosts and their timers. */
export function blockOf(machine: Machine, detail: Detail, glyphs: Glyphs, selected: string | null): Row[] {
  const { name: host } = machine
  return rowsOf(machine, detail, glyphs, selected).map(({ line, card }, i) => ({
    line: showing(line, card === undefined || i === 0 ? { host } : { host, interface: card.name }),
    ...(card && { card }),
  }))
}

function rowsOf(machine: Machine, detail: Detail, glyphs: Glyphs, selected: string | null): Row[] {
  const { cards, power, vhosts, pings, demotion } = machine
  const [first] = cards
  const head = headOf(machine, glyphs, selected)
  if (detail === 'least')
    return [
      { line: [...head, ...cableOf(machine, selected), ...shortOf(machine, glyphs)], ...(first && { card: first }) },
    ]
  const isOn = power !== 'off'
  const words = machineWords(machine)
  const about: Row[] = words === '' ? [] : [{ line: [{ text: `  ${words}` }] }]
  return [
    { line: [...head, ...stateOf(machine), ...addressOf(machine)] },
    ...cards.map((card) => cardRow(machine, card, glyphs, selected)),
    ...(isOn ? vhosts.flatMap((vhost) => vhostRows(machine, vhost, detail, glyphs)) : []),
    ...(isOn && (detail === 'all' || demotion !== 0) ? about : []),
    ...pings.map((ping) => pingRow(ping, glyphs)),
  ]
}

const ASKS = { ping: 'ping', fetch: 'fetch', connection: 'talk' } as const

function pingRow(ping: PingScene, { yes, no }: Glyphs): Row {
  const silent = ping.by?.length === 0
  const mark: Piece[] = ping.by === null ? [] : [{ text: `${silent ? no : yes} `, style: silent ? 'alarm' : undefined }]
  return { line: [{ text: `  ${ASKS[ping.of ?? 'ping']} ${ping.address} ` }, ...mark, { text: pingWords(ping) }] }
}

/** The name of a machine, marked where it is selected. */
export function headOf({ name }: Machine, glyphs: Glyphs, selected: string | null): Piece[] {
  const isSelected = selected !== null && (selected === name || selected.startsWith(`${name}.`))
  return [
    { text: `${isSelected ? glyphs.selected : ' '} `, style: 'mark' },
    { text: name, style: 'strong' },
  ]
}

/** Which of its cables is selected, where they have no rows of their own. */
function cableOf({ name }: Machine, selected: string | null): Piece[] {
  return selected?.startsWith(`${name}.`) ? [{ text: selected.slice(name.length), style: 'mark' }] : []
}

/** The address of its only card stands beside its name. */
function addressOf({ cards: [only, ...others] }: Machine): Piece[] {
  return only === undefined || others.length > 0 ? [] : [{ text: `  ${only.address}`, style: 'faint' }]
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
    { text: ' ' },
  ]
}

/** What stands on the wire of a card that is in trouble; empty: it is not. */
export function troubleGlyph({ carrier, up, cuts, hindrances }: Card, glyphs: Glyphs): string {
  if (!carrier || !up) return glyphs.broken
  if (cuts.length > 0) return glyphs.cut
  return hindrances.length > 0 ? glyphs.hindered : ''
}

function cardRow({ name, cards }: Machine, card: Card, glyphs: Glyphs, selected: string | null): Row {
  const troubles = cardWords(card)
  const isSelected = selected === `${name}.${card.name}`
  const mark: Piece = { text: `${isSelected ? glyphs.selected : ' '} `, style: 'mark' }
  const broken = troubleGlyph(card, glyphs)
  if (troubles.length > 0) {
    return {
      line: [mark, { text: `${card.name} ` }, { text: `${broken} ${troubles.join(', ')} `, style: 'alarm' }],
      card,
    }
  }
  return { line: [mark, { text: `${card.name} ${cards.length > 1 ? `${card.address} ` : ''}` }], card }
}

function vhostRows({ vhosts, cards }: Machine, vhost: VhostScene, detail: Detail, glyphs: Glyphs): Row[] {
  const where = cards.length > 1 ? `${vhost.interface} ` : ''
  const which = vhosts.length > 1 || where !== '' ? `${where}vhid ${vhost.vhid} ` : ''
  const holds = vhost.holds.length === 0 ? '' : `, holds ${vhost.holds.join(' ')}`
  const timers = vhost.timers.map((timer): Row => {
    return {
      line: [{ text: `  ${vhosts.length > 1 ? '  ' : ''}${timerWords(timer)} ` }, timerBar(timer.share, glyphs)],
    }
  })
  const settings: Row = { line: [{ text: `  ${which}${skewWords(vhost)}` }, { text: holds, style: 'master' }] }
  // Of a MASTER it is told what it holds, of others how long they still wait.
  return detail === 'some' ? [(vhost.holds.length === 0 ? timers[0] : undefined) ?? settings] : [settings, ...timers]
}

/** What is left of a timer. */
function timerBar(share: number, { full, empty }: Glyphs): Piece {
  const filled = Math.ceil(share * BAR)
  return { text: full.repeat(filled) + empty.repeat(BAR - filled), style: 'trouble' }
}
