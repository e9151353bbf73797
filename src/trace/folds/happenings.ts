import { matches, type Pattern, parsePattern } from '../pattern.ts'
import type { Asking, Kind, TraceRecord } from '../record.ts'
import { type Counted, type Happening, isOf as isAbout, type Part } from '../sentence.ts'

/** Which records something is about. */
export interface Matcher {
  readonly kinds: readonly Kind[]
  /** Of a record of one of these kinds. */
  fits(record: TraceRecord): boolean
}

/** The records at which something happens. */
export function matcherOf(happening: Happening): Matcher {
  switch (happening.happens) {
    case 'becomes':
      return {
        kinds: ['transition'],
        fits: (record) =>
          record.kind === 'transition' && record.to === happening.state && isAbout(happening.vhosts, record),
      }
    case 'advertises':
      return of(['advert'], happening.parts)
    case 'announces':
      return of(['garp', 'na'], happening.parts)
    case 'log':
      return logged(happening.host, happening.pattern)
    case 'fault':
      return { kinds: ['fault'], fits: () => true }
    case 'connection':
      return {
        kinds: ['connection'],
        fits: (record) =>
          record.kind === 'connection' &&
          record.host === happening.host &&
          record.address === happening.address &&
          record.becomes === happening.becomes,
      }
  }
}

const COUNTED: Readonly<Record<Counted, readonly [Kind, isOne?: (record: TraceRecord) => boolean]>> = {
  transitions: ['transition'],
  adverts: ['advert'],
  drops: ['drop'],
  'lost pings': ['unanswered', isOf(undefined)],
  'lost fetches': ['unanswered', isOf('fetch')],
  'lost words': ['unanswered', isOf('connection')],
  resets: ['connection', (record) => record.kind === 'connection' && record.becomes === 'reset'],
  faults: ['fault'],
}

/** Whether nobody answered what was asked in that way. */
function isOf(of: Asking | undefined) {
  return (record: TraceRecord) => record.kind === 'unanswered' && record.of === of
}

/** The records that are counted. */
export function countedBy(counts: Counted, parts: readonly Part[]): Matcher {
  const [kind, isOne = () => true] = COUNTED[counts]
  return { kinds: [kind], fits: (record) => isOne(record) && isAbout(parts, record) }
}

/** The frames that a switch floods, though they are for one machine. */
export function floodsOf(at: string | undefined): Matcher {
  return {
    kinds: ['hop'],
    fits: (record) => record.kind === 'hop' && record.how === 'unknown' && record.switch === (at ?? record.switch),
  }
}

function of(kinds: readonly Kind[], parts: readonly Part[]): Matcher {
  return { kinds, fits: (record) => isAbout(parts, record) }
}

function logged(host: string, text: string): Matcher {
  const pattern = parsePattern(text) as Pattern
  return {
    kinds: ['log'],
    fits: (record) => record.kind === 'log' && record.host === host && matches(pattern, record.line),
  }
}
