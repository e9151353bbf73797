import type { Deed } from '../../../host/carp.ts'
import type { Stage } from '../compile.ts'
import { hostOf } from './rule.ts'
import { plugCable } from './switches.ts'

/** What is pulled: a cable between switches; that of an interface, or of one of its ports. */
type Pulled = { readonly cable: string } | { readonly host: string; readonly interface: string }

/** A cable is pulled, or put in. */
export function plugged(action: Pulled, stage: Stage, isIn: boolean): Deed {
  if ('cable' in action) return plugCable(action.cable, stage, isIn)
  const host = hostOf(action, stage)
  for (const { bundle } of host.nics) {
    const port = bundle?.ports.find(({ name }) => name === action.interface)
    if (port !== undefined) return bundle!.setCarrier(port, isIn)
  }
  return host.setCable(host.nic(action.interface), isIn)
}

export function cableName(action: Pulled): string {
  return 'cable' in action ? action.cable : `of ${action.host} ${action.interface}`
}
