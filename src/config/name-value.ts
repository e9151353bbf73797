import { isHashed, type Line, linesOf } from './lines.ts'
import { Harvest, type Parsed, type Place } from './text.ts'

/** A line `name=value`. */
export interface NameValue {
  readonly name: string
  readonly value: string
  readonly place: Place
  /** Of the value, without its quotes. */
  readonly at: Place
}

/** `name=value`, the value perhaps in quotes, and what follows it. */
const LINE = /^([A-Za-z_][\w.%/-]*)=(?:"([^"]*)"|([^\s"#]*))(\s+#.*)?$/
const BLANKS = /^([A-Za-z_][\w.%/-]*)\s*=\s*(\S.*)?$/

/** Reads /etc/sysctl.conf: a sysctl a line, set at boot, before the network is there. */
export function parseSysctlConf(text: string): Parsed<NameValue> {
  return parse(text, 'net.inet.carp.preempt=1')
}

/** Reads /boot/loader.conf: variables of the loader, tunables of the kernel, modules to load. */
export function parseLoaderConf(text: string): Parsed<NameValue> {
  return parse(text, 'if_carp_load="YES"')
}

export function printSysctlConf(settings: readonly NameValue[]): string {
  return settings.map(({ name, value }) => `${name}=${/^[^\s"#]+$/.test(value) ? value : `"${value}"`}\n`).join('')
}

export function printLoaderConf(settings: readonly NameValue[]): string {
  return settings.map(({ name, value }) => `${name}="${value}"\n`).join('')
}

function parse(text: string, example: string): Parsed<NameValue> {
  const harvest = new Harvest<NameValue>(text)
  for (const line of linesOf(harvest, isHashed)) {
    const match = LINE.exec(line.text)
    if (match === null) explain(harvest, line, example)
    else readLine(harvest, line, match)
  }
  return harvest.finish()
}

function readLine(harvest: Harvest<NameValue>, { start, end }: Line, match: RegExpExecArray): void {
  const [, name = '', quoted, bare = '', comment = ''] = match
  const value = quoted ?? bare
  const from = start + name.length + 1 + (quoted === undefined ? 0 : 1)
  const stop = end - comment.length
  if (comment !== '') harvest.comment(end - comment.trimStart().length, end)
  const place = harvest.place(start, stop)
  harvest.take(start, { name, value, place, at: harvest.place(from, from + value.length) })
}

function explain(harvest: Harvest<NameValue>, { start, end, text }: Line, example: string): void {
  const [, name, value] = BLANKS.exec(text) ?? []
  const instead = `a line such as ${example}`
  if (name === undefined) harvest.find(start, end, 'syntax', 'this is no line name=value; it is left out', instead)
  else if (value === undefined)
    harvest.find(start, end, 'no-value', `${name} is given no value; it is left out`, instead)
  else if (/^[^=\s]+\s|=\s/.test(text))
    harvest.find(start, end, 'blanks', 'no blanks stand around the =; this line is left out', `${name}=${value}`)
  else harvest.find(start, end, 'syntax', 'something follows the value, or a quote is missing; it is left out', instead)
}
