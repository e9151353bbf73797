import type { Micros } from '../../time.ts'
import type { Kind, RecordOf, State, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { Causes } from '../causes.ts'
import { faultLetters } from '../faults.ts'
import { pingsOf } from '../lanes/pings.ts'
import { detailOf, loggedBy, ofGroup, outputLines } from './details.ts'
import { PingStory } from './ping-story.ts'
import { reasonOf } from './reasons.ts'
import { Repeats } from './repeats.ts'
import { isCalled, isNothingNew, isRoutine, isSaid } from './said.ts'
import { dataTellers } from './writing.ts'

/** One thing that happened, as a list tells it. */
export interface Entry {
  readonly id: number
  readonly t: Micros
  /** When all of it was known, where that is later: of what lasts, when it ended. */
  readonly known?: Micros
  /** What `why` is before that; absent: before that there is nothing to tell. */
  readonly early?: string | undefined
  /** The letter of a fault. */
  readonly letter?: string
  /** To whom it happened; absent where the scenario did it. */
  readonly host?: string
  /** `lan/1`, where it happened to a virtual host. */
  readonly group?: string
  /** In a word or two: `MASTER → INIT`; of a fault, all that there is to say. */
  readonly what: string
  readonly why?: string
  /** What the machine itself logged about it. */
  readonly logged?: readonly string[]
  /** What a command printed. */
  readonly printed?: readonly string[]
}

/**
 * What happened in a run, in order: faults, changes of state with their reasons, and what the machines wrote about
 * them. Refusals that repeat themselves are told once.
 *
 * @param verbose - frames, timers, log lines and device events, too
 */
export function* story(trace: Trace, verbose = false): Generator<Entry> {
  const teller = new Teller(trace, verbose)
  for (const record of trace.records) yield* teller.tell(record)
}

const NOTHING: readonly Entry[] = []
/** A script that takes no longer is over at once, for whoever looks on. */
const NOTICED: Micros = 1_000

type Told = Omit<Entry, 'id' | 't'>
/** What is told by itself, always. */
const AS_THEY_ARE = ['address', 'claim'] as const
type Tellers = { readonly [K in Kind]?: (record: RecordOf<K>) => readonly Told[] }

/** Tells one record after the other, for whoever does not want all at once. */
export class Teller {
  readonly #trace: Trace
  readonly #causes: Causes
  readonly #verbose: boolean
  readonly #letters: ReadonlyMap<number, string>
  readonly #repeats: Repeats
  readonly #pings: PingStory
  readonly #networks: ReadonlyMap<string, string>
  readonly #demotions = new Map<string, number>()
  /** TCP connections that were lost and are not open again. */
  readonly #broken = new Set<string>()
  /** The virtual hosts that run, by machine, interface and number. */
  readonly #running = new Map<string, { host: string; vhid: number; group: string; state: State }>()
  /** What is told of each kind; of the others nothing, unless all is told. */
  readonly #tellers: Tellers = {
    fault: (record) => this.#fault(record),
    inert: ({ text, reason }) => [{ what: `nothing happens: ${text}`, why: reason }],
    transition: (record) => this.#transition(record),
    demotion: (record) => this.#demotion(record),
    command: (record) => this.#command(record),
    output: (record) => this.#output(record),
    power: (record) => this.#power(record),
    boot: (record) => (record.lasts === undefined ? this.#detail(record) : []),
    process: (record) => this.#process(record),
    script: (record) => this.#script(record),
    ...dataTellers(this.#detail.bind(this), () => (this.#verbose ? null : this.#causes)),
    ...ofAll(AS_THEY_ARE, (record) => this.#detail(record)),
    drop: (record) => this.#once(record),
    unsent: (record) => this.#once(record),
    link: (record) => this.#unlessSaid(record),
    interface: (record) => this.#unlessSaid(record),
    setting: (record) => this.#unlessSaid(record),
    ping: (record) => this.#pings.ping(record),
    request: (record) => this.#pings.ping(record),
    connection: (record) => this.#connection(record),
    answer: (record) => this.#pings.answer(record),
    neighbour: (record) => this.#pings.neighbour(record),
    switch: (record) => this.#unlessSaid(record),
    port: (record) => this.#unlessSaid(record),
    mac: (record) => this.#move(record),
    member: (record) => (record.in ? [] : this.#detail(record)),
  }

  constructor(trace: Trace, verbose: boolean) {
    this.#trace = trace
    this.#verbose = verbose
    this.#causes = new Causes(trace.records)
    this.#letters = faultLetters(trace.records)
    this.#pings = new PingStory(pingsOf(trace), this.#causes)
    // Who wants to know all is told each single one.
    this.#repeats = new Repeats(verbose ? [] : trace.records)
    this.#networks = new Map(
      trace.hosts.flatMap(({ name, interfaces }) => interfaces.map((nic) => [`${name}.${nic.name}`, nic.network])),
    )
  }

  tell(record: TraceRecord): readonly Entry[] {
    const tell = this.#tellers[record.kind] as ((record: TraceRecord) => readonly Told[]) | undefined
    const told = tell?.(record) ?? []
    if (told.length === 0 && !this.#verbose) return NOTHING
    const details = told.length === 0 ? this.#detail(record) : told
    return details.map((part) => ({ id: record.id, t: record.t, ...part }))
  }

  /** A typed command is told with all that it printed at once. */
  #fault(record: RecordOf<'fault'>): Told[] {
    const printed = this.#causes.atOnce(record, 'command').flatMap((command) => this.#printed(command))
    return [{ letter: this.#letters.get(record.id)!, what: record.text, printed }]
  }

  #command(record: RecordOf<'command'>): Told[] {
    if (isSaid(record, this.#causes) || (!this.#verbose && isRoutine(record, this.#causes))) return []
    return [{ host: record.host, what: 'runs', why: record.command, printed: this.#printed(record) }]
  }

  /** Of a command that took time: what it printed in the end; of a script what its shell complains about. */
  #output(record: RecordOf<'output'>): Told[] {
    const printed = outputLines(record)
    const command = this.#causes.of(record)
    if (isSaid(record, this.#causes) || printed.length === 0) return []
    if (command?.kind !== 'command' && command?.kind !== 'script') return []
    if (!this.#verbose && command.kind === 'command' && isNothingNew(record, command, this.#causes)) return []
    return [{ host: record.host, what: 'printed', why: command.command, printed }]
  }

  #transition(record: RecordOf<'transition'>): Told[] {
    const { host, interface: on, vhid, from, to } = record
    const group = `${this.#networks.get(`${host}.${on}`) ?? on}/${vhid}`
    this.#running.set(`${host}.${on}/${vhid}`, { host, vhid, group, state: to })
    if (!this.#verbose && this.#isPassing(record)) return []
    const demotion = this.#demotions.get(host) ?? 0
    const why = reasonOf({ trace: this.#trace, causes: this.#causes, change: record, demotion })
    return [{ host, group, what: `${from} → ${to}`, why, logged: loggedBy(record, this.#causes) }]
  }

  /** While a machine boots, each of its addresses makes a virtual host start anew: only the last start is told. */
  #isPassing(record: RecordOf<'transition'>): boolean {
    const boot = this.#causes.origin(record)
    if (boot?.kind !== 'power') return false
    const { host, interface: on, vhid } = record
    for (const other of this.#causes.restOfInstant(record)) {
      const same = other.kind === 'transition' && other.host === host && other.interface === on && other.vhid === vhid
      if (same && this.#causes.origin(other) === boot) return true
    }
    return false
  }

  #demotion(record: RecordOf<'demotion'>): Told[] {
    const { host, delta, total, reason, group } = record
    if (group === undefined) this.#demotions.set(host, total)
    const why = `was ${total - delta}: ${reason}`
    return [{ host, what: `demotion ${total}${ofGroup(group)}`, why, logged: loggedBy(record, this.#causes) }]
  }

  /** A boot is told where no state comes of it. */
  #power(record: RecordOf<'power'>): Told[] {
    const { host, power } = record
    if (power === 'off') {
      this.#demotions.delete(host)
      this.#pings.powerOff(host)
      return this.#end(host, undefined, 'power is off')
    }
    const isClient = this.#trace.hosts.some(({ name, system }) => name === host && system === 'client')
    const quiet = power === 'paused' || record.cause !== null || (isClient && record.t === 0)
    return quiet || this.#causes.atOnce(record, 'transition').length > 0 ? [] : [{ host, what: 'boots' }]
  }

  #process({ host, name, vhid, exit }: RecordOf<'process'>): Told[] {
    if (exit === null) return []
    const how = exit < 0 ? `was killed by signal ${-exit}` : `ended with exit code ${exit}`
    return this.#end(host, vhid, `${name} ${how}`)
  }

  /** That one ended is told where that took time, or it failed. */
  #script(record: RecordOf<'script'>): Told[] {
    if (!record.exit && !this.#verbose && isCalled(record, this.#causes)) return []
    const lasted = record.t - (this.#causes.of(record)?.t ?? record.t)
    return record.exit === 0 && lasted < NOTICED ? [] : this.#detail(record)
  }

  /** All virtual hosts of a machine, or the one with that number, run no more. */
  #end(host: string, vhid: number | undefined, why: string): Told[] {
    const ended = [...this.#running].filter(([, other]) => other.host === host && other.vhid === (vhid ?? other.vhid))
    for (const [key] of ended) this.#running.delete(key)
    return ended.map(([, { group, state }]) => ({ host, group, what: `${state} → off`, why }))
  }

  /** That one breaks is told once, and then that another one is open. */
  #connection(record: RecordOf<'connection'>): Told[] {
    const key = `${record.host} ${record.address}`
    const isOpen = record.becomes === 'open'
    const wasBroken = this.#broken.has(key)
    if (isOpen) this.#broken.delete(key)
    else this.#broken.add(key)
    return wasBroken === isOpen ? this.#detail(record) : []
  }

  #once(record: RecordOf<'drop' | 'unsent' | 'mac'>): Told[] {
    const again = this.#repeats.first(record)
    if (again === undefined) return []
    const { words, known } = again
    return this.#detail(record).map(({ why, ...told }) => ({ ...told, known, why: `${why}${words}`, early: why }))
  }

  /** That a MAC went from one port to another; that a switch learned it, or forgot it, is told among all that happens. */
  #move(record: RecordOf<'mac'>): Told[] {
    return record.how === 'moved' ? this.#once(record) : []
  }

  #unlessSaid(record: TraceRecord): Told[] {
    return isSaid(record, this.#causes) ? [] : this.#detail(record)
  }

  #detail(record: TraceRecord): Told[] {
    const told = this.#isQuoted(record) ? undefined : detailOf(record, this.#causes)
    return told === undefined ? [] : [told]
  }

  /** What a machine wrote stands below that of which it tells. */
  #isQuoted(record: TraceRecord): boolean {
    if (record.kind === 'output') return isSaid(record, this.#causes)
    const cause = this.#causes.of(record)
    return record.kind === 'log' && (cause?.kind === 'transition' || cause?.kind === 'demotion')
  }

  #printed(command: RecordOf<'command'>): string[] {
    return this.#causes.atOnce(command, 'output').flatMap(outputLines)
  }
}

function ofAll(kinds: readonly Kind[], tell: (record: TraceRecord) => readonly Told[]): Tellers {
  return Object.fromEntries(kinds.map((kind) => [kind, tell]))
}
