import type { CableSpec, HostSpec, InterfaceSpec, Scenario, SwitchSpec } from '../../scenario/scenario.ts'
import { TEXTS } from '../texts/texts.ts'
import { type Choice, offer } from './offer.ts'

const SAYS = TEXTS.session.menu

/** What can be done to all switches, and to the cables between them. */
export function fabricOffers({ switches = [], cables = [] }: Scenario): Choice[] {
  return [...cables.flatMap(ofCable), ...switches.flatMap(ofSwitch)]
}

/** What can be done where a machine is plugged in: to its ports, their switches, and the cables of those. */
export function nearOffers({ switches = [], cables = [] }: Scenario, host: HostSpec, on?: string): Choice[] {
  const cards = host.interfaces.filter((card) => card.switch !== undefined && card.name === (on ?? card.name))
  const near = switches.filter(({ name }) => cards.some((card) => card.switch === name))
  const names = near.map(({ name }) => name)
  return [
    ...cards.flatMap((card) => ofPort(card.switch!, `${host.name}.${card.name}`)),
    ...cables.filter(({ ends }) => ends.some((end) => names.includes(end))).flatMap(ofCable),
    ...near.flatMap(ofSwitch),
  ]
}

function ofCable({ name: cable, ends }: CableSpec): Choice[] {
  return [
    offer('l', SAYS.pullBetween(cable, ends), { verb: 'unplug', cable }),
    offer('l', SAYS.plugBetween(cable, ends), { verb: 'plug', cable }),
  ]
}

function ofSwitch({ name, snooping, teaming }: SwitchSpec): Choice[] {
  const configured = (options: { snooping?: boolean; querier?: boolean; filterOwn?: boolean }, words: string) =>
    offer('g', words, { verb: 'configure', switch: name, options })
  return [
    offer('w', SAYS.switchOff(name), { verb: 'crash', switch: name }),
    offer('w', SAYS.switchOn(name), { verb: 'boot', switch: name }),
    ...[false, true].flatMap((on) => [
      ...(snooping ? [configured({ snooping: on }, SAYS.snooping(name, on))] : []),
      ...(snooping ? [configured({ querier: on }, SAYS.querier(name, on))] : []),
      ...(teaming ? [configured({ filterOwn: on }, SAYS.filterOwn(name, on))] : []),
    ]),
  ]
}

/** A port of an interface that is made of several may die, and nobody notices. */
export function memberOffers({ name: host }: HostSpec, { bundle }: InterfaceSpec): Choice[] {
  return (bundle?.ports ?? []).flatMap((port) => {
    const of = { host, interface: port, directions: ['in', 'out'] as const }
    return [
      offer('y', SAYS.portDead(port), { verb: 'port-dead', ...of }),
      offer('y', SAYS.portAlive(port), { verb: 'port-alive', ...of }),
    ]
  })
}

function ofPort(at: string, port: string): Choice[] {
  const of = { switch: at, port }
  const path = `${at}:${port}`
  return [
    offer('x', SAYS.portDown(path), { verb: 'port-down', ...of }),
    offer('x', SAYS.portUp(path), { verb: 'port-up', ...of }),
    offer('y', SAYS.portDead(path), { verb: 'port-dead', ...of, directions: ['in', 'out'] }),
    offer('y', SAYS.portAlive(path), { verb: 'port-alive', ...of, directions: ['in', 'out'] }),
    ...(['own', 'any'] as const).map((sourceMac) =>
      offer('g', SAYS.sourceMac(path, sourceMac), { verb: 'configure', ...of, policy: { sourceMac } }),
    ),
    ...[false, true].map((promiscuous) =>
      offer('g', SAYS.promiscuous(path, promiscuous), { verb: 'configure', ...of, policy: { promiscuous } }),
    ),
  ]
}
