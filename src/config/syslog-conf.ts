import { facilityCalled, severityCalled } from './syslog-names.ts'
import { Harvest, type Parsed, type Place } from './text.ts'

/** Of which facilities, and how urgent. */
export interface Selector {
  /** As they are called; `*`: all. */
  readonly facilities: readonly string[]
  /** What is asked of the priority: nothing, `=`, `!=`, `<` … */
  readonly comparison: string
  /** `notice`, `*`, `none`. */
  readonly priority: string
}

export type SyslogSetting =
  /** What is written where. */
  | { readonly kind: 'rule'; readonly selectors: readonly Selector[]; readonly action: string; readonly place: Place }
  /** What follows is for these programs alone, or for all but these; `*`: for all again. */
  | { readonly kind: 'programs'; readonly but: boolean; readonly names: readonly string[]; readonly place: Place }

/** Reads /etc/syslog.conf, as syslogd(8) of the BSDs and the rules of rsyslogd have it. */
export function parseSyslogConf(text: string): Parsed<SyslogSetting> {
  const harvest = new Harvest<SyslogSetting>(text)
  for (const line of wholeLines(harvest)) readLine(harvest, line)
  return harvest.finish()
}

export function printSyslogConf(settings: readonly SyslogSetting[]): string {
  return settings
    .map((one) => {
      if (one.kind === 'programs') return `!${one.but ? '-' : ''}${one.names.join(',')}\n`
      const selectors = one.selectors.map((each) => `${each.facilities.join(',')}.${each.comparison}${each.priority}`)
      return `${selectors.join(';')}\t${one.action}\n`
    })
    .join('')
}

interface WholeLine {
  readonly start: number
  readonly end: number
  /** Without backslashes at the ends of lines, and the blanks behind these. */
  readonly text: string
}

/** Lines that say something; one that ends with a backslash goes on. */
function* wholeLines(harvest: Harvest<SyslogSetting>): Generator<WholeLine> {
  const { text, end } = harvest
  for (let at = 0; at < end && !harvest.full; ) {
    const start = at
    const parts: string[] = []
    for (let goesOn = true; goesOn && at < end; ) {
      const found = text.indexOf('\n', at)
      const stop = found === -1 ? end : Math.min(found, end)
      const line = text.slice(at, stop).trim()
      goesOn = line.endsWith('\\') && !(parts.length === 0 && line.startsWith('#'))
      parts.push(goesOn ? line.slice(0, -1).trimEnd() : line)
      at = stop + 1
    }
    const whole = text.slice(start, Math.min(at, end))
    const from = start + whole.length - whole.trimStart().length
    const to = start + whole.trimEnd().length
    if (from < to) yield { start: from, end: to, text: parts.join('') }
  }
}

function readLine(harvest: Harvest<SyslogSetting>, line: WholeLine): void {
  const { start, end, text } = line
  if (text.startsWith('!') || text.startsWith('#!')) readPrograms(harvest, line)
  else if (text.startsWith('#') && harvest.text[start] === '#') harvest.comment(start, end)
  else if (text.startsWith('#')) harvest.find(start, end, 'joined', 'a backslash joins this to a comment')
  else if (/^[+-]/.test(text)) harvest.find(start, end, 'hosts', HOSTS)
  else if (/^(?:\$|include\b|[a-z]+\()/.test(text)) harvest.find(start, end, 'directive', DIRECTIVE)
  else readRule(harvest, line)
}

const HOSTS =
  'what follows is for messages of certain machines; here each has its own alone, and the line is passed over'
const DIRECTIVE = 'only rules are read, not what sets a daemon up'
const NO_ACTION = 'nothing says where these messages go; syslogd leaves the line out'

function readPrograms(harvest: Harvest<SyslogSetting>, { start, end, text }: WholeLine): void {
  const [, sign = '', given = ''] = /^#?!([+-]?)\s*(.*)$/.exec(text) ?? []
  const names = given.split(',').map((name) => name.trim())
  const place = harvest.place(start, end)
  if (names.every((name) => name !== '' && !/\s/.test(name)))
    harvest.take(start, { kind: 'programs', but: sign === '-', names, place })
  else harvest.find(start, end, 'programs', 'no names of programs, with commas between them, stand behind this mark')
}

/** @returns the selector, or what is wrong with it */
function readSelector(text: string): Selector | string {
  const dot = text.lastIndexOf('.')
  const facilities = text.slice(0, Math.max(0, dot)).split(',')
  const unknown = facilities.find((name) => name !== '*' && name !== 'mark' && facilityCalled(name) === undefined)
  if (unknown !== undefined) return `unknown facility name "${unknown}"; syslogd leaves the line out`
  const [, comparison = '', priority = ''] = /^(!?[<=>]{0,2})(.*)$/.exec(text.slice(dot + 1)) ?? []
  const isKnown = priority === '*' || priority === 'none' || severityCalled(priority) !== undefined
  return isKnown
    ? { facilities, comparison, priority }
    : `unknown priority name "${priority}"; syslogd leaves the line out`
}

function readRule(harvest: Harvest<SyslogSetting>, line: WholeLine): void {
  const { start, end, text } = line
  const blank = text.search(/[ \t]/)
  const [given, action] = blank === -1 ? [text, ''] : [text.slice(0, blank), text.slice(blank).trim()]
  const read = given.split(';').flatMap((one) => (one === '' ? [] : [readSelector(one)]))
  const wrong = read.find((one) => typeof one === 'string')
  const selectors = read.filter((one) => typeof one !== 'string')
  if (action === '') harvest.find(start, end, 'no-action', NO_ACTION, 'a line such as *.notice /var/log/messages')
  else if (wrong !== undefined) harvest.find(start, end, 'selector', wrong, 'as in *.notice;auth.none')
  else takeRule(harvest, line, selectors, action)
}

/** A comment may stand behind an action. */
function takeRule(
  harvest: Harvest<SyslogSetting>,
  { start, end }: WholeLine,
  selectors: readonly Selector[],
  given: string,
): void {
  const mark = given.search(/\s#/)
  const action = mark === -1 ? given : given.slice(0, mark).trimEnd()
  const stop = mark === -1 ? end : end - (given.length - given.indexOf('#', mark))
  if (harvest.text[stop] === '#') harvest.comment(stop, end)
  harvest.take(start, { kind: 'rule', selectors, action, place: harvest.place(start, end) })
  if (action.startsWith('@')) harvest.find(start, end, 'remote', 'no other machine keeps logs: these go nowhere')
  else if (action.startsWith('|')) harvest.find(start, end, 'pipe', 'syslogd starts no programs here: these go nowhere')
}
