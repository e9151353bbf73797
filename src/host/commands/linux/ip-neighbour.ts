import { formatAddress, type Ipv4, parseIpv4 } from '../../../network/address.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call } from '../program.ts'
import { commandCalled, type Look, pairsOf, refusal, type Talk, unknownCommand } from './ip-words.ts'

/** `ip neigh` */
export const ipNeighbour: Talk = (call, [word, ...words], look) => {
  const talk = commandCalled(word, COMMANDS)
  return talk === undefined ? unknownCommand(word, 'neigh') : talk(call, words, look)
}

const NAMES = { dev: 'dev', to: 'to', lladdr: 'lladdr', nud: 'nud' }

const COMMANDS: readonly (readonly [string, Talk])[] = [
  ['show', show],
  ['list', show],
  ['lst', show],
  ['delete', remove],
  ['flush', flush],
]

function show({ host }: Call, words: readonly string[], { family }: Look): Outcome {
  const pairs = pairsOf(words, NAMES)
  if ('exit' in pairs) return pairs
  const device = pairs.named.get('dev')
  const only = pairs.named.get('to') ?? pairs.rest[0]
  const rows = host.ip.known.filter(
    ({ address, nic }) =>
      (device ?? nic.name) === nic.name &&
      (only === undefined || formatAddress(address) === only) &&
      (family === null || (typeof address === 'number') === (family === 'inet')),
  )
  const lines = rows.map(({ address, nic, mac, state }) => {
    const on = device === undefined ? ` dev ${nic.name}` : ''
    return `${formatAddress(address)}${on}${mac === null ? '' : ` lladdr ${mac}`} ${state.toUpperCase()}\n`
  })
  return printed(lines.join(''))
}

function remove({ host }: Call, words: readonly string[]): Outcome {
  const pairs = pairsOf(words, NAMES)
  if ('exit' in pairs) return pairs
  const address = parseIpv4(pairs.named.get('to') ?? pairs.rest[0] ?? '')
  const device = pairs.named.get('dev')
  if (address === undefined || device === undefined)
    return failed('Device and destination are required arguments.', 255)
  return host.ip.forget(address) ? printed('') : refusal('No such file or directory')
}

/** All but those that were made by hand: `ip neigh flush dev eth0`. */
function flush({ host }: Call, words: readonly string[]): Outcome {
  const pairs = pairsOf(words, NAMES)
  if ('exit' in pairs) return pairs
  const [word] = pairs.rest
  const device = pairs.named.get('dev')
  if (word === undefined && device === undefined) return failed('Flush requires arguments.', 255)
  for (const { address, nic } of host.ip.known)
    if (typeof address === 'number' && (device ?? nic.name) === nic.name) host.ip.forget(address as Ipv4)
  return printed('')
}
