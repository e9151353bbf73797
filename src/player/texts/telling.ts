import { count } from '../../views/words.ts'

/** What is told to those who do not look at a screen. */
export const TELLING_TEXTS = {
  opened: (title: string, until: string) => `${title}. It lasts ${until}.`,
  keys: (help: string) => `${help} lists all keys.`,
  at: (now: string, until: string) => `At ${now} of ${until}.`,
  back: (now: string) => `Back to ${now}.`,
  passed: (events: number) => `${count(events, 'event')} since then, these the last:`,
  master: (group: string, machine: string) => `${group}: ${machine} is MASTER.`,
  nobody: (group: string) => `${group}: nobody is MASTER.`,
  several: (group: string, machines: string) => `${group}: ${machines} are MASTER, all of them.`,
  playing: (speed: string) => `Playing, ${speed}.`,
  paused: 'Paused.',
  selected: (machine: string) => `Selected ${machine}`,
  parted: (host: string, group: string, how: string, here: string, there: string) =>
    here === there
      ? `${group}, ${host}: ${how} from ${here} on.`
      : `${group}, ${host}: ${how}, ${here} and there ${there}.`,
  pane: (name: string) => `${name}:`,
  view: (from: string, to: string) => `The time from ${from} to ${to} is in view.`,
  branch: (place: number, all: number, name: string) => `Branch ${place} of ${all}: ${name}.`,
  left: 'Left.',
  choose: (items: number) => `${count(items, 'item')}, enter does one, escape leaves:`,
  item: (place: number, words: string) => `${place}. ${words}`,
  of: (place: number, all: number, words: string) => `${place} of ${all}. ${words}`,
  here: 'this one',
  compared: 'compared with',
  empty: 'Nothing.',
  to: 'to',
  now: 'Now:',
  library: (found: number) => `The library, ${count(found, 'scenario')}. Up and down choose, enter opens.`,
} as const
