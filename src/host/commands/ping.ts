import { formatIpv4 } from '../../network/address.ts'
import { type Micros, SECOND } from '../../time.ts'
import { least, most } from '../extremes.ts'
import { untilInterrupted } from './endless.ts'
import { addressOf } from './names.ts'
import { readOptions } from './options.ts'
import { failed } from './outcome.ts'
import { type Came, Pinging, type PingWords } from './pinging.ts'
import type { Program } from './program.ts'

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
  const address = addressOf(call, name)
  if (address === undefined) return failed(`ping: cannot resolve ${name}: Unknown host`, 68)
  const [count, wait, data, limit] = [given.get('c'), given.get('i'), given.get('s'), given.get('t') ?? given.get('w')]
  if (count !== undefined && !/^[1-9]\d{0,8}$/.test(count))
    return failed(`ping: invalid count of packets to transmit: \`${count}'`, 64)
  if (wait !== undefined && !(Number(wait) >= 0.01)) return failed(`ping: invalid timing interval: \`${wait}'`, 64)
  if (data !== undefined && !(/^\d+$/.test(data) && Number(data) <= LONGEST_DATA))
    return failed(`ping: invalid packet size: \`${data}'`, 64)
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit)) return failed(`ping: invalid timeout: \`${limit}'`, 64)
  return new Pinging(
    call,
    {
      address,
      name,
      // Without a count somebody presses ^C.
      count: count === undefined ? Number.POSITIVE_INFINITY : Number(count),
      interval: Math.round(Number(wait ?? 1) * SECOND),
      data: Number(data ?? 56),
      limit:
        limit !== undefined ? Number(limit) * SECOND : count === undefined ? untilInterrupted(call.space) : undefined,
      quiet: given.has('q'),
      once: given.has('o'),
      lastWait: LAST_WAIT,
    },
    wordsOf(call.host.carp.system.userland ?? ''),
  ).run()
}

function wordsOf(userland: string): PingWords {
  return {
    noRoute: 'ping: sendto: No route to host\n',
    nobody: userland.startsWith('FreeBSD') ? 2 : 1,
    begins: ({ name, address, data }) => `PING ${name} (${formatIpv4(address)}): ${data} data bytes\n`,
    reply: ({ address, data }, { sequence, ttl, time, again }) => {
      const words = `icmp_seq=${sequence} ttl=${ttl} time=${milliseconds(time)} ms${again ? ' (DUP!)' : ''}`
      return `${data + HEADER} bytes from ${formatIpv4(address)}: ${words}\n`
    },
    summary: ({ name }, came) => {
      const { sent, received } = came
      const loss = sent === 0 ? 0 : (100 * (sent - received)) / sent
      const isNetbsd = userland.startsWith('NetBSD')
      const head = isNetbsd ? `\n----${name} PING Statistics----\n` : `\n--- ${name} ping statistics ---\n`
      const counted = `${sent} packets transmitted, ${received} packets received, ${loss.toFixed(1)}% packet loss\n`
      return head + counted + spread(came, userland)
    },
  }
}

function spread({ times }: Came, userland: string): string {
  if (times.length === 0) return ''
  const deviation = userland.startsWith('OpenBSD') ? 'std-dev' : 'stddev'
  return `round-trip min/avg/max/${deviation} = ${figuresOf(times)} ms\n`
}

/** Least, mean, most, and by how much they differ from the mean. */
export function figuresOf(times: readonly Micros[]): string {
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  const variance = times.reduce((sum, time) => sum + (time - mean) * (time - mean), 0) / times.length
  return [least(times), mean, most(times), Math.sqrt(variance)].map(milliseconds).join('/')
}

function milliseconds(time: Micros): string {
  return (time / 1_000).toFixed(3)
}
