import { machineOf } from '../../trace/folds/pings.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Scene } from './scene.ts'
import { type Finder, type Step, stepOf } from './step.ts'

type Neighbour = RecordOf<'neighbour'>

/**
 * Why a packet went to a card where its address is no more: who called out since then that it is at another, what kept
 * that from being heard, and how the old owner came to be asked.
 */
export function stale(why: Finder, way: readonly TraceRecord[]): Step[] {
  return way.flatMap((record) => {
    if (record.kind !== 'echo' && record.kind !== 'tcp') return []
    const learned = why.scene.last(
      'neighbour',
      record.id,
      ({ host, mac }) => host === record.host && mac === record.mac,
    )
    const calls = learned === undefined ? [] : unheeded(why, learned, record)
    return learned === undefined || calls.length === 0 ? [] : [...calls, ...teacher(why, learned)]
  })
}

/** Each that called out, and the way that it was lost on, if it was. */
function unheeded(why: Finder, { id, host, address, mac }: Neighbour, before: TraceRecord): Step[] {
  const { scene } = why
  const calls = [...scene.window(id, before.id)].filter((record) => {
    return (record.kind === 'garp' || record.kind === 'na') && record.address === address && record.mac !== mac
  })
  return calls.flatMap((call) => {
    const lost = [...scene.window(call.id, before.id)].find((record) => {
      return record.kind === 'lost' && record.cause === call.id && record.host === host
    })
    return lost === undefined ? [stepOf(call)] : [stepOf(call), ...why.of(lost)]
  })
}

/** The entry, and what made that machine answer for the address. */
function teacher(why: Finder, learned: Neighbour): Step[] {
  const { scene } = why
  for (const record of scene.causes.chain(learned)) {
    if (record.kind !== 'arp' || record.operation !== 'reply') continue
    const owner = ownerOf(scene, learned.address, record.host)
    return [stepOf(learned), ...why.of(owner && scene.standing(owner, record.id).record)]
  }
  return [stepOf(learned)]
}

/** The virtual host of a machine that has an address. */
function ownerOf({ trace, subjects }: Scene, address: string, host: string) {
  const own = trace.hosts.find(({ name }) => name === host)
  return subjects.find((subject) => {
    const isIt = own?.vhosts.some(({ interface: on, vhid, addresses }) => {
      return on === subject.interface && vhid === subject.vhid && addresses.includes(machineOf(address))
    })
    return subject.host === host && isIt
  })
}
