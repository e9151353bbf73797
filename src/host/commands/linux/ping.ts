import { formatIpv4 } from '../../../network/address.ts'
import { type Micros, SECOND } from '../../../time.ts'
import { untilInterrupted } from '../endless.ts'
import { addressOf } from '../names.ts'
import { readOptions } from '../options.ts'
import { failed } from '../outcome.ts'
import { figuresOf } from '../ping.ts'
import { Pinging, type PingWords } from '../pinging.ts'
import type { Program } from '../program.ts'

const USAGE = `Usage: ping [-aAbBdDfhLnOqrRUvV] [-c count] [-i interval] [-I interface]
            [-m mark] [-M pmtudisc_option] [-l preload] [-p pattern] [-Q tos]
            [-s packetsize] [-S sndbuf] [-t ttl] [-T timestamp_option]
            [-w deadline] [-W timeout] [hop1 ...] destination`

const LAST_WAIT: Micros = 10 * SECOND
const ICMP_HEADER = 8
const HEADERS = 28

/** ping(8) of iputils. */
export const ping: Program = (call, args) => {
  const options = readOptions(args, 'bc:I:i:nOqs:vW:w:')
  const [name, ...more] = options?.rest ?? []
  if (options === undefined || name === undefined || more.length > 0) return failed(USAGE, 2)
  const { given } = options
  const address = addressOf(call, name)
  if (address === undefined) return failed(`ping: unknown host ${name}`, 2)
  const [count, wait, data] = [given.get('c'), given.get('i') ?? '1', given.get('s') ?? '56']
  const [deadline, timeout] = [given.get('w'), given.get('W') ?? '10']
  if (count !== undefined && !/^[1-9]\d{0,8}$/.test(count)) return failed('ping: bad number of packets to transmit.', 2)
  if (!(Number(wait) >= 0.01)) return failed('ping: bad timing interval', 2)
  if (!/^\d{1,5}$/.test(data)) return failed(`ping: illegal packet size ${data}`, 2)
  if (deadline !== undefined && !/^[1-9]\d{0,5}$/.test(deadline)) return failed('ping: bad wait time.', 2)
  if (!/^\d{1,5}$/.test(timeout)) return failed('ping: bad linger time.', 2)
  return new Pinging(
    call,
    {
      address,
      name,
      // Without a count somebody presses ^C.
      count: count === undefined ? Number.POSITIVE_INFINITY : Number(count),
      interval: Math.round(Number(wait) * SECOND),
      data: Number(data),
      limit:
        deadline !== undefined
          ? Number(deadline) * SECOND
          : count === undefined
            ? untilInterrupted(call.space)
            : undefined,
      quiet: given.has('q'),
      once: false,
      lastWait: given.has('W') ? Number(timeout) * SECOND : LAST_WAIT,
    },
    WORDS,
  ).run()
}

/** Its first request is number 1. */
const WORDS: PingWords = {
  noRoute: 'connect: Network is unreachable\n',
  nobody: 1,
  begins: ({ name, address, data }) =>
    `PING ${name} (${formatIpv4(address)}) ${data}(${data + HEADERS}) bytes of data.\n`,
  reply: ({ address, data }, { sequence, ttl, time, again }) => {
    const words = `icmp_seq=${sequence + 1} ttl=${ttl} time=${shortly(time)} ms${again ? ' (DUP!)' : ''}`
    return `${data + ICMP_HEADER} bytes from ${formatIpv4(address)}: ${words}\n`
  },
  summary: ({ name }, { sent, received, times, took }) => {
    const loss = sent === 0 ? 0 : Math.floor((100 * (sent - received)) / sent)
    const counted = `${sent} packets transmitted, ${received} received, ${loss}% packet loss`
    const spread = times.length === 0 ? '' : `rtt min/avg/max/mdev = ${figuresOf(times)} ms`
    return `\n--- ${name} ping statistics ---\n${counted}, time ${Math.floor(took / 1_000)}ms\n${spread}\n`
  },
}

/** Three figures: 12.3, 1.23, 0.123. */
function shortly(time: Micros): string {
  if (time >= 100_000) return `${Math.floor(time / 1_000)}`
  return (time / 1_000).toFixed(time >= 10_000 ? 1 : time >= 1_000 ? 2 : 3)
}
