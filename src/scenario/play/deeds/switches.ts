import type { Deed } from '../../../host/carp.ts'
import type { Stage } from '../compile.ts'
import { memberOf } from './cables.ts'
import { type ActionOf, hostOf } from './rule.ts'

/** A switch loses its power, or gets it back. */
export function powerSwitch(name: string, { fabric }: Stage, on: boolean): Deed {
  const one = fabric.switches.get(name)!
  if (one.on === on) return `${name} is ${on ? 'on' : 'off'} already`
  return () => fabric.setPower(one, on)
}

/** A switch goes off, and at once on again. */
export function restartSwitch(name: string, { fabric }: Stage): Deed {
  const one = fabric.switches.get(name)!
  if (!one.on) return `${name} is off already`
  return () => {
    fabric.setPower(one, false)
    fabric.setPower(one, true)
  }
}

/** A port is shut, or opened, whatever shut it. */
export function openPort(
  of: { readonly switch: string; readonly port: string },
  { fabric }: Stage,
  open: boolean,
): Deed {
  const port = fabric.switches.get(of.switch)!.ports.find(({ name }) => name === of.port)!
  if (port.open === open) return `${port.path} is ${open ? 'open' : 'shut'} already`
  return () => fabric.setOpen(port, open)
}

/** A port dies silently, or is well again. */
export function killPort(action: ActionOf<'port-dead' | 'port-alive'>, stage: Stage, dead: boolean): Deed {
  const { directions } = action
  if ('host' in action) {
    const { bundle, port } = memberOf(hostOf(action, stage), action.interface)!
    return bundle.setDead(port, directions, dead)
  }
  const port = stage.fabric.switches.get(action.switch)!.ports.find(({ name }) => name === action.port)!
  if (port.health.isSet(directions, dead)) return `${port.path} is ${dead ? 'dead' : 'well'} already`
  return () => stage.fabric.setDead(port, directions, dead)
}

/** Somebody sets a switch, or a port of it, otherwise. */
export function configure(action: ActionOf<'configure'>, stage: Stage): Deed {
  const one = stage.fabric.switches.get(action.switch)!
  const before = configureBack(action, stage)
  if ('options' in action) {
    if (isSame(action.options, 'options' in before ? before.options : {})) return `${one.name} is set so already`
    return () => stage.fabric.setSwitch(one, action.options)
  }
  const port = one.ports.find(({ name }) => name === action.port)!
  if (isSame(action.policy, 'policy' in before ? before.policy : {})) return `${port.path} is set so already`
  return () => stage.fabric.setPolicy(port, action.policy)
}

function isSame<T extends object>(said: T, before: T): boolean {
  return (Object.keys(said) as (keyof T)[]).every((key) => said[key] === before[key])
}

/** What is set, as a file writes it. */
export function settings(action: ActionOf<'configure'>): Record<string, string> {
  const names = { sourceMac: 'source-mac', filterOwn: 'filter-own' } as Readonly<Record<string, string>>
  const all = Object.entries('options' in action ? action.options : action.policy)
  return Object.fromEntries(
    all.map(([name, value]) => [
      names[name] ?? name,
      name === 'rate' ? (value === null ? 'none' : `${value}/s`) : String(value),
    ]),
  )
}

/** What undoes it: what was set before. */
export function configureBack(action: ActionOf<'configure'>, { fabric }: Stage): ActionOf<'configure'> {
  const one = fabric.switches.get(action.switch)!
  const pick = <T extends object>(said: object, before: T) =>
    Object.fromEntries(Object.keys(said).map((key) => [key, before[key as keyof T]])) as Partial<T>
  if ('options' in action) {
    const { filterOwn, isAsking: querier } = one
    return { ...action, options: pick(action.options, { snooping: one.snooping !== null, querier, filterOwn }) }
  }
  const port = one.ports.find(({ name }) => name === action.port)!
  return { ...action, policy: pick(action.policy, port.guard.policy) }
}
