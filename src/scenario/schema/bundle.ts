import { z } from 'zod'
import { BUNDLE_MODES } from '../../host/bundle.ts'
import * as read from './fields.ts'

const PORTS = 'ports is a list of the ports that an interface is made of, such as ports: [em0, em1]'

/** Of an interface that is made of several. */
export const bundle = {
  ports: z
    .array(read.words(PORTS), PORTS)
    .min(1, PORTS)
    .exactOptional()
    .describe('The ports of lagg0, trunk0 or bond0, all of which lead to where it is plugged in.'),
  mode: read
    .oneOf('mode', BUNDLE_MODES)
    .exactOptional()
    .describe('Which port carries: the first that can (failover, unless said), or all of them: loadbalance, lacp.'),
}
