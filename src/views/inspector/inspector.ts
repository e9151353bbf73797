import { formatSeconds, type Micros } from '../../time.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { shown } from '../fit.ts'
import type { Line } from '../lanes/paint.ts'
import { registerOf } from '../register.ts'
import { STATES } from '../scene/glyphs.ts'
import { scene } from '../scene/scene.ts'
import type { Card, Machine, VhostScene } from '../scene/shapes.ts'
import { cardWords, pingWords, skewWords } from '../scene/words.ts'
import { logLine } from '../story/details.ts'
import { sceneOf } from '../why/scene.ts'
import { exactly } from '../words.ts'
import { burdensOf, burdenWords, sinceBoot } from './ledger.ts'
import { field, folded, heading, part } from './lines.ts'
import { recordLines } from './record.ts'

export { whyNotPane, whyPane, whyRecordPane } from './why.ts'

const LOGS = 6

interface InspectOptions {
  readonly ascii: boolean
  /** No line is longer; absent: they are as long as they are. */
  readonly columns?: number
  /** Of what happens later nothing is told. */
  readonly seen?: Micros
}

/**
 * What a machine is at a time, in full.
 *
 * @param selected - `skunk1`, `skunk1.em0`, or `#123`: the record of that id, a frame with all its fields and its fate
 */
export function inspect(trace: Trace, t: Micros, selected: string, options: InspectOptions = { ascii: false }): Line[] {
  const lines = selected.startsWith('#')
    ? recordLines(trace, t, Number(selected.slice(1)), options.seen)
    : ofMachine(trace, t, selected)
  const said = lines.map((line) => line.map((piece) => ({ ...piece, text: shown(piece.text, options.ascii) })))
  return options.columns === undefined ? said : said.flatMap((line) => folded(line, options.columns!))
}

function ofMachine(trace: Trace, t: Micros, selected: string): Line[] {
  const machine = scene(trace, t).machines.find(({ name }) => selected === name || selected.startsWith(`${name}.`))
  if (machine === undefined) return [heading(`there is no machine ${selected}`)]
  const card = selected === machine.name ? undefined : selected.slice(machine.name.length + 1)
  const before = sceneOf(trace).causes.endOf(t)
  const isHere = (on: string) => card === undefined || card === on
  const vhosts = machine.vhosts.filter((vhost) => isHere(vhost.interface))
  return [
    heading(`${machine.name}${card === undefined ? '' : `.${card}`}  ${machine.systemTitle}`),
    ...about(trace, machine, before),
    ...part('cards', machine.cards.filter(({ name }) => isHere(name)).map(cardLine)),
    ...vhosts.flatMap((vhost) => vhostLines(trace, machine.name, vhost, before)),
    ...part('demotion', demotionLines(trace, machine, before)),
    ...part(
      'pings',
      machine.pings.map((ping) => field(ping.address, pingWords(ping))),
    ),
    ...part('changed since boot', settingLines(trace, machine.name, before)),
    ...part('ARP and neighbours', tableLines(trace, machine.name, before, isHere)),
    ...part('log', logLines(trace, machine.name, before)),
  ]
}

function about(trace: Trace, { name, power, preempt, isClient }: Machine, before: number): Line[] {
  const [last] = registerOf(trace).ofHost('power', name, before)
  const since = last === undefined ? '' : ` since ${formatSeconds(last.t)}`
  const words = { on: `on${since}`, off: `off${since}`, paused: `stands still${since}` }[power]
  return [
    field('power', words, power === 'on' ? undefined : 'trouble'),
    ...(isClient ? [] : [field('preempt', preempt ? 'on' : 'off')]),
  ]
}

function cardLine(card: Card): Line {
  const troubles = cardWords(card)
  const words = troubles.length === 0 ? 'carrier, up' : troubles.join(', ')
  return field(card.name, `${card.address} on ${card.network}: ${words}`, troubles.length === 0 ? undefined : 'alarm')
}

function vhostLines(trace: Trace, host: string, vhost: VhostScene, before: number): Line[] {
  const { state, since, group, addresses, holds, timers } = vhost
  const sent = registerOf(trace).advert({ host, ...vhost }, before)
  return [
    heading(`${group} on ${vhost.interface}`),
    field('state', `${state === 'paused' ? 'stands still' : state} since ${formatSeconds(since)}`, STATES[state]),
    field('interval', skewWords({ ...vhost, advbase: vhost.advbase })),
    field('addresses', `${addresses.join(' ')}${holds.length > 0 ? ' (held)' : ''}`),
    ...timers.map(({ name, left, deadline }) => field(name, `${exactly(left)} left, at ${formatSeconds(deadline)}`)),
    ...(sent === undefined ? [] : [field('last sent', `${formatSeconds(sent.t)}, #${sent.id}`)]),
  ]
}

function demotionLines(trace: Trace, { name, demotion }: Machine, before: number): Line[] {
  const burdens = burdensOf(trace, name, before)
  if (burdens.length === 0 && demotion === 0) return []
  return [
    field('in all', `${demotion}`, demotion === 0 ? undefined : 'trouble'),
    ...burdens.map((burden) => field('', burdenWords(burden))),
  ]
}

/** Of each setting what it is now. */
function settingLines(trace: Trace, host: string, before: number): Line[] {
  const settings = new Map<string, RecordOf<'setting'>>()
  for (const record of sinceBoot(trace, 'setting', host, before)) settings.set(`${record.of} ${record.name}`, record)
  return [...settings.values()].map(({ of, name, value, t }) =>
    field(of, `${name} ${value}, since ${formatSeconds(t)}`),
  )
}

function tableLines(trace: Trace, host: string, before: number, isHere: (on: string) => boolean): Line[] {
  const table = new Map<string, RecordOf<'neighbour'>>()
  for (const record of sinceBoot(trace, 'neighbour', host, before)) {
    if (record.mac === null) table.delete(record.address)
    else if (isHere(record.interface)) table.set(record.address, record)
  }
  return [...table.values()].map(({ address, mac, t }) => field(address, `${mac}, since ${formatSeconds(t)}`))
}

/** The last lines, the latest one below. */
function logLines(trace: Trace, host: string, before: number): Line[] {
  const lines: Line[] = []
  for (const record of registerOf(trace).ofHost('log', host, before)) {
    lines.push(field(formatSeconds(record.t), logLine(record).replace(/^log: /, '')))
    if (lines.length === LOGS) break
  }
  return lines.reverse()
}
