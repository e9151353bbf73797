import { matches, type Pattern, parsePattern } from '../pattern.ts'
import type { Kind, TraceRecord } from '../record.ts'
import { type Counted, type Happening, isOf, type Part } from '../sentence.ts'

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
          record.kind === 'transition' && record.to === happening.state && isOf(happening.vhosts, record),
      }
    case 'advertises':
      return of(['advert'], happening.parts)
    case 'announces':
      return of(['garp', 'na'], happening.parts)
    case 'log':
      return logged(happening.host, happening.pattern)
    case 'fault':
      return { kinds: ['fault'], fits: () => true }
  }
}

const COUNTED: Readonly<Record<Counted, Kind>> = {
  transitions: 'transition',
  adverts: 'advert',
  drops: 'drop',
  'lost pings': 'unanswered',
  faults: 'fault',
}

/** The records that are counted. */
export function countedBy(counts: Counted, parts: readonly Part[]): Matcher {
  return of([COUNTED[counts]], parts)
}

function of(kinds: readonly Kind[], parts: readonly Part[]): Matcher {
  return { kinds, fits: (record) => isOf(parts, record) }
}

function logged(host: string, text: string): Matcher {
  const pattern = parsePattern(text) as Pattern
  return {
    kinds: ['log'],
    fits: (record) => record.kind === 'log' && record.host === host && matches(pattern, record.line),
  }
}
