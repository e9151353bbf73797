import type { Bundle, Port } from '../../../host/bundle.ts'
import type { Deed } from '../../../host/carp.ts'
import type { Host } from '../../../host/host.ts'
import type { Stage } from '../compile.ts'
import { hostOf } from './rule.ts'

/** What is pulled: a cable between switches; that of an interface, or of one of its ports. */
type Pulled = { readonly cable: string } | { readonly host: string; readonly interface: string }

/** A cable is pulled, or put in. */
export function plugged(action: Pulled, stage: Stage, isIn: boolean): Deed {
  if ('cable' in action) return plugBetween(action.cable, stage, isIn)
  const host = hostOf(action, stage)
  const member = memberOf(host, action.interface)
  if (member !== undefined) return member.bundle.setCarrier(member.port, isIn)
  return host.setCable(host.nic(action.interface), isIn)
}

/** A port of an interface that is made of several; undefined: it is none. */
export function memberOf(host: Host, name: string): { readonly bundle: Bundle; readonly port: Port } | undefined {
  for (const { bundle } of host.nics) {
    const port = bundle?.ports.find((one) => one.name === name)
    if (port !== undefined) return { bundle: bundle!, port }
  }
  return undefined
}

/** A cable between switches. */
function plugBetween(name: string, { fabric }: Stage, isIn: boolean): Deed {
  const cable = fabric.cables.get(name)!
  if (cable.in === isIn) return `the cable ${name} is ${isIn ? 'in' : 'out'} already`
  return () => fabric.setCable(cable, isIn)
}

export function cableName(action: Pulled): string {
  return 'cable' in action ? action.cable : `of ${action.host} ${action.interface}`
}
