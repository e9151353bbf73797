import { shorter } from '../../carp/interval.ts'
import { systemNamed } from '../../carp/systems/index.ts'
import type { Micros } from '../../time.ts'
import { skewMicros } from '../../trace/interval.ts'
import type { RecordOf } from '../../trace/record.ts'
import { registerOf } from '../register.ts'
import { interval } from '../words.ts'
import type { Scene, Subject } from './scene.ts'

/** What a virtual host compares with others. */
export interface Compared {
  readonly advbase: number
  readonly advskew: number
  /** Where advertisements say it. */
  readonly demotion?: number
}

/** What it would compare itself with, if it heard an advertisement now: as configured, as set since, as demoted. */
export function ownInterval(scene: Scene, subject: Subject, before: number): Compared {
  const { advbase, advskew } = configured(scene, subject, before)
  const system = systemNamed(subject.system)
  if (system?.runs !== 'kernel') return { advbase, advskew }
  const demotion = scene.demotion(subject.host, before)
  const said = system.demotionByte && { demotion: system.demotionByte.of(demotion) }
  return { advbase, advskew: system.skew({ advskew, demotion }), ...said }
}

/** What an advertisement says of that. */
export function saidIn({ advbase, advskew, packet: { demotion } }: RecordOf<'advert'>): Compared {
  return { advbase, advskew, demotion }
}

/** As configured, and as set since. */
export function configured(scene: Scene, { host, interface: on, vhid }: Subject, before: number): Compared {
  const machine = scene.trace.hosts.find(({ name }) => name === host)
  const vhost = machine?.vhosts.find((other) => other.interface === on && other.vhid === vhid)
  const set = (name: string) => scene.setting(host, name, before, `${on}/${vhid}`)?.value
  return {
    advbase: Number(set('advbase') ?? vhost?.advbase ?? 1),
    advskew: Number(set('advskew') ?? vhost?.advskew ?? 0),
  }
}

/** Whether it may preempt, its machine or, of ucarp, its process, and the setting that made it so. */
export function preempts(
  scene: Scene,
  { host, interface: on, vhid }: Pick<Subject, 'host'> & Partial<Subject>,
  before: number,
): { on: boolean; set?: RecordOf<'setting'> } {
  const set =
    scene.setting(host, 'net.inet.carp.preempt', before) ?? scene.setting(host, 'preempt', before, `${on}/${vhid}`)
  if (set !== undefined) return { on: set.value !== '0', set }
  return { on: scene.trace.hosts.find(({ name }) => name === host)?.preempt ?? false }
}

export function isShorter(mine: Compared, his: Compared): boolean {
  return shorter(mine.advbase, mine.advskew, his.advbase, his.advskew)
}

/** What a backup makes of a master that is more or less demoted than itself, where its system compares that. */
export function byDemotion(
  { system: name }: Subject,
  { demotion: mine = 0 }: Compared,
  { demotion: his = 0 }: Compared,
): { demotion?: 'takes over' | 'is kept' } {
  const system = systemNamed(name)
  if (system?.runs !== 'kernel' || system.demotionByte === undefined || mine === his) return {}
  if (his > mine) return { demotion: 'takes over' }
  return system.demotionByte.first ? { demotion: 'is kept' } : {}
}

/** `1 s + 10/256 s`, and of who is demoted `1 s, demotion 1`. */
export function inWords({ advbase, advskew, demotion = 0 }: Compared): string {
  return `${interval({ seconds: advbase, micros: skewMicros(advskew) })}${demotion > 0 ? `, demotion ${demotion}` : ''}`
}

/** When a timer runs out: later, where its machine stood still since, and its clock with it, up to that time too. */
export function deadlineOf(scene: Scene, armed: RecordOf<'armed'>, before: number, now?: Micros): Micros {
  const { id, host, deadline } = armed
  let late = 0
  let stopped: Micros | undefined
  let isLast = true
  for (const record of registerOf(scene.trace).ofHost('power', host, before)) {
    if (record.id <= id) break
    late += record.lag ?? 0
    if (isLast && record.clock === 'stops') stopped = record.t
    isLast = false
  }
  return deadline + late + (stopped === undefined || now === undefined ? 0 : now - stopped)
}
