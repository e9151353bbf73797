import { count } from '../../views/words.ts'
import { CONFIG_TEXTS } from './config.ts'
import { PREDICT_TEXTS } from './predict.ts'
import { SESSION_TEXTS } from './session.ts'
import { TELLING_TEXTS } from './telling.ts'
import { TOUR_TEXTS } from './tour.ts'

/** What a key does. */
export type Does = keyof typeof KEY_TEXTS

/** In the bottom line, and in the help. */
const KEY_TEXTS = {
  toggle: { brief: 'play', says: 'play, or pause' },
  'next event': { brief: 'event', says: 'to the next event' },
  'previous event': { brief: 'event', says: 'to the event before' },
  'next transition': { brief: 'change', says: 'to the next time a machine changes its state' },
  'previous transition': { brief: 'change', says: 'to the last time a machine changed its state' },
  slower: { brief: 'slower', says: 'play half as fast' },
  faster: { brief: 'faster', says: 'play twice as fast' },
  start: { brief: 'start', says: 'to the start' },
  end: { brief: 'end', says: 'to the end' },
  mark: { brief: 'mark', says: 'and a letter: remember this time' },
  'to mark': { brief: 'to mark', says: 'and a letter: go to the time that it remembers' },
  'zoom in': { brief: 'zoom', says: 'show less time, larger' },
  'zoom out': { brief: 'zoom', says: 'show more time' },
  fit: { brief: 'all', says: 'show all of the time' },
  scale: { brief: 'scale', says: 'time even, or one step an event, however short' },
  fault: {
    brief: 'fault',
    says: 'pull, crash, pause, demote …: what can be done to the machine or cable that is selected',
  },
  console: {
    brief: 'console',
    says: 'type commands on the machine that is selected: ifconfig carp0; tab completes',
  },
  'next machine': { brief: 'machine', says: 'select the next machine' },
  'previous machine': { brief: 'machine', says: 'select the machine before' },
  'next cable': { brief: 'cable', says: 'select the next cable, for what can be done to it' },
  'previous cable': { brief: 'cable', says: 'select the cable before' },
  up: { brief: 'up', says: 'up: machines, events, lines' },
  down: { brief: 'down', says: 'down: machines, events, lines' },
  'page up': { brief: 'up', says: 'half a page up' },
  'page down': { brief: 'down', says: 'half a page down' },
  why: { brief: 'why', says: 'why is the machine what it is? of an event: why did it happen?' },
  details: {
    brief: 'details',
    says: 'an event in full; in the network the next frame on its way',
  },
  inspector: { brief: 'inspect', says: 'the machine in full: timers, interfaces, demotion, log' },
  branches: { brief: 'branches', says: 'the tree of branches: go to one, or compare with one' },
  compare: { brief: 'compare', says: 'compare with the branch that this one left, or no more' },
  undo: { brief: 'undo', says: 'back to the branch before' },
  redo: { brief: 'redo', says: 'and forth again' },
  save: { brief: 'save', says: 'save this branch as a scenario file' },
  command: {
    brief: 'command',
    says: 'type a command: goto 12.4s, pull skunk1.em0, cut skunk1 -> skunk2; tab completes',
  },
  filter: { brief: 'filter', says: 'list only the events that a sentence is about: skunk1 becomes MASTER' },
  verbose: { brief: 'verbose', says: 'list routine advertisements and timers, too' },
  pane: { brief: 'pane', says: 'go to a pane: network, time, events, why, inspector' },
  'next pane': { brief: 'pane', says: 'go to the next pane' },
  'previous pane': { brief: 'pane', says: 'go to the pane before' },
  predict: {
    brief: 'predict',
    says: 'before something is done be asked who will be MASTER, and when; or no more',
  },
  help: { brief: 'keys', says: 'this help' },
  leave: { brief: 'leave', says: 'leave a menu, an event, a comparison, or a filter' },
  suspend: { brief: 'stop', says: 'stop, and go back to the shell; fg continues' },
  quit: { brief: 'quit', says: 'quit' },
} as const

