import type { Course } from '../../../engine/course.ts'
import { BROADCAST, formatIpv4, type Ipv4 } from '../../../network/address.ts'
import type { Arp, Payload } from '../../../network/frame.ts'
import { type Micros, SECOND } from '../../../time.ts'
import { sendArp } from '../../ip/frames.ts'
import type { Nic } from '../../nic.ts'
import { tap } from '../../tap.ts'
import { Growing, untilInterrupted, whenInterrupted } from '../endless.ts'
import { addressOf } from '../names.ts'
import { readOptions } from '../options.ts'
import { failed, type Outcome } from '../outcome.ts'
import type { Call, Program } from '../program.ts'

const USAGE = `Usage: arping [-fqbDUAV] [-c count] [-w timeout] [-I device] [-s source] destination
  -f : quit on first reply
  -q : be quiet
  -b : keep broadcasting, don't go unicast
  -D : duplicate address detection mode
  -U : Unsolicited ARP mode, update your neighbours
  -A : ARP answer mode, update your neighbours
  -V : print version and exit
  -c count : how many packets to send
  -w timeout : how long to wait for a reply
  -I device : which ethernet device to use
  -s source : source ip address
  destination : ask for what ip address
`
const INTERVAL: Micros = SECOND

/** arping(8) of iputils: asks who has an address, or tells all that this machine has it (-U, -A). */
export const arping: Program = (call, args) => {
  const options = readOptions(args, 'Abc:DfI:qs:Uw:')
  const [name, ...more] = options?.rest ?? []
  if (options === undefined || name === undefined || more.length > 0) return { stdout: '', stderr: USAGE, exit: 2 }
  const { given } = options
  const address = addressOf(call, name)
  if (address === undefined) return failed(`arping: unknown host ${name}`, 2)
  const device = given.get('I') ?? call.host.nics[0]?.name ?? ''
  const nic = call.host.nics.find((one) => one.name === device)
  if (nic === undefined) return failed(`arping: unknown iface ${device}`, 2)
  if (!nic.up) return failed(`Interface "${device}" is down`, 2)
  const [count, timeout] = [given.get('c'), given.get('w')]
  if ([count, timeout].some((word) => word !== undefined && !/^[1-9]\d{0,5}$/.test(word)))
    return failed(USAGE.trimEnd(), 2)
  const mode = given.has('A') ? 'answers' : given.has('U') ? 'tells' : given.has('D') ? 'looks' : 'asks'
  const own = given.get('s') === undefined ? sourceOf(nic, address, mode) : addressOf(call, given.get('s')!)
  if (own === undefined) return failed(`arping: invalid source ${given.get('s')}`, 2)
  return new Asking(call, nic, {
    address,
    own,
    mode,
    count: count === undefined ? (mode === 'looks' ? 2 : Number.POSITIVE_INFINITY) : Number(count),
    limit:
      timeout !== undefined ? Number(timeout) * SECOND : count === undefined ? untilInterrupted(call.space) : undefined,
    quiet: given.has('q'),
    first: given.has('f') || mode === 'looks',
    broadcasts: given.has('b'),
  }).run()
}

/** It asks as the one that it tells of; who looks whether an address is free asks as nobody. */
function sourceOf(nic: Nic, address: Ipv4, mode: Asked['mode']): Ipv4 {
  if (mode === 'looks') return 0
  return mode === 'asks' ? nic.addresses.sourceFor(address) : address
}

interface Asked {
  readonly address: Ipv4
  readonly own: Ipv4
  readonly mode: 'asks' | 'looks' | 'tells' | 'answers'
  readonly count: number
  readonly limit: Micros | undefined
  readonly quiet: boolean
  /** The first answer is enough. */
  readonly first: boolean
  readonly broadcasts: boolean
}

class Asking {
  readonly #call: Call
  readonly #nic: Nic
  readonly #asked: Asked
  #sent = 0
  #broadcast = 0
  #received = 0
  #sentAt: Micros = 0
  /** Who has answered is asked alone from then on. */
  #mac: string | null = null
  #lines = ''
  #isInterrupted = false
  readonly #growing: Growing

  constructor(call: Call, nic: Nic, asked: Asked) {
    this.#call = call
    this.#growing = new Growing(call)
    this.#nic = nic
    this.#asked = asked
  }

  *run(): Course<Outcome> {
    const { engine } = this.#call.host.world
    const { count, limit, mode } = this.#asked
    const end = engine.now + (limit ?? Number.POSITIVE_INFINITY)
    const stop = tap(this.#nic, (payload) => this.#hear(payload))
    whenInterrupted(this.#call.process, () => {
      this.#isInterrupted = true
    })
    const { address, own, quiet } = this.#asked
    if (!quiet) yield* this.#growing.says(`ARPING ${formatIpv4(address)} from ${formatIpv4(own)} ${this.#nic.name}\n`)
    try {
      while (this.#sent < count && engine.now < end && !this.#isDone) {
        this.#send()
        // After the last one nobody is waited for who only tells.
        const isLast = this.#sent === count
        const next = isLast && (mode === 'tells' || mode === 'answers') ? engine.now : engine.now + INTERVAL
        while (engine.now < Math.min(next, end) && !this.#isDone) {
          yield Math.min(next, end) - engine.now
          yield* this.#growing.says(this.#lines)
          this.#lines = ''
        }
      }
    } finally {
      stop()
    }
    return this.#outcome()
  }

  get #isDone(): boolean {
    return this.#isInterrupted || (this.#asked.first && this.#received > 0)
  }

  #send(): void {
    const { address, own, mode, broadcasts } = this.#asked
    const to = this.#mac === null || broadcasts ? BROADCAST : this.#mac
    this.#sent += 1
    if (to === BROADCAST) this.#broadcast += 1
    this.#sentAt = this.#call.host.world.engine.now
    const operation = mode === 'answers' ? 'reply' : 'request'
    const says = { protocol: 'arp', operation, senderMac: this.#nic.mac, sender: own, target: address } as const
    sendArp(this.#call.host.world, this.#nic, to, says)
  }

  #hear(payload: Payload): void {
    if (payload.protocol !== 'arp') return
    const { sender, senderMac, target, operation } = payload as Arp
    const { address, own, quiet, mode } = this.#asked
    if (sender !== address || operation !== 'reply' || target !== own || mode === 'tells' || mode === 'answers') return
    this.#received += 1
    this.#mac = senderMac
    const took = this.#call.host.world.engine.now - this.#sentAt
    const line = `Unicast reply from ${formatIpv4(address)} [${senderMac.toUpperCase()}]  ${(took / 1_000).toFixed(3)}ms\n`
    if (!quiet) this.#lines += line
    if (this.#isDone || this.#growing.isSeen) this.#call.process.wake()
  }

  /** Who looks for a duplicate is content with no answer. */
  #outcome(): Outcome {
    const { mode, quiet } = this.#asked
    const counted = `Sent ${this.#sent} probes (${this.#broadcast} broadcast(s))\nReceived ${this.#received} response(s)\n`
    const isGood = mode === 'asks' ? this.#received > 0 : this.#received === 0
    return { stdout: quiet ? '' : this.#growing.kept + this.#lines + counted, stderr: '', exit: isGood ? 0 : 1 }
  }
}
