import type { Engine } from '../../engine/engine.ts'
import type { Link, Recorder } from '../../trace/recorder.ts'
import type { Mac } from '../address.ts'
import type { Flight } from '../flight.ts'
import type { Cable, Port } from './hardware.ts'
import type { Passage } from './passage.ts'

/** What the bridges of one VLAN share. */
export interface Around {
  readonly network: string
  readonly engine: Engine<Link>
  readonly trace: Recorder
  /** Whether all stations are at one switch, and nothing else matters. */
  readonly isLocal: boolean
  /** Whether frames may pass a cable: it is in, carries this VLAN, and the spanning tree does not block it. */
  forwards(cable: Cable): boolean
  /** A frame sets out from a port. */
  passage(flight: Flight, from: Port): Passage
  /** Port security shuts a port. @returns the record of it */
  shut(port: Port, mac: Mac): Link | null
}
