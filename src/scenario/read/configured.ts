import { DEFAULT_SYSTEM } from '../../carp/systems/index.ts'
import type { MachineSettings } from '../../host/setup/settings.ts'
import { settingsOf } from '../../host/setup/settings-of.ts'
import { formatIpv4, formatPrefix, isIpv4Prefix, parseAnyPrefix } from '../../network/address.ts'
import { type Runs, runsNamed } from '../runs.ts'
import { vhostFields } from '../save/vhost.ts'
import { LOG_SYSCTL, PREEMPT_SYSCTL } from '../schema/sysctl.ts'
import { child, type Entry, type Node, type Path, withChild } from '../text/node.ts'
import type { Complaints } from './complaints.ts'
import { textsOf } from './machine-files.ts'

/**
 * What the files of machines say, laid over the tree of a scenario in the words of the scenario: so that every check
 * applies to it, as if it stood there.
 */
export function configured(root: Node, complaints: Complaints): Node {
  const hosts = child(root, 'hosts')
  if (hosts?.value.kind !== 'map') return root
  const common = textAt(root, 'system') ?? DEFAULT_SYSTEM
  let value: Node = hosts.value
  for (const [name, entry] of hosts.value.entries) {
    const files = child(entry.value, 'files')
    const system = runsNamed(textAt(entry.value, 'system') ?? common)
    if (files === undefined || system === undefined) continue
    const host = new Configured(entry.value, files, ['hosts', name], complaints).read(system)
    value = withChild(value, name, { ...entry, value: host })
  }
  return withChild(root, 'hosts', { ...hosts, value })
}

function textAt(node: Node, key: string): string | undefined {
  const value = child(node, key)?.value
  return value?.kind === 'text' ? value.text : undefined
}

/** One host, with what its files say. All that they say stands where the files stand. */
class Configured {
  #host: Node
  readonly #files: Entry
  readonly #path: Path
  readonly #complaints: Complaints

  constructor(host: Node, files: Entry, path: Path, complaints: Complaints) {
    this.#host = host
    this.#files = files
    this.#path = path
    this.#complaints = complaints
  }

  read(system: Runs): Node {
    const cards = this.#cards()
    const settings = settingsOf(textsOf(this.#files.value), system, cards)
    this.#giveAddresses(settings.cards)
    const vhosts = settings.carp.map((vhost) => this.#node(vhostFields(vhost, system.name)))
    if (vhosts.length > 0) this.#put('carp', { kind: 'list', place: this.#files.key, items: vhosts }, 'virtual hosts')
    if (settings.preempt !== undefined) this.#agree('preempt', String(settings.preempt), PREEMPT_SYSCTL)
    if (settings.log !== undefined) this.#put('sysctl', this.#node({ [LOG_SYSCTL]: String(settings.log) }), LOG_SYSCTL)
    if (settings.gateway !== undefined) this.#agree('gateway', formatIpv4(settings.gateway), 'the gateway')
    return this.#host
  }

  #cards(): { name: string; address?: NonNullable<MachineSettings['cards'][number]['address']> }[] {
    const interfaces = child(this.#host, 'interfaces')?.value
    if (interfaces?.kind !== 'map') return []
    return [...interfaces.entries].map(([name, { value }]) => {
      const address = parseAnyPrefix(textAt(value, 'address') ?? '')
      return { name, ...(address && isIpv4Prefix(address) && { address }) }
    })
  }

  #giveAddresses(cards: MachineSettings['cards']): void {
    const interfaces = child(this.#host, 'interfaces')
    if (interfaces === undefined) return
    let { value } = interfaces
    for (const { name, address, address6 } of cards) {
      const card = child(value, name)
      if (card === undefined) continue
      let node = card.value.kind === 'text' && card.value.text === '' ? this.#node({}) : card.value
      for (const [key, prefix] of [
        ['address', address],
        ['address6', address6],
      ] as const) {
        if (prefix === undefined) continue
        const there = textAt(node, key)
        const said = formatPrefix(prefix)
        if (there === undefined) node = withChild(node, key, this.#entry(said))
        else if (there !== said)
          this.#refuse(
            child(node, key)!,
            ['interfaces', name, key],
            `its files say ${said}; leave ${key} out here, or there`,
          )
      }
      value = withChild(value, name, { ...card, value: node })
    }
    this.#host = withChild(this.#host, 'interfaces', { ...interfaces, value })
  }

  /** What both may say, where they say the same. */
  #agree(key: string, said: string, what: string): void {
    const there = child(this.#host, key)
    if (there === undefined) this.#host = withChild(this.#host, key, this.#entry(said))
    else if (textAt(this.#host, key) !== said)
      this.#refuse(there, [key], `its files say ${what} is ${said}; leave ${key} out here, or there`)
  }

  /** What one of them says. */
  #put(key: string, value: Node, what: string): void {
    const there = child(this.#host, key)
    if (there === undefined) this.#host = withChild(this.#host, key, { key: this.#files.key, value })
    else this.#refuse(there, [key], `its files say ${what}, too; leave ${key} out here, or what they say of it there`)
  }

  #refuse(there: Entry, path: Path, message: string): void {
    this.#complaints.add(there.key, [...this.#path, ...path], message)
  }

  #entry(text: string): Entry {
    return { key: this.#files.key, value: { kind: 'text', place: this.#files.key, text } }
  }

  /** In the words of a scenario, as it would be saved. */
  #node(fields: Readonly<Record<string, unknown>>): Node {
    const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
    const value = (said: unknown): Node =>
      Array.isArray(said)
        ? { kind: 'list', place: this.#files.key, items: said.map(value) }
        : { kind: 'text', place: this.#files.key, text: String(said) }
    return {
      kind: 'map',
      place: this.#files.key,
      entries: new Map(entries.map(([key, said]) => [key, { key: this.#files.key, value: value(said) }])),
    }
  }
}
