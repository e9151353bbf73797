import { z } from 'zod'
import { flag, oneOf } from '../../scenario/schema/fields.ts'
import { type Form, formed } from '../../scenario/schema/form.ts'
import { pieceSchema } from '../../scenario/schema/json-schema.ts'
import { piece, pieces } from '../../scenario/schema/piece.ts'
import { KEY_NAMES, KEYS } from '../app/bindings.ts'
import { TEXTS } from '../texts/texts.ts'

const { noun, settings } = TEXTS.config

const A_KEY: Form = {
  anyOf: [
    { enum: KEY_NAMES },
    { type: 'string', pattern: '^(.|ctrl[+][a-z])$' },
    { type: 'integer', minimum: 0, maximum: 9 },
  ],
}
const SOME_KEYS: Form = {
  anyOf: [...(A_KEY['anyOf'] as Form[]), { type: 'array', items: { $ref: '#/definitions/key' } }],
}

/** For editors: which actions there are. Reading complains of them one by one. */
const keys = piece(
  noun,
  Object.fromEntries(
    KEYS.map(([does]) => [
      does,
      formed(z.unknown().optional().describe(TEXTS.keys[does].says), { allOf: [{ $ref: '#/definitions/keys' }] }),
    ]),
  ),
)

/** What a file may say of the player. */
export const config = piece(noun, {
  keys: pieces('one', () => keys, settings.keys),
  ascii: flag('ascii').optional().describe(settings.ascii),
  color: oneOf('color', ['auto', 'always', 'never']).optional().describe(settings.color),
  mouse: flag('mouse').optional().describe(settings.mouse),
  hints: flag('hints').optional().describe(settings.hints),
  predict: flag('predict').optional().describe(settings.predict),
  'screen-reader': flag('screen-reader').optional().describe(settings['screen-reader']),
})

/** The same as a JSON Schema, for editors. */
export function configSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: TEXTS.config.title,
    ...pieceSchema(config),
    definitions: { key: A_KEY, keys: SOME_KEYS },
  }
}
