import type { z } from 'zod'

/** How a value may be written: a part of a JSON Schema, which says nothing of what only a scenario as a whole decides. */
export type Form = Readonly<Record<string, unknown>>

/** A kind of thing with keys of its own, whatever they are. */
export interface AnyPiece {
  readonly noun: string
  readonly schema: { readonly shape: z.ZodRawShape }
}

/** Things with keys of their own that stand at a key: one of them, a list, or a map with names that somebody gave. */
export interface Within {
  readonly as: 'one' | 'list' | 'named'
  /** A function, because what is within may be defined below; or one of several kinds, each with a word of its own. */
  readonly piece: (() => AnyPiece) | 'event' | 'expectation'
  /** What the names of a map are, where they are not words. */
  readonly names?: string
  /** A text that may stand in place of the keys. */
  readonly short?: Form
}

interface Noted {
  readonly form?: Form
  readonly within?: Within
}

const NOTED = new WeakMap<z.core.$ZodType, Noted>()

/** Notes how a field may be written. */
export function formed<S extends z.core.$ZodType>(schema: S, form: Form): S {
  NOTED.set(schema, { form })
  return schema
}

/** Notes what stands at a key. */
export function holding<S extends z.core.$ZodType>(schema: S, within: Within): S {
  NOTED.set(schema, { within })
  return schema
}

/** What was noted of a schema, or of what it is a copy of. */
export function noted(schema: z.core.$ZodType): Noted {
  const { parent } = schema._zod
  return NOTED.get(schema) ?? (parent === undefined ? {} : noted(parent))
}

const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
const IPV4 = `${OCTET}([.]${OCTET}){3}`
/** Roughly: how many groups there are, only reading tells. */
const IPV6 = '[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*'
const PREFIX = `${IPV4}/[0-9]{1,2}`
const PREFIX6 = `${IPV6}/[0-9]{1,3}`
const TIME = '[0-9]{1,12}([.][0-9]{1,9})?(us|ms|s|m|h|d)'
const INSTANT = `(0|${TIME})`

/** Of the kinds of fields. Editors take numbers, true and false for what they are in YAML. */
export const FORMS = {
  text: { type: ['string', 'number', 'boolean', 'null'] },
  words: { type: ['string', 'number', 'boolean'] },
  flag: { type: 'boolean' },
  time: textOr0(INSTANT),
  duration: textOr0(TIME),
  timeOrNever: textOr0(`(never|${INSTANT})`),
  instant: textOr0(`${INSTANT}([.][.]${TIME})?`),
  span: { type: 'string', pattern: `^${TIME}([.][.]${TIME})?$` },
  percent: textOr0('(0|[0-9]{1,3}([.][0-9]{1,20})?%)'),
  drift: { type: 'string', pattern: '^-?[0-9]{1,6}ppm$' },
  ipv4: { type: 'string', pattern: `^${IPV4}$` },
  ipv4OrNone: { type: 'string', pattern: `^(none|${IPV4})$` },
  ipv6: { type: 'string', pattern: `^${IPV6}$` },
  bareAddress: { type: 'string', pattern: `^(${IPV4}|${IPV6})$` },
  prefix: { type: 'string', pattern: `^${PREFIX}$` },
  prefix6: { type: 'string', pattern: `^${PREFIX6}$` },
  fullPrefix: { type: 'string', pattern: `^(${PREFIX}|${PREFIX6})$` },
  anyPrefix: { type: 'string', pattern: `^(${IPV4}(/[0-9]{1,2})?|${IPV6}(/[0-9]{1,3})?)$` },
  cable: { type: 'string', pattern: '^[a-z][a-z0-9-]* +- +[a-z][a-z0-9-]*$' },
  period: { type: 'string', pattern: `^${INSTANT}[.][.]${INSTANT}$` },
  interfaceGroup: { type: 'string', pattern: '^(?!carp$)[a-z][a-z0-9_-]{0,13}[a-z_-]$' },
  mac: { type: 'string', pattern: '^[0-9A-Fa-f][02468ACEace](:[0-9A-Fa-f]{2}){5}$' },
  supplies: {
    type: ['object', 'null'],
    additionalProperties: { type: 'array', items: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' }, minItems: 1 },
  },
  tracked: { type: ['object', 'null'], additionalProperties: wholeForm(1, 1_000_000) },
} as const satisfies Readonly<Record<string, Form>>

export function wholeForm(minimum: number, maximum: number): Form {
  return { type: ['integer', 'string'], minimum, maximum, pattern: '^-?[0-9]{1,10}$' }
}

function textOr0(pattern: string): Form {
  return { type: ['string', 'integer'], pattern: `^${pattern}$`, minimum: 0, maximum: 0 }
}
