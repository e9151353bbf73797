import type { z } from 'zod'
import { GROUPS } from '../../network/fabric/members.ts'
import { DEFAULT_VLAN, type Policy } from '../../network/fabric/options.ts'
import type { CableSpec, SwitchSpec } from '../scenario.ts'
import * as schema from '../schema/switches.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { listed } from '../text/suggest.ts'
import { NAME, NAME_RULE } from './names.ts'
import type { Reader } from './reader.ts'

const PORT_NAME = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9._-]*)?$/
const PORT_RULE = 'it is called by what is plugged in: an interface such as fw1.em0, or a cable'

/** The switches of a file, and the cables between them; undefined: there were complaints about it. */
export interface Switches {
  readonly all: ReadonlyMap<string, SwitchSpec | undefined>
  readonly cables: ReadonlyMap<string, CableSpec | undefined>
}

export function readSwitches(reader: Reader): Switches {
  const names = reader.names(['switches'], 'a switch', NAME, NAME_RULE)
  const cables = reader.names(['cables'], 'a cable', NAME, NAME_RULE)
  for (const [kind, named] of [
    ['switches', names],
    ['cables', cables],
  ] as const) {
    for (const name of named) checkName(reader, [kind, name], name)
  }
  return {
    all: new Map(names.map((name) => [name, readSwitch(reader, name)])),
    cables: new Map(cables.map((name) => [name, readCable(reader, name, names)])),
  }
}

/** What acts on a thing names it alone: no two things have one name. */
function checkName(reader: Reader, path: Path, name: string): void {
  const kinds = { hosts: 'a host', switches: 'a switch', networks: 'a network' } as const
  for (const kind of ['hosts', 'networks', 'switches'] as const) {
    if (kind === path[0] || !reader.keys([kind]).includes(name)) continue
    reader.complain(path, `${name} is ${kinds[kind]}, too; give one of them another name`, 'key')
  }
}

function readSwitch(reader: Reader, name: string): SwitchSpec | undefined {
  const path = ['switches', name]
  const before = reader.problems
  const said = reader.check(schema.switchPiece, path)
  const ports = reader
    .names([...path, 'ports'], 'a port', PORT_NAME, PORT_RULE)
    .map((port) => readPort(reader, [...path, 'ports', port], port))
  const snooping = readSnooping(reader, [...path, 'snooping'])
  const teaming = readTeaming(reader, [...path, 'teaming'])
  if (said === undefined || reader.problems > before) return undefined
  const { ageing, latency } = said
  const more = { ...(snooping && { snooping }), ...(teaming && { teaming }) }
  return { name, ageing, latency, spanningTree: said['spanning-tree'], ...more, ports: ports.map((port) => port!) }
}

function readPort(reader: Reader, path: Path, name: string): SwitchSpec['ports'][number] | undefined {
  const said = reader.check(schema.port, path)
  const at = [...path, 'security']
  const security = reader.at(at) && reader.check(schema.security, at)
  if (said === undefined) return undefined
  const { vlan } = said
  return { name, ...(vlan !== undefined && { vlan }), ...policyOf(said), ...(security && { security }) }
}

/** What is said of a policy, by the names that the network has for it. */
export function policyOf(said: z.output<z.ZodObject<typeof schema.policy>>): Partial<Policy> {
  const { 'source-mac': sourceMac, promiscuous, rate } = said
  return {
    ...(sourceMac !== undefined && { sourceMac }),
    ...(promiscuous !== undefined && { promiscuous }),
    ...(rate !== undefined && { rate }),
  }
}

function readSnooping(reader: Reader, path: Path): SwitchSpec['snooping'] {
  const said = reader.at(path) && reader.check(schema.snooping, path)
  if (!said) return undefined
  const { on, age, querier, mld, 'link-local': linkLocal } = said
  const at = [...path, 'static']
  const entries = reader.keys(at).flatMap((address) => {
    const group = [...GROUPS].find(([, name]) => name === address)?.[0]
    const ports = reader.items([...at, address], `here comes a list of ports, such as ${address}: [fw1.em0]`)
    if (group !== undefined) return [{ group, ports: ports.map((port) => reader.text(port)) }]
    reader.unknown([...at, address], 'group that CARP sends to', address, [...GROUPS.values()])
    return []
  })
  return { on, age, querier, linkLocal, mld, static: entries }
}

function readTeaming(reader: Reader, path: Path): SwitchSpec['teaming'] {
  const said = reader.at(path) && reader.check(schema.teaming, path)
  return said && { uplinks: said.uplinks, filterOwn: said['filter-own'] }
}

/** `sw1 - sw2`, or keys of which one says that. */
function readCable(reader: Reader, name: string, switches: readonly string[]): CableSpec | undefined {
  const path = ['cables', name]
  const short = reader.at(path)?.kind === 'text'
  const said = short ? { between: reader.text(path) } : reader.check(schema.cable, path)
  if (said === undefined) return undefined
  const at = short ? path : [...path, 'between']
  const ends = said.between.split(/\s+-\s+/)
  const [a, b] = ends
  const example = listed(switches.length > 1 ? switches.slice(0, 2) : ['sw1', 'sw2'], ' - ')
  if (a === undefined || b === undefined || ends.length > 2) {
    reader.complain(at, `a cable leads from one switch to another: ${example}`)
    return undefined
  }
  const unknown = [a, b].find((end) => !switches.includes(end))
  if (unknown !== undefined) {
    if (reader.keys(['hosts']).includes(unknown.split('.')[0]!)) {
      const plug = `plug: ${switches[0] ?? 'sw1'}`
      reader.complain(at, `cables lead between switches; the interface of a host says where it is plugged in: ${plug}`)
    } else reader.unknown(at, 'switch', unknown, switches)
    return undefined
  }
  if (a === b) {
    reader.complain(at, `both ends are at ${shown(a)}; a cable leads from one switch to another`)
    return undefined
  }
  const { latency = schema.CABLE_LATENCY, vlans } = 'latency' in said ? said : {}
  return { name, ends: [a, b], latency, ...(vlans && { vlans }) }
}

/** Which VLAN a port is in, as the file says of it; undefined: nothing is said. */
export function vlanOf({ all }: Switches, at: string, port: string): number | undefined {
  return all.get(at)?.ports.find(({ name }) => name === port)?.vlan
}

/** The switches that are cabled together with one, in file order. */
export function fabricOf({ all, cables }: Switches, one: string): string[] {
  const together = new Set([one])
  for (const name of together) {
    for (const cable of cables.values()) if (cable?.ends.includes(name)) for (const end of cable.ends) together.add(end)
  }
  return [...all.keys()].filter((name) => together.has(name))
}

/** What a VLAN of a fabric is called that the file gives no name: `sw1`, or `sw1-10`. */
export function implicitName(switches: Switches, at: string, vlan: number): string {
  const [first = at] = fabricOf(switches, at)
  return vlan === DEFAULT_VLAN ? first : `${first}-${vlan}`
}