/** All that the player says, in English. */
const ENGLISH = {
  /** What keys do. */
  keys: KEY_TEXTS,
  session: SESSION_TEXTS,
  predict: PREDICT_TEXTS,
  config: CONFIG_TEXTS,
  telling: TELLING_TEXTS,
  tour: TOUR_TEXTS,
  /** What keys do in what stands over the panes, and in the library. */
  keysIn: {
    choose: 'choose',
    act: 'do it',
    leave: 'leave',
    go: 'go there',
    compare: 'compare',
    complete: 'complete',
    history: 'earlier ones',
    scroll: 'scroll',
    search: 'type to search',
    open: 'open',
    find: 'search',
    quit: 'quit',
    interrupts: 'it goes on until you press a key',
  },
  panes: { network: 'network', time: 'time', events: 'events', why: 'why', inspector: 'inspector' },
  app: 'carpsim',
  library: 'The library',
  libraryHint: 'enter opens a scenario; there you pull cables and see who takes over',
  scenarios: (found: number) => count(found, 'scenario'),
  branches: 'branches',
  /** In the help, below the keys. */
  mouse: { keys: 'mouse', says: 'selects, goes there, chooses, scrolls; with shift the terminal selects text' },
  help: 'keys',
  menu: (machine: string) => `what to do to ${machine}`,
  console: {
    title: (machine: string) => `console of ${machine}`,
    hint: 'type what you would type on the machine: ifconfig, sysctl net.inet.carp, netstat -s -p carp',
    runs: '(it still runs)',
  },
  compared: (name: string) => `compared with ${name}`,
  alone: 'there is one branch only: do something, and compare then',
  parting: { time: 'at another time', course: 'another course' },
  branch: (place: number, all: number, name: string) => `branch ${place} of ${all} (${name})`,
  original: 'as the file says',
  acted: (act: string, at: string) => `${act} at ${at}`,
  same: (branch: string) => `the same as ${branch}`,
  parts: (at: string, branch: string) => `first difference at ${at}; below: ${branch}`,
  time: (now: string, until: string) => `${now} of ${until}`,
  playing: '▶',
  paused: 'paused',
  markWhich: 'mark: press a letter',
  toMarkWhich: 'to which mark? press its letter',
  saveAs: 'save as: ',
  taken: (file: string) => `${file} is there already: s replaces it, any other key does not`,
  saved: (file: string) => `saved: carpsim run ${file}`,
  notSaved: 'not saved',
  noMachine: 'there is no machine to do anything to',
  asking: 'a long run: the machines are asked what can be done',
  noMatch: 'no scenario matches',
  matches: (search: string) => `search: ${search}`,
  broken: (name: string) => `${name} cannot be opened`,
  reading: (share: number) => `a long run is read: ${Math.floor(100 * share)} %`,
  small: (quit: string) => `This window is too small: 40 columns and 12 rows are needed. ${quit} quits.`,
  filtered: (filter: string) => `only: ${filter}`,
  /** One after the other; a hint that names a key that nothing has is left out. */
  hints: (machine: string): readonly ((key: (does: Does) => string) => string)[] => [
    (key) => `${key('toggle')} plays, ${key('previous event')} and ${key('next event')} step from event to event`,
    (key) => `${key('fault')} shows what can be done to ${machine}: pull its cable, crash it, pause it`,
    (key) => `what you do makes a branch: nothing is lost, ${key('undo')} goes back`,
    (key) => `${key('why')} asks why, ${key('predict')} has you predict who takes over, ${key('help')} shows all keys`,
  ],
} as const

/** The same texts in any language; a function takes what a text is about. */
type Wording<T> = T extends string
  ? string
  : T extends (...about: infer A) => infer R
    ? (...about: A) => Wording<R>
    : { readonly [K in keyof T]: Wording<T[K]> }

/** Another language is another one of these. */
export type Catalogue = Wording<typeof ENGLISH>

/** The texts of the player: nothing that it says stands elsewhere. */
export const TEXTS: Catalogue = ENGLISH
