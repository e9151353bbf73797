import * as read from './fields.ts'
import type { Form } from './form.ts'
import { piece } from './piece.ts'

const UNITS: Readonly<Record<string, number>> = { MiB: 1_048_576, GiB: 1_073_741_824, TiB: 1_099_511_627_776 }
const SIZE = /^(\d{1,6})(MiB|GiB|TiB)$/
/** So small a disk holds nothing, and so large a one takes longer to look at than a story. */
const LEAST = 8 * 1_048_576
const MOST = 4 * 1_099_511_627_776

export const SIZE_FORM: Form = { type: 'string', pattern: '^[0-9]{1,6}(MiB|GiB|TiB)$' }
const RATE_FORM: Form = { type: 'string', pattern: '^[0-9]{1,6}MiB/s$' }

export const SIZE_SAYS = 'a disk has a size from 8MiB to 4TiB, such as 10GiB'

/** In bytes; undefined: that is none. */
export function parseSize(text: string): number | undefined {
  const [, count = '', unit = ''] = SIZE.exec(text) ?? []
  const bytes = Number(count) * (UNITS[unit] ?? 0)
  return bytes >= LEAST && bytes <= MOST ? bytes : undefined
}

/** A disk of which more is to be said than its size. */
export const disk = piece('a disk', {
  size: read.field(SIZE_SAYS, parseSize, SIZE_FORM).describe('How large it is: 10GiB.'),
  latency: read
    .duration('latency', '5ms')
    .exactOptional()
    .describe('How long a write takes, and a read; 5ms unless said.'),
  rate: read
    .field(
      'rate is how much it moves in a second when it is copied, such as 60MiB/s',
      (value) => Number(/^(\d{1,6})MiB\/s$/.exec(value)?.[1] ?? 0) * 1_048_576 || undefined,
      RATE_FORM,
    )
    .exactOptional()
    .describe('How much it moves in a second when it is copied; 60MiB/s unless said.'),
})

const RELEASES = ['8.1', '8.2', '8.3', '8.4', '9.0', '9.1', '9.2', '9.3', '10.0', '11.0', '12.0'] as const

/** Of HAST what /etc/hast.conf does not say. */
export const hast = piece('hast', {
  release: read
    .field(
      `release is one of FreeBSD's that has HAST: ${RELEASES.join(', ')}`,
      (value) => RELEASES.find((one) => one === (value.includes('.') ? value : `${value}.0`)),
      { enum: [...RELEASES, ...new Set(RELEASES.map(Number))] },
    )
    .describe('Of which release of FreeBSD its hastd and hastctl are; those of its system unless said.'),
})
