import { asSent } from '../../carp/advertisement.ts'
import { Seals } from '../../carp/digest.ts'
import { intervalOf } from '../../carp/interval.ts'
import { step } from '../../carp/step.ts'
import type { System } from '../../carp/system.ts'
import { systemNamed } from '../../carp/systems/index.ts'
import { freshMachine, Vhost } from '../../carp/vhost.ts'
import { parsePrefix } from '../../network/address.ts'
import type { Numbers, RecordOf, State, TraceRecord } from '../../trace/record.ts'
import { Obedient } from '../obedient.ts'
import { configured, ownInterval, preempts } from './own.ts'
import { isOf, type Scene, type Subject } from './scene.ts'

type Advert = RecordOf<'advert'>

/** A rule that left the state as it was, told as a change would be: `from` and `to` are the same. */
export type Application = RecordOf<'transition'>

/**
 * Which rule a virtual host applied to an advertisement that changed nothing. A trace does not say so: the rules of its
 * system are asked again, with what the trace knows of the virtual host at that time.
 *
 * @param arrived - that the advertisement came, and was believed
 * @returns undefined where the answer would have changed the state, which it did not: the trace does not tell enough
 */
export function applied(scene: Scene, subject: Subject, arrived: RecordOf<'delivered'>): Application | undefined {
  const advert = scene.advertOf(arrived)
  const system = systemNamed(subject.system)
  const at = system && actedOn(scene, arrived, system)
  if (advert === undefined || system === undefined || at === undefined) return undefined
  const { state } = scene.standing(subject, at.id)
  if (state === 'off' || state === 'paused') return undefined
  const vhost = vhostAt(scene, subject, at.id, state, system)
  const port = new Obedient(vhost, new Seals())
  const heard = asSent(advert.packet, advert.family, addressOf(scene, advert))
  const rule = step(system.rules, vhost, heard, port)
  if (rule === undefined || vhost.state !== state) return undefined
  const numbers = rule.numbers?.(vhost, heard as never) ?? compared(scene, subject, advert, at.id)
  const { host, interface: on, vhid } = subject
  const of = { id: at.id, t: at.t, cause: arrived.id, host, interface: on, vhid }
  return { ...of, kind: 'transition', from: state, to: state, rule: rule.name, numbers }
}

/** Both intervals, for a rule that looks at neither. */
function compared(scene: Scene, subject: Subject, { advbase, advskew, packet }: Advert, before: number): Numbers {
  const mine = ownInterval(scene, subject, before)
  const demotion = mine.demotion === undefined ? undefined : { mine: mine.demotion, his: packet.demotion }
  return {
    mine: intervalOf(mine.advbase, mine.advskew),
    his: intervalOf(advbase, advskew),
    ...(demotion && { demotion }),
  }
}

/**
 * A daemon reads a frame later than it comes: what followed from it says when; nothing did where it never came to that.
 */
function actedOn({ causes }: Scene, arrived: RecordOf<'delivered'>, { runs }: System): TraceRecord | undefined {
  for (const record of causes.onwards(arrived.id)) {
    if (record.cause === arrived.id) return record
    if (record.t > arrived.t && runs === 'kernel') return arrived
  }
  return runs === 'kernel' ? arrived : undefined
}

/** A virtual host as it was, as far as rules of hearing look at it. */
function vhostAt(scene: Scene, subject: Subject, before: number, state: State, system: System): Vhost {
  const { host, interface: name, vhid } = subject
  const machine = freshMachine(preempts(scene, subject, before).on)
  machine.demotion = scene.demotion(host, before)
  const on = { host, name, address: addressOf(scene, subject), carrier: true, up: true }
  const vhost = new Vhost(machine, on, '', vhid, { key: '', vhid, addresses: [], addresses6: [] })
  const { advbase, advskew } = configured(scene, subject, before)
  Object.assign(vhost, { advbase, advskew, state })
  const sent = state === 'MASTER' ? scene.last('advert', before, (advert) => isOf(advert, subject)) : undefined
  if (sent === undefined) return vhost
  // What the trace does not tell shows in what it advertises: sends that failed, and the demotion of other groups.
  if (system.runs === 'daemon') vhost.suppressed = sent.advskew !== (advskew & 0xff)
  else if (system.demotes === 'groups') machine.demotion = sent.packet.demotion
  return vhost
}

function addressOf({ trace }: Scene, { host, interface: on }: Pick<Subject, 'host' | 'interface'>): number {
  const machine = trace.hosts.find(({ name }) => name === host)
  const text = machine?.interfaces.find(({ name }) => name === on)?.address ?? ''
  return parsePrefix(text, 32)?.address ?? 0
}
