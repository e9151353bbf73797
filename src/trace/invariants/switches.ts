import { formatTime, type Micros, SECOND } from '../../time.ts'
import type { Invariant, Violation } from './invariant.ts'

/** A fail-over and its end are further apart than that. */
const PATIENCE = 5 * SECOND

export const oneMacOnePort: Invariant = {
  name: 'one-MAC-one-port',
  says: 'no switch sees a MAC go back within that time to a port that it left',
  limit: PATIENCE,
  fold: (_, limit) => {
    /** When a switch last saw a MAC leave a port. */
    const left = new Map<string, Micros>()
    const found: Violation[] = []
    return {
      kinds: ['mac'],
      record: (record) => {
        if (record.kind !== 'mac' || record.how !== 'moved' || record.port === null) return
        const { t, switch: name, network, mac, port, from } = record
        const key = (at: string) => `${name} ${network} ${mac} ${at}`
        const since = left.get(key(port))
        if (since !== undefined && t - since <= limit) {
          found.push({ t, text: `${name} saw ${mac} go back to ${port} after ${formatTime(t - since)}` })
        }
        if (from !== undefined) left.set(key(from), t)
      },
      end: () => found,
    }
  },
}
