import type { GroupHistory } from '../trace/folds/history.ts'
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
/** Between names and cells. */
export const GAP = 2
/** The names may take so much of the width. */
const SHARE = 2 / 5

/** How wide the names beside the lanes are, in columns. */
export function gutterFor(groups: readonly GroupHistory[], width: number): number {
  const labels = groups.flatMap(({ name, addresses, vhosts }) => [headed(name, addresses, 1), ...laneLabels(vhosts)])
  const longest = [WHO, ...labels].reduce((most, label) => Math.max(most, label.length), 0)
  return Math.min(longest + GAP, Math.floor(width * SHARE))
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

/** `1 skunk1  skew 10`, with the interface where a machine is there twice, and advbase where not all have 1. */
export function laneLabels(members: readonly Member[]): string[] {
  const twice = new Set(members.map(({ host }) => host)).size < members.length
  const names = members.map((member) => (twice ? `${member.host}.${member.interface}` : member.host))
  const width = names.reduce((most, name) => Math.max(most, name.length), 0)
  const slow = members.some(({ advbase }) => advbase !== 1)
  return members.map(({ advbase, advskew }, place) => {
    const base = slow ? `base ${advbase} ` : ''
    return `${INDENT}${symbolOf(place)} ${names[place]!.padEnd(width)}  ${base}skew ${advskew}`
  })
}
