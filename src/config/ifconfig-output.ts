import { type Line, linesOf } from './lines.ts'
import { Harvest, type Parsed, type Place } from './text.ts'

/** A line of what ifconfig(8) prints. */
export type OutputLine =
  /** `em0: flags=…`: what follows is of that interface. */
  | { readonly kind: 'interface'; readonly name: string; readonly place: Place }
  | {
      readonly kind: 'address'
      readonly family: 'inet' | 'inet6'
      readonly address: string
      /** `0xffffff00`, or a length. */
      readonly mask: string
      readonly vhid?: number
      readonly place: Place
    }
  | {
      readonly kind: 'carp'
      readonly state?: string
      readonly carpdev?: string
      readonly vhid?: number
      readonly advbase: number
      readonly advskew?: number
      readonly balancing?: string
      readonly peer?: string
      readonly key?: string
      readonly place: Place
    }
  /** One of several nodes: `state MASTER vhid 5 advskew 0`. */
  | {
      readonly kind: 'node'
      readonly state: string
      readonly vhid: number
      readonly advskew: number
      readonly place: Place
    }
  /** As FreeBSD, OpenBSD or NetBSD call the address of a card. */
  | { readonly kind: 'ether' | 'lladdr' | 'address:'; readonly mac: string; readonly place: Place }
  /** Of what nothing is made. */
  | { readonly kind: 'passed'; readonly text: string; readonly place: Place }

type Said = OutputLine extends infer Each ? (Each extends OutputLine ? Omit<Each, 'place'> : never) : never

const HEAD = /^([a-z][\w.-]*): flags=\S+/
const INET = /^inet (\S+) netmask (0x[0-9a-f]{1,8}|\d+(?:\.\d+){3})(?: broadcast \S+)?(?: vhid (\d{1,5}))?$/
const INET6 =
  /^inet6 ([0-9a-f:.]+)(?:%[\w.]+)? prefixlen (\d{1,3})(?: (?!vhid)\w+(?: 0x[0-9a-f]+)?)*(?: vhid (\d{1,5}))?$/
const CARP =
  /^carp: (?:(INIT|BACKUP|MASTER) )?(?:carpdev (\S+) )?(?:vhid (\d{1,5}) )?advbase (\d{1,5})(?: advskew (\d{1,5}))?(?: balancing (\S+))?(?: carppeer (\S+))?(?: key "([^"]*)")?$/
const NODE = /^state (INIT|BACKUP|MASTER) vhid (\d{1,5}) advskew (\d{1,5})$/
const MAC = /^(ether|lladdr|address:) ([0-9a-f]{2}(?::[0-9a-f]{2}){5})$/
const PEER = /^peer (\d+(?:\.\d+){3}) peer6 \S+$/
const PASSED =
  /^(?:options=|capabilities|ec_|media:|status:|nd6 options|index \d|groups:|description:|priority:|supported |hwaddr |encap:|enabled|llprio |patch:|plugged|laggproto|laggport|vlan:|parent )/

/** Reads what somebody pasted from `ifconfig`, on FreeBSD, OpenBSD or NetBSD. */
export function parseIfconfigOutput(text: string): Parsed<OutputLine> {
  const harvest = new Harvest<OutputLine>(text)
  let begun = false
  for (const line of linesOf(harvest, () => false)) {
    const said = readLine(line.text)
    const { start, end } = line
    if (said === undefined) unknown(harvest, line)
    else if (!begun && said.kind !== 'interface') {
      harvest.find(start, end, 'no-interface', 'this stands below no interface', 'em0: flags=… above it')
    } else {
      begun = true
      harvest.take(start, { ...said, place: harvest.place(start, end) } as OutputLine)
    }
  }
  return harvest.finish()
}

function unknown(harvest: Harvest<OutputLine>, { start, end }: Line): void {
  harvest.find(
    start,
    end,
    'unknown-line',
    'this is no line that ifconfig prints on a system that is known here; it is passed by',
  )
}

function readLine(text: string): Said | undefined {
  const line = text.replace(/[ \t]+/g, ' ')
  const [, name] = HEAD.exec(line) ?? []
  if (name !== undefined) return { kind: 'interface', name }
  if (PASSED.test(line)) return { kind: 'passed', text: line }
  return readAddress(line) ?? readCarp(line) ?? readOthers(line)
}

function readAddress(line: string): Said | undefined {
  for (const [family, pattern] of [
    ['inet', INET],
    ['inet6', INET6],
  ] as const) {
    const [, address, mask, vhid] = pattern.exec(line) ?? []
    if (address !== undefined && mask !== undefined)
      return { kind: 'address', family, address, mask, ...(vhid !== undefined && { vhid: Number(vhid) }) }
  }
  return undefined
}

function readCarp(line: string): Said | undefined {
  const [, state, carpdev, vhid, advbase, advskew, balancing, peer, key] = CARP.exec(line) ?? []
  if (advbase === undefined) return undefined
  return {
    kind: 'carp',
    ...(state !== undefined && { state }),
    ...(carpdev !== undefined && { carpdev }),
    ...(vhid !== undefined && { vhid: Number(vhid) }),
    advbase: Number(advbase),
    ...(advskew !== undefined && { advskew: Number(advskew) }),
    ...(balancing !== undefined && { balancing }),
    ...(peer !== undefined && { peer }),
    ...(key !== undefined && { key }),
  }
}

function readOthers(line: string): Said | undefined {
  const [, state, vhid, advskew] = NODE.exec(line) ?? []
  if (state !== undefined) return { kind: 'node', state, vhid: Number(vhid), advskew: Number(advskew) }
  const [, kind, mac] = MAC.exec(line) ?? []
  if (mac !== undefined) return { kind: kind as 'ether', mac }
  return PEER.test(line) ? { kind: 'passed', text: line } : undefined
}

export function printIfconfigOutput(lines: readonly OutputLine[]): string {
  return lines
    .map((line) => (line.kind === 'interface' ? `${line.name}: flags=0\n` : `\t${printLine(line)}\n`))
    .join('')
}

function printLine(line: Exclude<OutputLine, { kind: 'interface' }>): string {
  if (line.kind === 'passed') return line.text
  if (line.kind === 'node') return `state ${line.state} vhid ${line.vhid} advskew ${line.advskew}`
  if (line.kind === 'address') {
    const vhid = line.vhid === undefined ? '' : ` vhid ${line.vhid}`
    return `${line.family} ${line.address} ${line.family === 'inet' ? 'netmask' : 'prefixlen'} ${line.mask}${vhid}`
  }
  if (line.kind !== 'carp') return `${line.kind} ${line.mac}`
  const { state, carpdev, vhid, advbase, advskew, balancing, peer, key } = line
  const words = {
    carpdev,
    vhid,
    advbase,
    advskew,
    balancing,
    carppeer: peer,
    key: key === undefined ? key : `"${key}"`,
  }
  const said = Object.entries(words).flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`]))
  return ['carp:', ...(state === undefined ? [] : [state]), ...said].join(' ')
}
