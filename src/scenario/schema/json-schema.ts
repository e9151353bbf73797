import { z } from 'zod'
import { VERBS } from '../read/verbs.ts'
import { type AnyPiece, FORMS, type Form, noted, type Within } from './form.ts'
import { between, expectations, timing, triggering } from './lists.ts'
import { scenario } from './schema.ts'

/**
 * The language as a JSON Schema, for editors. Of draft 7, which all of them know. It knows keys, verbs, and how values are
 * written; what must fit together (names, systems, times) only loading can tell.
 */
export function jsonSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A scenario of carpsim',
    ...ofPiece(scenario, false),
    // A file that extends another says only what it changes.
    if: { not: { required: ['extends'] } },
    then: neededBy(scenario),
  }
}

/** Any piece with all that is in it, as a JSON Schema. */
export function pieceSchema(piece: AnyPiece): object {
  return ofPiece(piece, true)
}

/** @param whole - whether what is needed must be there, or may be in a file that is extended */
function ofPiece({ schema }: AnyPiece, whole: boolean): Form {
  const needed = neededKeys(schema.shape)
  const properties = propertiesOf(schema.shape)
  const type = needed.length > 0 ? 'object' : ['object', 'null']
  return { type, properties, ...(whole && needed.length > 0 && { required: needed }), additionalProperties: false }
}

function propertiesOf(shape: z.core.$ZodShape): Form {
  return Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, ofField(field, key)]))
}

function neededKeys(shape: z.core.$ZodShape): string[] {
  return Object.keys(shape).filter((key) => !isWrapped(shape[key]!))
}

function ofField(field: z.core.$ZodType, key: string): Form {
  const description = z.globalRegistry.get(field)?.description
  const { within } = noted(field)
  return { ...(description && { description }), ...(within ? ofWithin(within) : formOf(field, key)) }
}

function ofWithin({ as, piece, short, names = '^[a-z][a-z0-9._-]*$' }: Within): Form {
  if (piece === 'event') return { type: 'array', items: anEvent() }
  if (piece === 'expectation') return { type: 'array', items: anExpectation() }
  // Lists are replaced by what extends them: each item is whole.
  const keys = ofPiece(piece(), as === 'list')
  const inner = short === undefined ? keys : { anyOf: [short, keys] }
  if (as === 'one') return inner
  if (as === 'list') return { type: 'array', items: inner }
  return { type: ['object', 'null'], propertyNames: { pattern: names }, additionalProperties: inner }
}

/** By its word, or a measure, whose key is what is measured. */
function anExpectation(): Form {
  const measure = { type: 'object', properties: propertiesOf(between), additionalProperties: FORMS.words }
  return { anyOf: [...Object.values(expectations).map((piece) => ofPiece(piece, true)), measure] }
}

/** What all events have is said once; each verb then names its keys. */
function anEvent(): Form {
  const common = { ...timing, ...triggering }
  const verbs = Object.values(VERBS).map(({ piece }) => {
    const { properties, ...verb } = ofPiece(piece, true)
    const own = Object.entries(properties as Form).map(([key, form]) => [key, key in common ? true : form])
    return { ...verb, properties: Object.fromEntries(own) }
  })
  return { type: 'object', properties: propertiesOf(common), anyOf: verbs }
}

/** How a value is written, found below what a schema is wrapped in. */
function formOf(field: z.core.$ZodType, key: string): Form {
  const { form } = noted(field)
  if (form !== undefined) return form
  if (field instanceof z.ZodArray) {
    const least = field.def.checks?.find((check) => check instanceof z.core.$ZodCheckMinLength)?._zod.def.minimum
    return { type: 'array', items: formOf(field.element, key), ...(least !== undefined && { minItems: least }) }
  }
  if (isWrapped(field)) return formOf(field.def.innerType, key)
  throw new Error(`${key}: no form is noted of this field`)
}

/** Whether it may be left out: where it has a default, or none is needed. */
function isWrapped(field: z.core.$ZodType): field is z.ZodOptional | z.ZodExactOptional | z.ZodDefault {
  return field instanceof z.ZodOptional || field instanceof z.ZodExactOptional || field instanceof z.ZodDefault
}

/** What a whole file must have, all the way down the maps. */
function neededBy({ schema }: AnyPiece): Form {
  const needed = neededKeys(schema.shape)
  const deeper = Object.entries(schema.shape).flatMap(([key, field]) => {
    const { within } = noted(field)
    if (within?.as !== 'named' || typeof within.piece === 'string') return []
    const inner = neededBy(within.piece())
    return Object.keys(inner).length > 0 ? [[key, { additionalProperties: inner }] as const] : []
  })
  return {
    ...(needed.length > 0 && { required: needed }),
    ...(deeper.length > 0 && { properties: Object.fromEntries(deeper) }),
  }
}
