import { flightsAt } from '../../views/scene/flights.ts'
import { currentOf, type Selection, type Session } from '../session/session.ts'
import { rowAt, rowsOf } from './listing.ts'
import { obey } from './obey.ts'
import { machinesOf, type Player } from './state.ts'

// What is looked at: a machine, a cable of it, an event, a frame.

/** The next machine, or the one before. */
export function machineSelected(player: Player, way: number): Player {
  const machines = machinesOf(player.session)
  const place = machines.indexOf(player.session.selected?.host ?? '')
  const next = machines[(place + way + machines.length) % machines.length]
  return next === undefined ? player : obey(player, { do: 'select', what: { host: next } })
}

/** The next cable of all machines, or the one before. */
export function cableSelected(player: Player, way: 1 | -1): Player {
  const { selected } = player.session
  const cables = cablesOf(player.session)
  const place = cables.findIndex(
    ({ host, interface: on }) => host === selected?.host && on === (selected.interface ?? on),
  )
  const isMachine = selected !== null && selected.interface === undefined
  // From a machine it goes to its first cable, or to the last one of the machine before.
  const next = isMachine && way === 1 ? place : place + way
  const what = cables[(next + cables.length) % cables.length]
  return what === undefined ? player : obey(player, { do: 'select', what })
}

function cablesOf(session: Session): Required<Selection>[] {
  return currentOf(session).trace.hosts.flatMap(({ name: host, interfaces }) =>
    interfaces.map(({ name }) => ({ host, interface: name })),
  )
}

/** Down or up in what has the focus: machines, events, lines. */
export function scrolled(player: Player, by: number): Player {
  const { focus, tops } = player
  if (focus === 'why' || focus === 'inspector') {
    return { ...player, tops: { ...tops, [focus]: Math.max(0, tops[focus] + by) } }
  }
  return focus === 'events' ? eventSelected(player, by) : machineSelected(player, Math.sign(by))
}

/** So many rows on in the list of events, or back; time goes where they are. */
function eventSelected(player: Player, by: number): Player {
  const rows = rowsOf(player.session)
  const at = rowAt(rows, player.session)
  let next = Math.max(0, Math.min(rows.length - 1, at + by))
  // One record may be told in several rows.
  while (rows[next]?.id === rows[at]?.id && rows[next + Math.sign(by)] !== undefined) next += Math.sign(by)
  const row = rows[next]
  if (row === undefined) return player
  const still = player.session.playing ? obey(player, { do: 'pause' }) : player
  return obey(obey(still, { do: 'goto', t: row.t }), { do: 'pick', id: row.id })
}

/** The event under the cursor, or, where the network is looked at, a frame on its way: all of it is to be seen. */
export function detailsShown(player: Player): Player {
  const { session, focus } = player
  const { picked, cursor } = session
  const { trace } = currentOf(session)
  const places = trace.hosts.map(({ name }) => name)
  const flights = flightsAt(trace, cursor, 0).map(({ id, end, to }) => ({
    id,
    end,
    place: places.indexOf(to?.host ?? ''),
  }))
  // In the order in which they were sent: which of them arrives first may not have been seen yet.
  const ends = flights.sort((a, b) => a.id - b.id || a.place - b.place).map(({ end }) => end)
  const place = picked === null ? -1 : ends.indexOf(picked)
  const rows = rowsOf(session)
  const flight = focus === 'network' || place !== -1 ? ends[(place + 1) % ends.length] : undefined
  const id = flight ?? rows[rowAt(rows, session)]?.id
  return id === undefined ? player : { ...obey(player, { do: 'pick', id }), focus: 'inspector', beside: 'inspector' }
}
