import type { HastBodies, HastRole, Replicating } from '../../trace/hast-records.ts'
import { amount, flag, oneOf, type Shape, text } from './shape.ts'

const hastRole = oneOf<HastRole>({ init: true, primary: true, secondary: true })
/** What is written and read of records of HAST. */
export const HAST_SHAPES: { readonly [K in keyof HastBodies]: Shape<HastBodies[K]> } = {
  role: { host: text, resource: text, from: hastRole, to: hastRole },
  replica: {
    host: text,
    resource: text,
    becomes: oneOf<Replicating>({
      connected: true,
      disconnected: true,
      waiting: true,
      alone: true,
      dirty: true,
      'in sync': true,
      syncing: true,
      copying: true,
      synced: true,
      interrupted: true,
      'split-brain': true,
    }),
    dirty: amount.exactOptional(),
    from: oneOf({ primary: true, secondary: true }).exactOptional(),
  },
  device: { host: text, path: text, there: flag },
}
