import { formatTime, type Micros } from '../../time.ts'
import { canBeUndone } from '../play/verbs.ts'
import type { EventSpec, Trigger, Verb } from '../scenario.ts'
import { timing, triggering } from '../schema/lists.ts'
import { readTruth } from '../sentences/read.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { suggestion } from '../text/suggest.ts'
import type { ReadEvent } from './define.ts'
import type { Reader } from './reader.ts'
import type { Names } from './targets.ts'
import { VERBS } from './verbs.ts'

/** Its delay is that of frames. */
const OWN_DELAY: Verb = 'impair'
const AN_EVENT = 'an event is a time and a verb: { at: 10s, unplug: fw1.em0 }'

/**
 * @param until - the end of the scenario, where it is known
 * @returns those events that were read without complaint, in file order
 */
export function readEvents(reader: Reader, names: Names, until: Micros | undefined): EventSpec[] {
  return reader
    .items(['events'], `events is a list, each line of it a dash and an event; ${AN_EVENT}`)
    .flatMap((path) => readEvent(reader, path, names, until) ?? [])
}

function readEvent(reader: Reader, path: Path, names: Names, until: Micros | undefined): EventSpec | undefined {
  const verb = readVerb(reader, path)
  if (verb === undefined) return undefined
  const { timing, action } = VERBS[verb].read(reader, path, names)
  const times =
    timing &&
    (isTriggered(timing) ? readTrigger(reader, path, verb, timing, names) : readTimes(reader, path, verb, timing))
  if (timing === undefined || times === undefined) return undefined
  if ('at' in times) checkUntil(reader, path, times, until)
  if (action === undefined) return undefined
  if (timing.for !== undefined && !canBeUndone(action)) {
    reader.complain([...path, 'for'], `${verb} is not undone by itself; write a second event instead of for`, 'key')
  }
  return {
    ...times,
    ...(timing.for === undefined ? {} : { for: timing.for }),
    evenIfInert: timing['even-if-inert'],
    ...reader.lineOf(path),
    action,
  }
}

/** The one key of an event that is a verb. */
function readVerb(reader: Reader, path: Path): Verb | undefined {
  if (reader.at(path)?.kind !== 'map') {
    reader.complain(path, AN_EVENT)
    return undefined
  }
  const keys = reader.keys(path)
  const [verb, second] = keys.filter((key): key is Verb => Object.hasOwn(VERBS, key))
  if (second !== undefined) {
    reader.complain([...path, second], `an event has one verb, and ${verb} is one; make two events of it`, 'key')
    return undefined
  }
  if (verb === undefined) complainOfNoVerb(reader, path, keys)
  return verb
}

function complainOfNoVerb(reader: Reader, path: Path, keys: readonly string[]): void {
  const strange = keys.find((key) => !Object.hasOwn({ ...timing, ...triggering }, key))
  if (strange === undefined) reader.complain(path, `what happens? ${AN_EVENT}`)
  else {
    const message = `${shown(strange)} is no verb${suggestion(strange, Object.keys(VERBS), 'verbs')}`
    reader.complain([...path, strange], message, 'key')
  }
}

interface Times {
  readonly at: NonNullable<EventSpec['at']>
  readonly every?: NonNullable<EventSpec['every']>
}

type Timing = NonNullable<ReadEvent['timing']>

/** Of these times says how many sends fail. */
const COUNTING: readonly Verb[] = ['send-error', 'lose-garp']

/** When it happens first, and again. */
function readTimes(reader: Reader, path: Path, verb: Verb, said: Timing): Times | undefined {
  const { at = said.every, every, times } = said
  if (at === undefined) {
    reader.complain(path, 'when? write at: 10s, every: 5s with times: 10, or when: fw1 becomes BACKUP')
    return undefined
  }
  if (said.delay !== undefined && verb !== OWN_DELAY) {
    reader.complain([...path, 'delay'], 'delay goes with when or whenever; write a later at instead', 'key')
  }
  if (COUNTING.includes(verb)) {
    if (every === undefined) return { at }
    reader.complain([...path, 'every'], `${verb} takes no every; its times is how many sends fail`, 'key')
  } else if (every === undefined && times !== undefined) {
    reader.complain([...path, 'times'], 'times goes with every: 5s', 'key')
  } else if (every !== undefined && times === undefined) {
    reader.complain([...path, 'every'], 'every goes with times: how often in all, such as times: 10', 'key')
  }
  return every === undefined || times === undefined ? { at } : { at, every: { period: every, times } }
}

function isTriggered({ when, whenever }: Timing): boolean {
  return when !== undefined || whenever !== undefined
}

/** The sentence that makes it happen. */
function readTrigger(
  reader: Reader,
  path: Path,
  verb: Verb,
  said: Timing,
  { sentences }: Names,
): { when: Trigger } | undefined {
  const word = said.when === undefined ? 'whenever' : 'when'
  const others = (['whenever', 'at', 'every', 'times'] as const).filter(
    (key) => key !== word && said[key] !== undefined,
  )
  for (const other of others) {
    if (other === 'times' && COUNTING.includes(verb)) continue
    const both = `${word} says when it happens, and so does ${other}; ${REMEDIES[other]}`
    reader.complain([...path, other], both, 'key')
  }
  const { sentence, flaw } = readTruth(said[word] ?? '', sentences)
  if (flaw !== undefined) reader.complainWithin([...path, word], flaw)
  return sentence && { when: { sentence, once: word === 'when', delay: verb === OWN_DELAY ? 0 : (said.delay ?? 0) } }
}

const REMEDIES = {
  whenever: 'write when for once, whenever for each time',
  at: 'leave one of them out, or make two events of it',
  every: 'leave every out: whenever is each time',
  times: 'leave times out: when is once, whenever each time',
} as const

/** All of it must be able to happen. */
function checkUntil(reader: Reader, path: Path, { at, every }: Times, until: Micros | undefined): void {
  if (until === undefined) return
  const last = typeof at === 'number' ? at : at.to - 1
  const key = [...path, reader.at([...path, 'at']) === undefined ? 'every' : 'at']
  if (last > until) {
    reader.complain(key, `this is after the end, until: ${formatTime(until)}; write an earlier time or a later until`)
  } else if (every && last + every.period * (every.times - 1) > until) {
    const fit = Math.floor((until - last) / every.period) + 1
    reader.complain(
      [...path, 'times'],
      `until: ${formatTime(until)} leaves time for ${fit}; write fewer, or a later until`,
    )
  }
}
