import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import { isOf, type Scene, type Subject } from './scene.ts'
import type { Finder, Step } from './step.ts'

type Drop = RecordOf<'drop'>
type Advert = RecordOf<'advert'>

/** Why an advertisement was refused: what made the two machines differ, where that happened while they ran. */
export function refusal(why: Finder, drop: Drop): Step[] {
  const { scene } = why
  const advert = scene.advertOf(scene.causes.of(drop) ?? drop)
  if (advert === undefined) return []
  const receiver = scene.subjectOf({ ...drop, vhid: advert.vhid })
  if (drop.why === 'no-vhid') return absent(why, receiver, drop)
  return drop.why === 'bad-hmac' ? why.of(differing(scene, advert, receiver, drop)) : []
}

/** A virtual host that does not run refuses as one that is not there. */
function absent(why: Finder, receiver: Subject, drop: Drop): Step[] {
  const { record } = why.scene.standing(receiver, drop.id)
  return record?.kind === 'transition' && record.to === 'INIT' ? why.of(record) : []
}

/** The change of password or addresses after which the two digests are not the same. */
function differing(scene: Scene, advert: Advert, receiver: Subject, drop: Drop): TraceRecord | undefined {
  const sender = scene.subjectOf(advert)
  const believed = lastBelieved(scene, receiver, sender, drop)
  const before = believed === undefined ? 0 : beginningOf(scene, believed)
  const said = believed !== undefined && believed.packet.seal !== advert.packet.seal
  const suspects = believed === undefined ? [sender, receiver] : said ? [sender] : [receiver]
  for (const record of scene.causes.backwards(drop.id)) {
    if (record.id < before) return undefined
    if (suspects.some((suspect) => changesDigest(record, suspect))) return record
  }
  return undefined
}

/** What happened in the same instant and made it be sent: by then the change may have begun that the next one tells. */
function beginningOf({ causes }: Scene, advert: Advert): number {
  let first: TraceRecord = advert
  for (const cause of causes.chain(advert)) if (cause.t === advert.t) first = cause
  return first.id
}

/** The last advertisement of that sender that the receiver took in. */
function lastBelieved(scene: Scene, receiver: Subject, sender: Subject, drop: Drop): Advert | undefined {
  const refused = new Set<number>()
  for (const record of scene.causes.backwards(drop.id + 1)) {
    if (record.kind === 'drop' && record.cause !== null) refused.add(record.cause)
    if (record.kind !== 'delivered' || record.host !== receiver.host || record.interface !== receiver.interface)
      continue
    const advert = refused.has(record.id) ? undefined : scene.advertOf(record)
    if (advert !== undefined && isOf(advert, sender)) return advert
  }
  return undefined
}

function changesDigest(record: TraceRecord, { host, interface: on, vhid }: Subject): boolean {
  if (record.kind === 'setting') {
    return record.host === host && record.of === `${on}/${vhid}` && (record.name === 'pass' || record.name === 'vhid')
  }
  if (record.kind === 'command')
    return record.host === host && /\b(alias|inet6?|delete|add|remove)\b/.test(record.command)
  return (
    record.kind === 'fault' && /^(add|remove)-address$/.test(record.verb) && record.target === `${host}.${on}/${vhid}`
  )
}
