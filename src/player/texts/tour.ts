/** What a tour speaks of, as people call it. */
export interface Topics {
  readonly master: string
  readonly backup: string
  /** What they share: `10.0.0.3`. */
  readonly shared: string
  /** Times: when the master became one, when its cable is pulled, when the backup takes over. */
  readonly elected: string
  readonly pulled: string
  readonly takenOver: string
  /** The keys of the viewer. */
  readonly keys: Readonly<Record<Touched, string>>
}

/** What a tour does with keys. */
export const TOUCHED = [
  'toggle',
  'previous transition',
  'next transition',
  'next machine',
  'command',
  'fault',
  'pane',
  'why',
  'branches',
  'undo',
  'redo',
  'save',
  'help',
] as const
export type Touched = (typeof TOUCHED)[number]

/** The name of a part. */
export type StepName = keyof typeof STEPS

interface Said {
  readonly title: string
  readonly caption: (topics: Topics) => string
}

/** The parts of the tour, in their order. */
const STEPS = {
  start: {
    title: 'Two machines, one address',
    caption: ({ master, backup, shared }) =>
      `${master} and ${backup} share ${shared}: whoever is MASTER answers for it, the other one waits as BACKUP. ` +
      'This is the first moment, and nobody is MASTER yet.',
  },
  play: {
    title: 'Time plays',
    caption: ({ master, keys }) =>
      `${keys.toggle} plays, and pauses. ${master} heard no MASTER until its master-down timer ran out, so it became ` +
      'MASTER itself. What moves along the cables are frames: its advertisements, and the pings of clients.',
  },
  back: {
    title: 'And back',
    caption: ({ master, elected, keys }) =>
      `${keys['previous transition']} goes back to the last change, ${keys['next transition']} to the next one: here ` +
      `${master} becomes MASTER, at ${elected}. Time goes both ways, and each moment is always the same.`,
  },
  go: {
    title: 'To any time',
    caption: ({ pulled, master, keys }) =>
      `${keys.command} takes a line, such as goto ${pulled}: there we are. ${master} is MASTER and advertises ` +
      'itself again and again. The line through the time bar is this moment; to its right is what will happen.',
  },
  menu: {
    title: 'Break something',
    caption: ({ master, keys }) =>
      `${keys.fault} shows all that can be done to ${master} at this moment. Each line has a key of its own. ` +
      'Let us pull the cable.',
  },
  pull: {
    title: 'The cable is out',
    caption: () =>
      'This is branch 2: up to this moment it is the old one, record by record, and from here on it goes its own way. ' +
      'The old one is kept. The cross in the cable is where it was pulled.',
  },
  silence: {
    title: 'Silence',
    caption: ({ backup }) =>
      `${backup} hears nothing more. Each advertisement used to set its master-down timer back; now none comes, ` +
      'and the bar beside it runs out. Nobody knows yet that anything is wrong.',
  },
  takeover: {
    title: 'The take-over',
    caption: ({ backup, takenOver, keys }) =>
      `${keys['next transition']} goes on to the next change: the timer has run out at ${takenOver}, and ${backup} ` +
      'is MASTER. It answers for the address from now on.',
  },
  why: {
    title: 'Why?',
    caption: ({ backup, keys }) =>
      `${keys.why} asks why ${backup} is what it is. Read it from the top: the rule and its numbers, then what led ` +
      'to it, down to the cable that you pulled. Nothing here is guessed: each line is a record of the run.',
  },
  undo: {
    title: 'Nothing is lost',
    caption: ({ keys }) =>
      `${keys.undo} goes back to branch 1, to the moment where you left it; ${keys.redo} would go forth again. You need ` +
      'not be careful here: whatever you do makes a branch, and every branch stays.',
  },
  compare: {
    title: 'Compare',
    caption: ({ keys }) =>
      `${keys.branches} shows the branches, and c compares with the chosen one. Both courses stand below each ` +
      'other, with the first difference between them.',
  },
  end: {
    title: 'Your turn',
    caption: ({ keys }) =>
      `${keys.save} would save this branch as a scenario file, which carpsim run plays. This is the end of the ` +
      `tour: q leaves it, and you go on from here. ${keys.help} shows all keys.`,
  },
} as const satisfies Readonly<Record<string, Said>>

/** All that the tour says. */
export const TOUR_TEXTS = {
  steps: STEPS,
  step: (place: number, all: number, title: string) => `tour ${place} of ${all}: ${title}`,
  pressed: (keys: string) => `pressed: ${keys}`,
  held: 'held',
  keysIn: { on: 'go on', back: 'back', hold: 'hold', goOn: 'let it go on', leave: 'leave the tour, and go on by hand' },
  noTakeOver:
    'the tour pulls the cable of a machine with one virtual host, and shows which other one takes over: there is no ' +
    'such machine here',
  unbound: (does: string) => `the tour needs a key for what your keys leave without one: ${does}`,
} as const
