import { formatSeconds, type Micros } from '../../time.ts'
import type { Loss, Numbers, RecordOf, Refusal, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { Causes } from '../causes.ts'
import { detailOf, ofGroup, refusal } from '../story/details.ts'
import { causeOf, compared } from '../story/reasons.ts'
import { FAMILIES, familyOf, formulaOf, since, waitsFor } from '../story/waiting.ts'
import { count, exactly } from '../words.ts'
import type { Explanation } from './explain.ts'
import { LOSSES } from './losses.ts'
import { networkOf } from './scene.ts'
import type { Step, StepOf } from './step.ts'
import type { Traffic } from './traffic.ts'

/** A step of a chain in words. */
export interface Sentence {
  readonly id: number
  readonly t: Micros
  /** What happened, in one plain sentence. */
  readonly text: string
  /** How that comes about in numbers. */
  readonly notes: readonly string[]
  /** The rule that applied, and on which system. */
  readonly rule?: string
  readonly system?: string
  /** The intervals that the rule compared. */
  readonly numbers?: Numbers
  /** Other records that the sentence names. */
  readonly names?: readonly number[]
  /** The line of the scenario, of a fault; and the file, where it is another than the scenario's own. */
  readonly line?: number
  readonly file?: string
}

/** An explanation in words. */
export interface Told {
  /** `skunk2 has been MASTER of lan/1 since 12.351659` */
  readonly headline: string
  readonly sentences: readonly Sentence[]
}

/**
 * Says an explanation.
 *
 * @param seen - of what happens later nothing is told
 */
export function tellWhy(trace: Trace, explanation: Explanation, seen: Micros = trace.until): Told {
  return { headline: new Teller(trace).headline(explanation), sentences: tellSteps(trace, explanation.steps, seen) }
}

/** @param seen - of what happens later nothing is told */
export function tellSteps(trace: Trace, steps: readonly Step[], seen: Micros = trace.until): Sentence[] {
  const teller = new Teller(trace, seen)
  return steps.map((step) => teller.say(step))
}

type Said = Pick<Sentence, 'text'> & Partial<Sentence>
type Sayings = { readonly [W in Step['what']]: (step: StepOf<W>) => Said }

class Teller {
  readonly #trace: Trace
  readonly #seen: Micros
  readonly #causes: Causes
  readonly #sayings: Sayings = {
    expired: (step) => this.#expired(step),
    compared: (step) => this.#compared(step),
    changed: (step) => this.#changed(step),
    earlier: ({ id, change: { host, from, to } }) => ({
      text: `${host}: ${from} → ${to}, and so on; --record ${id} goes on from here`,
    }),
    missed: (step) => this.#missed(step),
    due: ({ from }) => ({ text: `${from}'s next advertisement was due, and was never sent` }),
    slow: ({ from, since }) => ({ text: `${from}'s next advertisement is not due before ${formatSeconds(since)}` }),
    record: ({ record }) => this.#record(record),
  }

  constructor(trace: Trace, seen: Micros = trace.until) {
    this.#trace = trace
    this.#seen = seen
    this.#causes = new Causes(trace.records)
  }

  headline({ subject, state, since = 0, pausedSince, record, traffic }: Explanation): string {
    if (traffic !== undefined) return trafficHeadline(traffic)
    if (record !== undefined) return this.say({ what: 'record', id: record.id, t: record.t, record }).text
    const { host, group } = subject!
    const still = pausedSince === undefined ? '' : `, and stands still since ${formatSeconds(pausedSince)}`
    if (state === 'off') return `${host} has not run ${group} since ${formatSeconds(since)}`
    return `${host} has been ${state} of ${group} since ${formatSeconds(since)}${still}`
  }

  say(step: Step): Sentence {
    const say = this.#sayings[step.what] as (step: Step) => Said
    return { id: step.id, t: step.t, notes: [], ...say(step) }
  }

  #expired({ change, armed, heard, masters, strangers, late }: StepOf<'expired'>): Said {
    const family = armed && familyOf(this.#trace, armed)
    const text = `${change.host}'s ${family === undefined ? '' : `${family} `}master-down timer ran out`
    if (armed === undefined) return { text, ...this.#ruleOf(change) }
    const formula = formulaOf(this.#trace, armed)
    const time = exactly(armed.deadline - armed.t)
    const length = formula === undefined || formula === time ? time : `${formula} = ${time}`
    const start = since(this.#causes.origin(armed)).trim() || 'after it woke'
    const last = heard && waitsFor(armed, heard) ? 'last heard' : 'heard'
    const on = heard && family !== undefined ? ` on ${FAMILIES[heard.family]}` : ''
    const after = heard === undefined ? start : `after it ${last} ${heard.host}${on}, advskew ${heard.advskew}`
    const notes = [
      `${length} ${after}, at ${formatSeconds(armed.t)} (#${armed.id})`,
      ...(late > 0 ? [`noticed ${exactly(late)} late`] : []),
      ...(masters.length === 0 ? [`nobody was MASTER of ${this.#groupOf(change)} in that time`] : []),
      ...(strangers.length > 0
        ? [`it refused what it heard of vhid ${strangers.join(', ')}: it runs no such vhid`]
        : []),
    ]
    return { text, notes, names: [armed.id], ...this.#ruleOf(change) }
  }

  /** A fault or a command that did it follows as a step of its own. */
  #changed({ change }: StepOf<'changed'>): Said {
    const { host, from, to } = change
    const kind = this.#causes.origin(change)?.kind
    const isMachines = kind === 'link' || kind === 'interface'
    const why = isMachines ? `: ${causeOf({ causes: this.#causes, change })}` : ''
    return { text: `${host}: ${from} → ${to}${why}`, ...this.#ruleOf(change) }
  }

  #compared({ change, heard, demotion }: StepOf<'compared'>): Said {
    const { host, from, to } = change
    const of = heard === undefined ? 'an advertisement' : `${heard.host}'s advertisement`
    const text = `${host}: ${from} → ${to} on hearing ${of}`
    const numbers = compared({ trace: this.#trace, causes: this.#causes, change, demotion })
    const names = heard === undefined ? {} : { names: [heard.id] }
    const named = heard === undefined ? '' : ` (#${heard.id})`
    return {
      text,
      notes: [`${numbers}${named}`],
      ...names,
      ...(change.numbers && { numbers: change.numbers }),
      ...this.#ruleOf(change),
    }
  }

  #missed(step: StepOf<'missed'>): Said {
    const { fate, from, to, why, last } = step
    const many = step.count > 1
    const advertisement = step.family === 'inet6' ? 'IPv6 advertisement' : 'advertisement'
    const what = `${from}'s ${many ? count(step.count, advertisement) : advertisement}`
    const times = many ? ` up to ${formatSeconds(last)}` : ''
    const arrives =
      step.arrives === undefined || step.arrives > this.#seen ? '' : `, to come at ${formatSeconds(step.arrives)}`
    const [was, were] = many ? ['were', 'them'] : ['was', 'it']
    switch (fate) {
      case 'lost':
        return { text: `${what}${times} did not reach ${to}: ${this.#loss(step)}` }
      case 'refused':
        return { text: `${to} refused ${what}${times}: ${refusal(why as Refusal, step.family)} (${why})` }
      case 'late':
        return { text: `${what} ${was} still on ${many ? 'their' : 'its'} way to ${to}${arrives}` }
      case 'unread':
        return { text: `${what}${times} ${was} at ${to}, which had not read ${were}${why === '' ? PCAP : ''}` }
      case 'unsent':
        return { text: `${from} could not send ${many ? `${step.count} times${times}` : 'its advertisement'}: ${why}` }
    }
  }

  #loss({ to, why, id }: StepOf<'missed'>): string {
    const record = this.#causes.get(id)
    if (record?.kind !== 'lost' || why !== 'loss' || record.because !== undefined) return LOSSES[why as Loss](to)
    const network = networkOf(this.#trace, record)
    const share = this.#trace.networks.find(({ name }) => name === network)?.loss
    return `lost on ${network} (drawn${share === undefined ? '' : `, loss ${Math.round(share * 1_000) / 10}%`})`
  }

  #record(record: TraceRecord): Said {
    switch (record.kind) {
      case 'fault':
        return { text: record.text, ...placeOf(record) }
      case 'inert':
        return { text: `${record.text}: ${record.reason}`, ...placeOf(record) }
      case 'transition':
        return { text: `${record.host}: ${record.from} → ${record.to}`, ...this.#ruleOf(record) }
      case 'demotion': {
        const { host, total, delta, reason, group } = record
        return { text: `${host}: demotion ${total}${ofGroup(group)}, was ${total - delta}: ${reason}` }
      }
      case 'power':
        return { text: `${record.host} ${this.#goesOn(record) ? 'goes on' : POWER[record.power]}` }
      case 'command':
        return { text: `${record.host}# ${record.command}` }
      case 'link':
        return { text: `${record.host} ${record.interface}: ${record.carrier ? 'carrier' : 'no carrier'}` }
      case 'interface':
        return { text: `${record.host} ${record.interface}: ${record.up ? 'up' : 'down'}` }
      case 'unclaimed': {
        const { host, what, why } = detailOf(record, this.#causes)!
        return { text: `${host} ${what}: ${why}` }
      }
      case 'process':
        return { text: `${record.host}: ${record.name} ${record.exit === null ? 'begins' : 'ends'}` }
      case 'script':
        return { text: `${record.host} runs ${record.command}` }
      case 'setting':
        return { text: `${record.host} ${record.of}: ${record.name} is ${record.value} now` }
      default: {
        const detail = detailOf(record, this.#causes)
        return { text: detail === undefined ? record.kind : `${detail.host} ${detail.what} ${detail.why}` }
      }
    }
  }

  /** It has power again that it had not lost. */
  #goesOn(record: RecordOf<'power'>): boolean {
    return record.power === 'on' && this.#causes.ofKind(record, 'fault')?.verb === 'resume'
  }

  #ruleOf({ rule, host }: RecordOf<'transition'>): { rule: string; system?: string } {
    const system = this.#trace.hosts.find(({ name }) => name === host)?.system
    return system === undefined ? { rule } : { rule, system }
  }

  #groupOf(record: RecordOf<'transition'>): string {
    return `${networkOf(this.#trace, record)}/${record.vhid}`
  }
}

/** `laptop has had no answer from 192.168.5.9:80 since 15.000000` */
function trafficHeadline({ host, address, by, since }: Traffic): string {
  const answers = by.length === 0 ? 'no answer' : 'answers'
  const who = by.length === 0 ? '' : ` by ${by.join(' and ')}`
  return `${host} has had ${answers} from ${address}${who} since ${formatSeconds(since)}`
}

/** ucarp on Linux. */
const PCAP = ': libpcap hands frames over once a second'
const POWER = { on: 'boots', off: 'is off', paused: 'stands still' } as const

function placeOf({ line, file }: { readonly line?: number; readonly file?: string }): Partial<Sentence> {
  return { ...(line !== undefined && { line }), ...(file !== undefined && { file }) }
}
