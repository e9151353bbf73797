import type { Course } from '../../engine/course.ts'
import { formatIpv4, type Ipv4, parseIpv4 } from '../../network/address.ts'
import { type Micros, SECOND } from '../../time.ts'
import { readOptions } from './options.ts'
import { failed, type Outcome } from './outcome.ts'
import { linesOf } from './paths.ts'
import { type Call, INTERRUPTED_AFTER, type Program } from './program.ts'

const USAGE = 'usage: ping [-AaDdfnoQqRrv] [-c count] [-i wait] [-s packetsize] [-t timeout] [-W waittime] host'
/** How long the last request is waited for where nobody has answered at all (ping.c, MAXWAIT). */
const LAST_WAIT: Micros = 10 * SECOND
/** Of an ICMP header. */
const HEADER = 8
const LONGEST_DATA = 65_507

/** ping(8): it sends, waits, and says at the end what came of it. */
export const ping: Program = (call, args) => {
  const options = readOptions(args, 'c:i:noqs:t:W:w:')
  const [name, ...more] = options?.rest ?? []
  if (options === undefined || name === undefined || more.length > 0) return failed(USAGE, 64)
  const { given } = options
  const address = resolve(call, name)
  if (address === undefined) return failed(`ping: cannot resolve ${name}: Unknown host`, 68)
  const [count, wait, data, limit] = [given.get('c'), given.get('i'), given.get('s'), given.get('t') ?? given.get('w')]
  if (count !== undefined && !/^[1-9]\d{0,8}$/.test(count))
    return failed(`ping: invalid count of packets to transmit: \`${count}'`, 64)
  if (wait !== undefined && !(Number(wait) >= 0.01)) return failed(`ping: invalid timing interval: \`${wait}'`, 64)
  if (data !== undefined && !(/^\d+$/.test(data) && Number(data) <= LONGEST_DATA))
    return failed(`ping: invalid packet size: \`${data}'`, 64)
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit)) return failed(`ping: invalid timeout: \`${limit}'`, 64)
  return new Pinging(call, {
    address,
    name,
    // Without a count somebody presses ^C.
    count: count === undefined ? Number.POSITIVE_INFINITY : Number(count),
    interval: Math.round(Number(wait ?? 1) * SECOND),
    data: Number(data ?? 56),
    limit: limit !== undefined ? Number(limit) * SECOND : count === undefined ? INTERRUPTED_AFTER : undefined,
    quiet: given.has('q'),
    once: given.has('o'),
  }).run()
}

/** An address, or a name that /etc/hosts has. */
function resolve({ space }: Call, name: string): Ipv4 | undefined {
  const hosts = space.files.read('/etc/hosts')
  const lines = 'is' in hosts ? linesOf(hosts.is) : []
  const words = lines.map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
  const found = words.find(([, ...names]) => names.includes(name))?.[0]
  return parseIpv4(found ?? (name === 'localhost' ? '127.0.0.1' : name))
}

interface Asked {
  readonly address: Ipv4
  readonly name: string
  readonly count: number
  readonly interval: Micros
  readonly data: number
  /** When it ends, whatever is answered. */
  readonly limit: Micros | undefined
  readonly quiet: boolean
  readonly once: boolean
}

class Pinging {
  readonly #call: Call
  readonly #asked: Asked
  readonly #sent: Micros[] = []
  readonly #answered = new Set<number>()
  readonly #times: Micros[] = []
  #lines = ''
  #errors = ''

  constructor(call: Call, asked: Asked) {
    this.#call = call
    this.#asked = asked
  }

  *run(): Course<Outcome> {
    const { host } = this.#call
    const { address, count, interval, limit = Number.POSITIVE_INFINITY } = this.#asked
    const { engine } = host.world
    const end = engine.now + limit
    const echo = host.ip.pings.echo(address, (reply) => this.#hear(reply.sequence, reply.ttl))
    while (this.#sent.length < count && engine.now < end) {
      this.#sent.push(engine.now)
      if (!echo.send(this.#sent.length - 1)) this.#errors += 'ping: sendto: No route to host\n'
      const next = Math.min(end, engine.now + (this.#sent.length < count ? interval : this.#patience))
      while (engine.now < next && !this.#isDone) yield next - engine.now
      if (this.#isDone) break
    }
    echo.end()
    return this.#outcome()
  }

  get #isDone(): boolean {
    const { count, once } = this.#asked
    return this.#answered.size >= count || (once && this.#answered.size > 0)
  }

  /** ping.c: after the last request twice the longest round trip, a second at least. */
  get #patience(): Micros {
    return this.#times.length === 0 ? LAST_WAIT : Math.max(SECOND, 2 * Math.max(...this.#times))
  }

  #hear(sequence: number, ttl: number): void {
    const sent = this.#sent[sequence]
    if (sent === undefined) return
    const { address, data, quiet } = this.#asked
    const time = this.#call.host.world.engine.now - sent
    const again = this.#answered.has(sequence)
    this.#answered.add(sequence)
    this.#times.push(time)
    if (!quiet) {
      const words = `icmp_seq=${sequence} ttl=${ttl} time=${milliseconds(time)} ms${again ? ' (DUP!)' : ''}`
      this.#lines += `${data + HEADER} bytes from ${formatIpv4(address)}: ${words}\n`
    }
    if (this.#isDone) this.#call.process.wake()
  }

  #outcome(): Outcome {
    const { name, address, data } = this.#asked
    const userland = this.#call.host.carp.system.userland ?? ''
    const [sent, received] = [this.#sent.length, this.#answered.size]
    const loss = sent === 0 ? 0 : (100 * (sent - received)) / sent
    const isNetbsd = userland.startsWith('NetBSD')
    const head = isNetbsd ? `\n----${name} PING Statistics----\n` : `\n--- ${name} ping statistics ---\n`
    const counted = `${sent} packets transmitted, ${received} packets received, ${loss.toFixed(1)}% packet loss\n`
    const stdout = `PING ${name} (${formatIpv4(address)}): ${data} data bytes\n${this.#lines}${head}${counted}${this.#spread(userland)}`
    const nobody = userland.startsWith('FreeBSD') ? 2 : 1
    return { stdout, stderr: this.#errors, exit: received > 0 ? 0 : nobody }
  }

  #spread(userland: string): string {
    const all = this.#times
    if (all.length === 0) return ''
    const mean = all.reduce((sum, time) => sum + time, 0) / all.length
    const variance = all.reduce((sum, time) => sum + (time - mean) * (time - mean), 0) / all.length
    const figures = [Math.min(...all), mean, Math.max(...all), Math.sqrt(variance)].map(milliseconds)
    const deviation = userland.startsWith('OpenBSD') ? 'std-dev' : 'stddev'
    return `round-trip min/avg/max/${deviation} = ${figures.join('/')} ms\n`
  }
}

function milliseconds(time: Micros): string {
  return (time / 1_000).toFixed(3)
}
