import type { Policy, SwitchPolicy } from '../network/fabric/options.ts'
import type { Direction } from '../network/health.ts'

/** A port of a switch, called by what is plugged in. */
interface OnPort {
  readonly switch: string
  readonly port: string
}

/** A port of an interface that is made of several. */
interface OnMember {
  readonly host: string
  readonly interface: string
}

/** What is done to switches and to ports. */
export type OnSwitch =
  | { readonly verb: 'crash' | 'boot'; readonly switch: string }
  | ({ readonly verb: 'port-down' | 'port-up' } & OnPort)
  | ({ readonly verb: 'port-dead' | 'port-alive'; readonly directions: readonly Direction[] } & (OnPort | OnMember))
  | ({ readonly verb: 'configure'; readonly policy: Partial<Policy> } & OnPort)
  | { readonly verb: 'configure'; readonly switch: string; readonly options: SwitchPolicy }
