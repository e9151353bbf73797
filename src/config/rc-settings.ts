import { type Assignment, parseRcConf, wordsOf } from './rc-conf.ts'
import { type Finding, Text, type Word } from './text.ts'

/** An ifconfig line that netif runs at boot: the words behind the name of the interface. */
export interface IfconfigSetting {
  readonly interface: string
  /** `ifconfig_em0_alias0` */
  readonly variable: string
  readonly words: readonly Word[]
  /** The variable's name where it stands. */
  readonly at: Assignment
}

/** What /etc/rc.conf says of a machine. */
export interface RcSettings {
  readonly hostname?: Word
  readonly defaultRouter?: Word
  readonly cloned: readonly Word[]
  /** In the order in which netif runs them: an interface, then its aliases. */
  readonly lines: readonly IfconfigSetting[]
  /** `sshd_enable` as `sshd`. */
  readonly enabled: ReadonlyMap<string, boolean>
  /** All that is set, by its variable, as the last assignment has it. */
  readonly variables: ReadonlyMap<string, Assignment>
  readonly findings: readonly Finding[]
}

/** Variables that something is made of here, besides ifconfig_* and *_enable. */
const KNOWN: ReadonlySet<string> = new Set([
  'hostname',
  'defaultrouter',
  'cloned_interfaces',
  'network_interfaces',
  'mysql_dbdir',
  'mysql_args',
])
const CARD = '[a-z][a-z0-9]*?\\d+'
const IFCONFIG = new RegExp(`^ifconfig_(${CARD})(?:_(alias\\d+|aliases|ipv6))?$`)
/** rc.subr(8), checkyesno. */
const YES = /^(?:yes|true|on|1)$/i
const NO = /^(?:no|false|off|0)$/i

/** Reads /etc/rc.conf and what it says. */
export function readRcConf(text: string): RcSettings {
  const { settings, findings } = parseRcConf(text)
  const reader = new SettingsReader(text, settings)
  return { ...reader.read(), findings: [...findings, ...reader.findings].sort((a, b) => a.place.start - b.place.start) }
}

class SettingsReader {
  readonly findings: Finding[] = []
  readonly #text: Text
  readonly #variables = new Map<string, Assignment>()

  constructor(text: string, settings: readonly Assignment[]) {
    this.#text = new Text(text)
    for (const setting of settings) {
      const before = this.#variables.get(setting.name)
      // One that takes up what was there before is no mistake.
      if (before?.value && setting.value !== null && !setting.value.includes(before.value))
        this.#find(
          before,
          'assigned-twice',
          `${setting.name} is assigned again in line ${setting.place.line}, which holds`,
          'leave one of them out',
        )
      this.#variables.set(setting.name, setting)
    }
  }

  read(): Omit<RcSettings, 'findings'> {
    for (const setting of this.#variables.values()) this.#judge(setting)
    const hostname = this.#word('hostname')
    const defaultRouter = this.#word('defaultrouter')
    return {
      ...(hostname && { hostname }),
      ...(defaultRouter && defaultRouter.text.toUpperCase() !== 'NO' && { defaultRouter }),
      cloned: this.#words('cloned_interfaces'),
      lines: this.#lines(),
      enabled: this.#enabled(),
      variables: this.#variables,
    }
  }

  #judge(setting: Assignment): void {
    const { name, value } = setting
    if (value === null || KNOWN.has(name) || IFCONFIG.test(name)) return
    if (!name.endsWith('_enable')) this.#find(setting, 'not-simulated', `${name} changes nothing here`)
    else if (!YES.test(value) && !NO.test(value))
      this.#find(
        setting,
        'no-yes-or-no',
        `${name} is neither YES nor NO: rc(8) warns, and takes it for NO`,
        'write YES or NO',
      )
  }

  #enabled(): Map<string, boolean> {
    const services = [...this.#variables].filter(([name, { value }]) => name.endsWith('_enable') && value !== null)
    return new Map(services.map(([name, { value }]) => [name.slice(0, -'_enable'.length), YES.test(value!)]))
  }

  #lines(): IfconfigSetting[] {
    const cards = new Set([...this.#variables.keys()].flatMap((name) => IFCONFIG.exec(name)?.[1] ?? []))
    return [...cards].flatMap((card) => [
      ...this.#line(card, `ifconfig_${card}`),
      ...this.#numbered(card),
      ...this.#listed(card),
      ...this.#line(card, `ifconfig_${card}_ipv6`),
    ])
  }

  #line(card: string, variable: string): IfconfigSetting[] {
    const at = this.#variables.get(variable)
    return at?.value ? [{ interface: card, variable, words: this.#words(variable), at }] : []
  }

  /** alias0, alias1 … up to the first number that is not there (network.subr, ifalias_af). */
  #numbered(card: string): IfconfigSetting[] {
    const lines: IfconfigSetting[] = []
    const begin = `ifconfig_${card}_alias`
    let number = 0
    for (; this.#variables.has(`${begin}${number}`); number++) lines.push(...this.#line(card, `${begin}${number}`))
    for (const [name, setting] of this.#variables) {
      const [, digits] = name.startsWith(begin) ? (/^(\d+)$/.exec(name.slice(begin.length)) ?? []) : []
      if (digits !== undefined && (Number(digits) > number || digits !== String(Number(digits))))
        this.#find(
          setting,
          'alias-gap',
          `rc(8) counts aliases from 0 up to the first that is missing, and there is no alias${number}: this one is never set`,
          `number it ${number}`,
        )
    }
    return lines
  }

  /** ifconfig_em0_aliases: several in one, each from its family on. */
  #listed(card: string): IfconfigSetting[] {
    const variable = `ifconfig_${card}_aliases`
    const at = this.#variables.get(variable)
    if (!at?.value) return []
    const lines: Word[][] = []
    for (const word of this.#words(variable)) {
      if (lines.length === 0 || word.text === 'inet' || word.text === 'inet6') lines.push([])
      lines.at(-1)!.push(word)
    }
    return lines.map((words) => ({ interface: card, variable, words, at }))
  }

  #word(name: string): Word | undefined {
    const [first, ...more] = this.#words(name)
    if (more.length > 0)
      this.#find(
        this.#variables.get(name)!,
        'several-words',
        `${name} is one word; what follows ${first!.text} is passed by`,
      )
    return first
  }

  #words(name: string): Word[] {
    const setting = this.#variables.get(name)
    return setting === undefined ? [] : wordsOf(setting, (start, end) => this.#text.place(start, end))
  }

  #find({ place, name: variable }: Assignment, name: string, says: string, instead?: string): void {
    const at = this.#text.place(place.start, Math.min(place.end, place.start + variable.length))
    this.findings.push({ place: at, name, says, ...(instead !== undefined && { instead }) })
  }
}
