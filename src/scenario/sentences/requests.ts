import { withPort } from '../../network/address.ts'
import type { Asking } from '../../trace/record.ts'
import type { HostSpec } from '../scenario.ts'

/** What a machine asks in that way, with ports. */
export function requestsOf(host: Pick<HostSpec, 'ip'> | null | undefined, asking: Asking): string[] {
  const requests = host?.ip?.requests ?? []
  return requests.filter(({ of }) => of === asking).map(({ address, port }) => withPort(address, port))
}
