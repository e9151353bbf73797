import * as read from './fields.ts'
import { piece } from './piece.ts'

/** What a story asks of itself, and the answer. */
export const question = piece('why', {
  that: read
    .text('that')
    .describe('What is asked about: fw2 is MASTER, fw1 is not MASTER, ping laptop -> 10.0.0.3 fails.'),
  at: read.time('at', '20s').optional().describe('When it is so; the end unless said.'),
  because: read
    .words('because is what it goes back to, as a verb and its target: unplug fw1.em0')
    .describe('What the answer goes back to: an event as verb and target, or the name of a reason, such as bad-hmac.'),
})
