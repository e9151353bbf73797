import { z } from 'zod'
import * as read from './fields.ts'
import { type Form, formed } from './form.ts'
import { piece } from './piece.ts'

const MODE = 'mode is who may read, write and run a file, in octal, such as 755'

/** A file that is more than its text. */
export const machineFile = piece('a file', {
  text: read.text('text').describe('All that stands in it.'),
  mode: read
    .field(MODE, (value) => (/^0?[0-7]{3}$/.test(value) ? Number.parseInt(value, 8) : undefined), {
      type: ['integer', 'string'],
      pattern: '^0?[0-7]{3}$',
    })
    .default(0o644)
    .describe('Who may read, write and run it, in octal; 644 unless said.'),
})

const FILES_FORM: Form = {
  type: ['object', 'null'],
  propertyNames: { pattern: '^/' },
  additionalProperties: {
    anyOf: [
      { type: ['string', 'number', 'boolean', 'null'] },
      {
        type: 'object',
        properties: {
          text: { description: 'All that stands in it.', type: 'string' },
          mode: { description: MODE, type: ['integer', 'string'], pattern: '^0?[0-7]{3}$' },
        },
        required: ['text'],
        additionalProperties: false,
      },
    ],
  },
}

export const files = formed(z.unknown().optional(), FILES_FORM).describe(
  'Its own files by their paths: /etc/rc.conf: |, and below it the text; or { mode: 755, text: | }.',
)
