import { machineOf } from '../../trace/folds/pings.ts'
import type { TraceRecord } from '../../trace/record.ts'
import { networkOf, type Scene, type Subject } from './scene.ts'

/**
 * What made machines take in the frames of a packet on its way, or be gone that should have: that they became MASTER of
 * the address that it went to, or ceased to be; of other machines, their power.
 *
 * @param way - from its end back to what was asked
 */
export function keepers(scene: Scene, way: readonly TraceRecord[]): TraceRecord[] {
  return way.flatMap((record, i) => {
    const taker = way[i - 1]
    if (record.kind === 'unclaimed') return goneOwner(scene, record, record.mac)
    if ((record.kind === 'arp' || record.kind === 'nd') && i === 0) return silentOwner(scene, record, record.target)
    if (record.kind !== 'echo' && record.kind !== 'tcp') return []
    if (taker === undefined || !('host' in taker) || taker.host === record.host) return []
    const network = networkOf(scene.trace, record)
    return scene.subjects
      .filter((subject) => subject.host === taker.host && networkOf(scene.trace, subject) === network)
      .flatMap((subject) => {
        const { state, record: made } = scene.standing(subject, record.id)
        return state === 'MASTER' && made !== undefined ? [made] : []
      })
  })
}

type Sent = Extract<TraceRecord, { readonly interface: string }>

/** Who had that MAC: of a virtual one the last MASTER; else whoever said last that it is his. */
function goneOwner(scene: Scene, frame: Sent, mac: string): TraceRecord[] {
  const [, digits] = /^0[01]:00:5e:00:01:([0-9a-f]{2})$/.exec(mac) ?? []
  if (digits !== undefined) {
    const vhid = Number.parseInt(digits, 16)
    return lastMaster(scene, frame, (subject) => subject.vhid === vhid)
  }
  const learned = scene.last('neighbour', frame.id, (record) => record.host === frame.host && record.mac === mac)
  const said = learned && scene.causes.of(scene.causes.of(learned) ?? learned)
  if (learned === undefined || said === undefined || !('host' in said)) return []
  const power = scene.last('power', frame.id, (record) => record.host === said.host)
  return [learned, ...(power === undefined || power.power === 'on' ? [] : [power])]
}

/** Nobody answers for an address: who was the last to have it, and why he has it no more. */
function silentOwner(scene: Scene, frame: Sent, address: string): TraceRecord[] {
  const { hosts } = scene.trace
  const owner = hosts.find(({ interfaces }) => interfaces.some((nic) => nic.address.split('/')[0] === address))
  if (owner !== undefined) {
    const power = scene.last('power', frame.id, (record) => record.host === owner.name)
    return power === undefined ? [] : [power]
  }
  const shares = (subject: Subject) =>
    hosts.some(
      ({ name, vhosts }) =>
        name === subject.host &&
        vhosts.some(
          ({ interface: on, vhid, addresses }) =>
            on === subject.interface && vhid === subject.vhid && addresses.includes(machineOf(address)),
        ),
    )
  return lastMaster(scene, frame, shares)
}

/** What ended the time of the last MASTER; before the first one, how the first of them stands. */
function lastMaster(scene: Scene, frame: Sent, isOne: (subject: Subject) => boolean): TraceRecord[] {
  const network = networkOf(scene.trace, frame)
  const all = scene.subjects.filter((subject) => networkOf(scene.trace, subject) === network && isOne(subject))
  const last = scene.last(
    'transition',
    frame.id,
    (record) =>
      record.to === 'MASTER' &&
      all.some(
        ({ host, interface: on, vhid }) => host === record.host && on === record.interface && vhid === record.vhid,
      ),
  )
  const subject = last === undefined ? all[0] : scene.subjectOf(last)
  const made = subject && scene.standing(subject, frame.id)
  const off = subject && scene.last('power', frame.id, ({ host, power }) => host === subject.host && power === 'off')
  const record = made?.paused ?? (made?.state === 'off' ? (off ?? made.record) : made?.record)
  return record === undefined ? [] : [record]
}
