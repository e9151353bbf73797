import { suggestion } from '../../scenario/text/suggest.ts'
import { parseTime } from '../../time.ts'
import type { State } from '../../trace/record.ts'
import { TEXTS } from '../texts/texts.ts'
import type { Branch } from './branch.ts'
import { stateAt } from './now.ts'
import { type Command, currentOf, type Session, selectedName, type Word } from './state.ts'
import { FASTEST, SLOWEST, speedInWords } from './time.ts'

const USAGE = TEXTS.session.usage
const SAYS = TEXTS.session.branches

export type Typed = Command | { readonly error: string }

/** What goes behind a word of the player. */
export type Wants =
  | 'nothing'
  | 'marks'
  | 'branches'
  | 'selections'
  | 'ways'
  | 'steps'
  | 'speeds'
  | 'scales'
  | 'hosts'
  | 'switch'
  | 'text'

interface Line {
  readonly wants: Wants
  /** What to write. */
  readonly usage: string
  /** Undefined: it is to be written otherwise. */
  read(rest: string, session: Session): Typed | undefined
}

/** A line that is one word alone. */
function alone(word: Word): Line {
  return { wants: 'nothing', usage: word, read: (rest) => (rest === '' ? { do: word } : undefined) }
}

function stepping(way: 1 | -1, word: string): Line {
  return {
    wants: 'steps',
    usage: USAGE.steps(word),
    read: (rest) => {
      if (rest === '' || rest === 'event') return { do: 'step', by: 'event', way }
      return rest === 'transition' ? { do: 'step', by: 'transition', way } : undefined
    },
  }
}

function onBranch(word: 'branch' | 'compare', nothing?: Command): Line {
  return {
    wants: 'branches',
    usage: USAGE.branch(word),
    read: (rest, { branches }) => {
      if (rest === '') return nothing
      const found = branches.find(({ id, name }) => String(id) === rest || name === rest)
      if (found !== undefined) return { do: word, id: found.id }
      const names = branches.map(({ name }) => name)
      return { error: SAYS.unknown(rest) + suggestion(rest, names, SAYS.others) }
    },
  }
}

/** What can be typed besides what can be done to machines. */
export const LINES: Readonly<Record<string, Line>> = {
  play: alone('play'),
  pause: alone('pause'),
  fit: alone('fit'),
  undo: alone('undo'),
  redo: alone('redo'),
  verbose: alone('verbose'),
  goto: {
    wants: 'text',
    usage: USAGE.goto,
    read: (rest) => {
      const t = parseTime(rest)
      return t === undefined ? undefined : { do: 'goto', t }
    },
  },
  next: stepping(1, 'next'),
  back: stepping(-1, 'back'),
  speed: { wants: 'speeds', usage: USAGE.speed(speedInWords(FASTEST), speedInWords(SLOWEST)), read: speed },
  zoom: {
    wants: 'ways',
    usage: USAGE.zoom,
    read: (rest) => (rest === 'in' || rest === 'out' ? { do: 'zoom', way: rest === 'in' ? 1 : -1 } : undefined),
  },
  scale: {
    wants: 'scales',
    usage: USAGE.scale,
    read: (rest) => {
      if (rest === '') return { do: 'scale' }
      return rest === 'linear' || rest === 'events' ? { do: 'scale', to: rest } : undefined
    },
  },
  mark: {
    wants: 'text',
    usage: USAGE.mark,
    read: (rest) => (rest === '' ? undefined : { do: 'mark', name: rest }),
  },
  to: {
    wants: 'marks',
    usage: USAGE.toMark,
    read: (rest) => (rest === '' ? undefined : { do: 'to mark', name: rest }),
  },
  select: { wants: 'selections', usage: USAGE.select, read: select },
  branch: onBranch('branch'),
  compare: onBranch('compare', { do: 'compare', id: null }),
  fork: {
    wants: 'text',
    usage: USAGE.fork,
    read: (rest) => (rest === '' ? { do: 'fork' } : { do: 'fork', name: rest }),
  },
  filter: { wants: 'text', usage: USAGE.filter, read: (rest) => ({ do: 'filter', text: rest }) },
  predict: {
    wants: 'switch',
    usage: TEXTS.predict.usage,
    read: (rest) => {
      if (rest === '') return { do: 'predict' }
      return rest === 'on' || rest === 'off' ? { do: 'predict', on: rest === 'on' } : undefined
    },
  },
  'why-not': { wants: 'hosts', usage: USAGE.whyNot, read: whyNot },
}

function speed(rest: string): Typed | undefined {
  const exponents = Array.from({ length: FASTEST - SLOWEST + 1 }, (_, i) => FASTEST - i)
  const found = exponents.find((exponent) => speedInWords(exponent) === (rest.endsWith('x') ? rest : `${rest}x`))
  return found === undefined ? undefined : { do: 'set speed', speed: found }
}

function select(rest: string): Typed {
  if (rest === '') return { do: 'select', what: null }
  const dot = rest.indexOf('.')
  if (dot === -1) return { do: 'select', what: { host: rest } }
  return { do: 'select', what: { host: rest.slice(0, dot), interface: rest.slice(dot + 1) } }
}

const STATES: readonly State[] = ['MASTER', 'BACKUP', 'INIT']

const FILLERS = ['is', 'of']

/** Of whom nothing is said, of what is selected; what nobody asks for is MASTER, or BACKUP of a MASTER. */
function whyNot(rest: string, session: Session): Typed | undefined {
  const words = rest.split(/\s+/).filter((word) => word !== '')
  const state = STATES.find((one) => words.some((word) => word.toUpperCase() === one))
  const others = words.filter((word) => !STATES.some((one) => word.toUpperCase() === one) && !FILLERS.includes(word))
  const group = others.find((word) => word.includes('/'))
  const names = others.filter((word) => word !== group)
  const [host = selectedName(session) ?? undefined] = names
  if (names.length > 1 || host === undefined) return undefined
  const asked = state ?? (isMaster(currentOf(session), session, host) ? 'BACKUP' : 'MASTER')
  return { do: 'why-not', host, state: asked, ...(group !== undefined && { group }) }
}

function isMaster(branch: Branch, { cursor }: Session, name: string): boolean {
  const { groups } = stateAt(branch, cursor)
  return groups.some(({ masters }) =>
    masters.some(({ host, interface: on }) => host === name || `${host}.${on}` === name),
  )
}

/** What a line of that word should have been. */
export function usageOf(word: string): string {
  return USAGE.write(LINES[word]!.usage)
}
