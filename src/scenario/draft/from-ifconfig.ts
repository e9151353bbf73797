import { BALANCINGS } from '../../carp/vhost.ts'
import { type OutputLine, parseIfconfigOutput } from '../../config/ifconfig-output.ts'
import type { Finding } from '../../config/text.ts'
import { maskLength } from '../../host/setup/vhosts.ts'
import {
  type Address,
  isIpv4Prefix,
  isIpv6Prefix,
  isWithin,
  type Prefix,
  parseAnyPrefix,
} from '../../network/address.ts'
import { isLinkLocal } from '../../network/ipv6.ts'
import { runsNamed } from '../runs.ts'
import type { VhostSpec } from '../scenario.ts'
import type { DraftHost, HostNames } from './draft.ts'
import { NoMachine } from './from-files.ts'

type Kinds = OutputLine['kind']
type LineOf<K extends Kinds> = Extract<OutputLine, { readonly kind: K }>

/** An interface with what is printed below it. */
interface Block {
  readonly name: string
  readonly lines: OutputLine[]
}

/** What somebody pasted of one machine. */
export interface Pasted {
  readonly name: string
  readonly text: string
}

/** A machine, and the lines that nothing was made of. */
export interface FromIfconfig {
  readonly host: DraftHost
  readonly findings: readonly Finding[]
}

/**
 * A machine from what its ifconfig(8) prints. Passwords stand there under -k alone, and preempt nowhere.
 *
 * @param system - what it runs; else the form of its lines must show it
 * @throws NoMachine where they do not, or say too little
 */
export function fromIfconfig({ name, text }: Pasted, system: string | undefined, names: HostNames): FromIfconfig {
  const { settings, findings } = parseIfconfigOutput(text)
  const blocks = blocksOf(settings)
  const runs = runsNamed(system ?? systemOf(name, blocks))!
  const cards = blocks.flatMap((block) => cardOf(block) ?? [])
  if (cards.length === 0) throw new NoMachine(`${name}: no real interface has an IPv4 address there`)
  const carp = blocks.flatMap((block) => vhostsOf(block, cards, name))
  return { host: { name: names.take(name), system: runs.name, cards, carp }, findings }
}

function blocksOf(lines: readonly OutputLine[]): Block[] {
  const blocks: Block[] = []
  for (const line of lines) {
    if (line.kind === 'interface') blocks.push({ name: line.name, lines: [] })
    else blocks.at(-1)!.lines.push(line)
  }
  return blocks.sort((a, b) => numberOf(a) - numberOf(b))
}

/** Carp interfaces by their numbers; all others before them, as they stand. */
function numberOf({ name }: Block): number {
  return Number(/^carp(\d+)$/.exec(name)?.[1] ?? -1)
}

function of<K extends Kinds>({ lines }: Block, kind: K): LineOf<K>[] {
  return lines.filter((line): line is LineOf<K> => line.kind === kind)
}

/** carp: below a card is of FreeBSD from 10 on; a carpdev, of OpenBSD or NetBSD; else it is FreeBSD up to 9. */
function systemOf(name: string, blocks: readonly Block[]): string {
  const [first] = blocks.filter((block) => of(block, 'carp').length > 0)
  if (first === undefined)
    throw new NoMachine(`${name}: there is no carp in it; what system it is does not show, --system says it`)
  if (numberOf(first) < 0) return 'freebsd'
  if (of(first, 'carp')[0]!.carpdev === undefined) return 'freebsd-8'
  return blocks.some((block) => of(block, 'address:').length > 0) ? 'netbsd' : 'openbsd'
}

function prefixOf({ address, mask }: LineOf<'address'>): Prefix<Address> | undefined {
  const prefix = parseAnyPrefix(address)
  const length = maskLength(mask)
  return prefix && length !== undefined ? { ...prefix, length } : undefined
}

function prefixesOf(block: Block, wanted: (vhid: number | undefined) => boolean): Prefix<Address>[] {
  return of(block, 'address').flatMap((line) => (wanted(line.vhid) ? (prefixOf(line) ?? []) : []))
}

function cardOf(block: Block): DraftHost['cards'][number] | undefined {
  if (numberOf(block) >= 0 || /^(?:lo|pflog|pfsync|enc)\d+$/.test(block.name)) return undefined
  const own = prefixesOf(block, (vhid) => vhid === undefined)
  const address = own.find(isIpv4Prefix)
  const address6 = own.filter(isIpv6Prefix).find(({ address: each }) => !isLinkLocal(each))
  return address && { name: block.name, address, ...(address6 && { address6 }) }
}

function vhostsOf(block: Block, cards: DraftHost['cards'], machine: string): VhostSpec[] {
  return of(block, 'carp').map((line) => {
    const isInterface = numberOf(block) >= 0
    const addresses = prefixesOf(block, (vhid) => isInterface || vhid === line.vhid).filter(
      ({ address }) => typeof address === 'number' || !isLinkLocal(address),
    )
    const on = isInterface ? (line.carpdev ?? parentOf(addresses[0], cards)) : block.name
    if (on === undefined || addresses.length === 0)
      throw new NoMachine(
        `${machine}: ${block.name} has no address, or no real interface is in its subnet: it would stay in INIT`,
      )
    return { ...nodesIn(block, line), interface: on, advbase: line.advbase, password: line.key ?? '', addresses }
  })
}

function parentOf(virtual: Prefix<Address> | undefined, cards: DraftHost['cards']): string | undefined {
  return virtual && cards.find(({ address }) => isWithin(virtual.address, address))?.name
}

function nodesIn(block: Block, line: LineOf<'carp'>): Pick<VhostSpec, 'vhid' | 'advskew' | 'nodes' | 'balancing'> {
  const nodes = of(block, 'node')
    .map(({ vhid, advskew }) => ({ vhid, advskew }))
    .sort((a, b) => a.vhid - b.vhid)
  const [leader] = nodes
  if (leader === undefined) return { vhid: line.vhid ?? 0, advskew: line.advskew ?? 0 }
  return { ...leader, nodes, balancing: BALANCINGS.find((mode) => mode === line.balancing) ?? 'ip' }
}
