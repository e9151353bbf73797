import { z } from 'zod'
import { type Micros, parseTime } from '../../time.ts'
import { shown } from '../text/printable.ts'
import { didYouMean } from '../text/suggest.ts'
import { FORMS, type Form, formed, wholeForm } from './form.ts'

// Fields are read from the text that stands in the file. Each has a message of its own, which says in the field's words
// what may stand there.

/** A field that is read from its text; `read` gives undefined where the text is none of its kind, and `hint` what more to say. */
export function field<T>(
  message: string,
  read: (text: string) => T | undefined,
  form: Form = FORMS.words,
  hint: (text: string) => string = () => '',
) {
  const schema = z.string({ error: message }).transform((text, context): T => {
    const value = read(text)
    if (value === undefined) {
      context.addIssue({ code: 'custom', message: `${message}${hint(text)}` })
      return z.NEVER
    }
    return value
  })
  return formed(schema, form)
}

/** Any text. */
export function text(name: string) {
  return field(`${name} is one text`, (value) => value, FORMS.text)
}

/** Any text of several lines; space around it does not count. */
export function prose(name: string) {
  return field(
    `${name} is one text; for several lines write ${name}: | and indent them`,
    (value) => value.trim(),
    FORMS.text,
  )
}

/** A text that must say something. */
export function words(message: string) {
  return field(message, (value) => (value.trim() === '' ? undefined : value))
}

export function whole(from: number, to: number, message: string) {
  const read = (value: string) => {
    const number = /^-?(?:0|[1-9]\d{0,9})$/.test(value) ? Number(value) : undefined
    return number !== undefined && number >= from && number <= to ? number : undefined
  }
  return field(message, read, wholeForm(from, to))
}

export const advbase = whole(0, 255, 'advbase is 0 to 255, the whole seconds between advertisements; it is one byte')
export const ADVSKEW = 'advskew is 0 to 254; it is one byte, 255 means goodbye'
export const advskew = whole(0, 254, ADVSKEW)
export const VHID = 'vhid is 1 to 255; it is one byte, and the same on all machines that share the addresses'
export const vhid = whole(1, 255, VHID)
const CARPNODES = 'carpnodes is a list of up to 32 nodes, each a vhid, a colon and its advskew: [1:0, 2:100]'

/** The nodes of one carp interface, ascending by vhid as the kernel keeps them. */
export const carpnodes = z
  .array(
    field(
      'a node is its vhid (1 to 255), a colon and its advskew (0 to 254), such as 1:0',
      (value) => {
        const [, vhid = 0, advskew = 255] = (/^(\d{1,3}):(\d{1,3})$/.exec(value) ?? []).map(Number)
        return vhid >= 1 && vhid <= 255 && advskew <= 254 ? { vhid, advskew } : undefined
      },
      { type: 'string', pattern: '^[0-9]{1,3}:[0-9]{1,3}$' },
    ),
    CARPNODES,
  )
  .min(1, CARPNODES)
  .max(32, CARPNODES)

/** ucarp takes 255 too, and means nothing by it. */
export const anyAdvskew = whole(0, 255, ADVSKEW)

export function flag(name: string) {
  const read = (value: string) => (value === 'true' ? true : value === 'false' ? false : undefined)
  return field(`${name} is true or false`, read, FORMS.flag)
}

/** One of a few words. */
export function oneOf<const W extends string>(name: string, choices: readonly W[]) {
  const list = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`
  const schema = z.string({ error: `${name} is ${list}` }).transform((value, context): W => {
    const found = choices.find((choice) => choice === value)
    if (found !== undefined) return found
    context.addIssue({
      code: 'custom',
      message: `${name} is ${list}, not ${shown(value)}${didYouMean(value, choices)}`,
    })
    return z.NEVER
  })
  return formed(schema, { enum: choices })
}

export function time(name: string, example: string) {
  return field(`${name} is a time, a number and us, ms, s, m, h or d: ${example}`, parseTime, FORMS.time)
}

/** A time that is more than nothing. */
export function duration(name: string, example: string) {
  const message = `${name} is a time of more than 0, such as ${example}`
  return field(message, (value) => parseTime(value) || undefined, FORMS.duration)
}

/** A time, or never. */
export function timeOrNever(name: string) {
  const read = (value: string): Micros | null | undefined => (value === 'never' ? null : parseTime(value))
  return field(`${name} is a time such as 0s or 12.4s, or never`, read, FORMS.timeOrNever)
}

/** An instant, or a range from which one is drawn: 30s..31s. */
export function instant(name: string) {
  const message = `${name} is a time such as 10s, or two to draw one between: 30s..31s`
  const read = (value: string): Micros | { from: Micros; to: Micros } | undefined => {
    const [left = '', right, ...rest] = value.split('..')
    const from = parseTime(left)
    if (right === undefined) return from
    const to = parseTime(right)
    return from !== undefined && to !== undefined && from < to && rest.length === 0 ? { from, to } : undefined
  }
  return field(message, read, FORMS.instant)
}

/** A time that is more than nothing, or a range from which one is drawn: 1s..3s. */
export function span(name: string) {
  const message = `${name} is a time of more than 0 such as 2s, or two to draw one between: 1s..3s`
  const read = (value: string): Micros | { from: Micros; to: Micros } | undefined => {
    const [from = 0, to, ...rest] = value.split('..').map((part) => parseTime(part) ?? 0)
    if (from === 0 || rest.length > 0) return undefined
    if (to === undefined) return from
    return from < to ? { from, to } : undefined
  }
  return field(message, read, FORMS.span)
}

/** A part of a run: 10s..40s. */
export function period(name: string) {
  return field(`${name} is two times, the earlier one first: 10s..40s`, (value) => {
    const [from, to, ...rest] = value.split('..').map(parseTime)
    return from !== undefined && to !== undefined && from < to && rest.length === 0 ? { from, to } : undefined
  })
}

/** A probability: 30% is 0.3. */
export function percent(name: string) {
  const read = (value: string) => {
    const match = /^(\d{1,3}(?:\.\d{1,20})?)%$/.exec(value === '0' ? '0%' : value)
    // Shifted as text, so that 29% is the number 0.29 and no neighbour of it.
    const part = match ? Number(`${match[1]}e-2`) : 2
    return part <= 1 ? part : undefined
  }
  return field(`${name} is a percentage from 0% to 100%, such as 30%`, read, FORMS.percent)
}

const MOST_DRIFT = 100_000

/** How much a clock is too fast, in millionths. */
export const drift = field(
  'drift is how much the clock is too fast, from -100000ppm to 100000ppm, such as 20ppm',
  (value) => {
    const [, ppm] = /^(-?\d{1,6})ppm$/.exec(value) ?? []
    return ppm !== undefined && Math.abs(Number(ppm)) <= MOST_DRIFT ? Number(ppm) || 0 : undefined
  },
  FORMS.drift,
)

/** The name of an interface group: what ifconfig takes, and no group that every carp interface is in by itself. */
export function interfaceGroup(message: string) {
  return field(message, (value) => (INTERFACE_GROUP.test(value) ? value : undefined), FORMS.interfaceGroup)
}

const INTERFACE_GROUP = new RegExp(FORMS.interfaceGroup.pattern)

export const GROUPS = 'groups is a list of lists of hosts, such as [[fw1], [fw2, laptop]]'

/** Hosts in groups, by name. */
export const groups = z.array(z.array(text('a host in a group'), GROUPS).min(1, GROUPS), GROUPS).min(1, GROUPS)

/** A list of one or more. */
export function list<S extends z.ZodType>(of: S, message: string) {
  return z.array(of, message).min(1, message)
}
