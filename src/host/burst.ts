import { Task } from '../engine/task.ts'
import { BROADCAST, type Mac } from '../network/address.ts'
import type { Frame } from '../network/frame.ts'
import type { Micros } from '../time.ts'
import type { Nic } from './nic.ts'
import type { World } from './world.ts'

/** To whom frames go that mean nothing to anybody: to all, or to 239.255.1.1, which nobody listens to. */
const BURSTS: Readonly<Record<'broadcast' | 'multicast', Mac>> = {
  broadcast: BROADCAST,
  multicast: '01:00:5e:7f:01:01',
}

export interface Burst {
  readonly frames: number
  readonly over: Micros
  readonly kind: keyof typeof BURSTS
}

/** A card sends many frames, the first one now, the others at even distances. */
export function sendBurst(nic: Nic, { frames, over, kind }: Burst, { engine, trace }: World): void {
  const start = engine.now
  const payload = { protocol: 'burst' }
  const frame: Frame = { source: nic.mac, destination: BURSTS[kind], unicast: false, family: 'inet', payload }
  const send = (count: number) => {
    const { cause } = engine
    if (nic.deaf === 'off' || nic.state !== 'sent') return
    if (trace.wants.burst) engine.cause = trace.note({ kind: 'burst', host: nic.host, interface: nic.name })
    else trace.counts.burst += 1
    nic.socket.transmit(frame)
    engine.cause = cause
    if (count === frames) return
    engine.schedule(start + Math.floor((over / frames) * count), new Task(engine, () => send(count + 1)))
  }
  send(1)
}
