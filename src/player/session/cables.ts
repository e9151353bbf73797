import type { InterfaceSpec } from '../../scenario/scenario.ts'

/** What can be pulled of an interface: its own cable, or those of the ports that it is made of. */
export function cablesOf({ name, bundle }: InterfaceSpec): readonly string[] {
  return bundle?.ports ?? [name]
}
