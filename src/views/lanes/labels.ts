import type { Activity } from '../../trace/folds/activities.ts'
import type { GroupHistory } from '../../trace/folds/history.ts'
import type { Asking } from '../../trace/record.ts'
import { activityLabel } from './activities.ts'
import { scaleWords } from './axis.ts'
import type { View } from './grid.ts'
import { symbolOf } from './lanes.ts'

/** What is known of a virtual host in a group of them. */
interface Member {
  readonly host: string
  readonly interface: string
  readonly advbase: number
  readonly advskew: number
}

export const INDENT = '  '
export const WHO = `${INDENT}who is MASTER`
export const FAULTS = `${INDENT}faults`
/** Names the axis where it is not even. */
export function scaleLabel(view: View): string {
  const words = scaleWords(view)
  return words === '' ? '' : INDENT + words
}

/** Between names and cells. */
export const GAP = 2
/** The names may take so much of the width. */
const SHARE = 2 / 5

const ASKS = { ping: 'pings', fetch: 'fetches', connection: 'talks' } as const

/** How wide the names beside the lanes are, in columns. */
export function gutterFor(
  groups: readonly GroupHistory[],
  width: number,
  pings: readonly Pinged[] = [],
  activities: readonly Activity[] = [],
): number {
  const labels = groups.flatMap(({ name, addresses, vhosts }) => [
    headed(name, addresses, 1),
    ...laneLabels(vhosts, width),
  ])
  return Math.min(
    longestOf([
      WHO,
      ...labels,
      ...pings.map((ping) => pingLabel(ping, pings)),
      ...activities.map((one) => INDENT + activityLabel(one)),
    ]) + GAP,
    Math.floor(width * SHARE),
  )
}

/** The name of a group and as many of its addresses as fit: `lan/1  10.0.0.3 +2`. */
export function heading(name: string, addresses: readonly string[], width: number): string {
  for (let shown = addresses.length; shown > 0; shown--) {
    const text = headed(name, addresses, shown)
    if (text.length <= width) return text
  }
  return name
}

function headed(name: string, addresses: readonly string[], shown: number): string {
  const more = addresses.length - shown
  return [`${name} `, ...addresses.slice(0, shown), ...(more > 0 ? [`+${more}`] : [])].join(' ').trimEnd()
}

/**
 * `1 skunk1  skew 10`, with the interface where a machine is there twice, and advbase where not all have 1.
 *
 * @param width - that many columns at most: names that are too long are cut
 */
export function laneLabels(members: readonly Member[], width: number): string[] {
  const twice = new Set(members.map(({ host }) => host)).size < members.length
  const slow = members.some(({ advbase }) => advbase !== 1)
  const names = members.map((member) => (twice ? `${member.host}.${member.interface}` : member.host))
  const skews = members.map(({ advbase, advskew }) => `  ${slow ? `base ${advbase} ` : ''}skew ${advskew}`)
  const room = width - INDENT.length - 2 - longestOf(skews)
  const column = Math.max(1, Math.min(longestOf(names), room))
  return members.map((_, place) => `${INDENT}${symbolOf(place)} ${trimTo(names[place]!, column)}${skews[place]}`)
}

interface Pinged {
  readonly host: string
  readonly address: string
  readonly of?: Asking
}

/** `laptop pings`, with the address where the machine pings several; so `laptop fetches`, `laptop talks to`. */
export function pingLabel(ping: Pinged, all: readonly Pinged[]): string {
  const several = all.some(({ host, address, of }) => host === ping.host && of === ping.of && address !== ping.address)
  return `${INDENT}${ping.host} ${ASKS[ping.of ?? 'ping']}${several ? ` ${ping.address}` : ''}`
}

/** A text in exactly that many columns; a tilde where a part is left out: beginnings and ends tell names apart. */
export function trimTo(text: string, columns: number): string {
  if (text.length <= columns) return text.padEnd(columns)
  const tail = Math.floor((columns - 1) / 2)
  return `${text.slice(0, columns - 1 - tail)}~${text.slice(text.length - tail)}`
}

function longestOf(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0)
}
