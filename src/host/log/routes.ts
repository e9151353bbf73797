import type { Selector, SyslogSetting } from '../../config/syslog-conf.ts'
import { FACILITIES, facilityCalled, SEVERITIES, severityCalled } from '../../config/syslog-names.ts'
import type { Message } from './message.ts'

/** Where some messages go. */
export interface Route {
  takes(message: Message): boolean
  /** A file, from the root on. */
  readonly file: string
}

const ALL = 0xff
const NONE = 0

/**
 * What a daemon makes of its rules.
 *
 * @param adds - of several selectors of one facility each adds (syslogd of Linux); otherwise the last one counts (BSD)
 */
export function routesOf(settings: readonly SyslogSetting[], adds: boolean): readonly Route[] {
  const routes: Route[] = []
  let isFor = (_tag: string) => true
  for (const one of settings) {
    if (one.kind === 'programs') {
      const { but, names } = one
      isFor = names.includes('*') ? () => true : (tag) => names.includes(tag) !== but
      continue
    }
    const file = one.action.replace(/^-/, '')
    if (!file.startsWith('/')) continue
    const [masks, isProgram] = [masksOf(one.selectors, adds), isFor]
    const takes = ({ facility, severity, tag }: Message) =>
      ((masks[FACILITIES.indexOf(facility)]! >> SEVERITIES.indexOf(severity)) & 1) === 1 && isProgram(tag)
    routes.push({ file, takes })
  }
  return routes
}

/** Of each facility, a bit for each severity. */
function masksOf(selectors: readonly Selector[], adds: boolean): readonly number[] {
  const masks = FACILITIES.map(() => NONE)
  for (const { facilities, ...of } of selectors)
    for (const name of facilities) {
      const known = facilityCalled(name)
      const meant = name === '*' ? [...FACILITIES.keys()] : known === undefined ? [] : [FACILITIES.indexOf(known)]
      for (const i of meant) masks[i] = adds ? added(masks[i]!, of) : asked(of)
    }
  return masks
}

type Asked = Omit<Selector, 'facilities'>

/** cfline() of FreeBSD: a mark of exclamation inverts what is compared. */
function asked({ comparison, priority }: Asked): number {
  if (priority === 'none') return NONE
  const signs = comparison.replace('!', '')
  const mask = priority === '*' ? ALL : compared(signs === '' ? '=>' : signs, priority)
  return comparison.startsWith('!') ? ALL & ~mask : mask
}

/** cfline() of Linux' sysklogd, and rsyslogd: what has such a mark is taken away again. */
function added(mask: number, { comparison, priority }: Asked): number {
  if (priority === 'none') return NONE
  const given = priority === '*' ? ALL : compared(comparison.includes('=') ? '=' : '=>', priority)
  return comparison.startsWith('!') ? mask & ~given : mask | given
}

/** More urgent is a lower number, and greater. */
function compared(signs: string, priority: string): number {
  const at = SEVERITIES.indexOf(severityCalled(priority)!)
  const equal = 1 << at
  const more = equal - 1
  const less = ALL & ~(equal | more)
  return (signs.includes('=') ? equal : 0) | (signs.includes('>') ? more : 0) | (signs.includes('<') ? less : 0)
}
