import * as read from './fields.ts'
import { piece } from './piece.ts'

export const PREEMPT_SYSCTL = 'net.inet.carp.preempt'
export const LOG_SYSCTL = 'net.inet.carp.log'

export const sysctl = piece('sysctl', {
  [PREEMPT_SYSCTL]: read
    .field(`${PREEMPT_SYSCTL} is 0 or 1`, (value) => (value === '0' ? false : value === '1' ? true : undefined), {
      enum: [0, 1],
    })
    .optional()
    .describe('Another way to say preempt.'),
  [LOG_SYSCTL]: read
    .whole(0, 7, `${LOG_SYSCTL} is a whole number from 0 to 7`)
    .optional()
    .describe('How much of CARP the kernel logs: 0 nothing, more with each level; a syslog level on OpenBSD.'),
})
