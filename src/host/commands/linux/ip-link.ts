import { does } from '../../carp.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call } from '../program.ts'
import { type Device, deviceCalled, devices } from './device.ts'
import { commandCalled, type Look, noDevice, type Talk, unknownCommand } from './ip-words.ts'
import { dropRoutesOf } from './route-table.ts'

const NO_MAC = '00:00:00:00:00:00'

/** `ip link` */
export const ipLink: Talk = (call, [word, ...words], look) => {
  const talk = commandCalled(word, COMMANDS)
  return talk === undefined ? unknownCommand(word, 'link') : talk(call, words, look)
}

const COMMANDS: readonly (readonly [string, Talk])[] = [
  ['show', show],
  ['list', show],
  ['lst', show],
  ['set', set],
]

function show({ host }: Call, words: readonly string[], look: Look): Outcome {
  const { shown, onlyUp } = chosen(words)
  if (shown !== undefined && deviceCalled(host, shown) === undefined) return failed(`Device "${shown}" does not exist.`)
  const all = devices(host).filter(({ name, up }) => (shown ?? name) === name && (up || !onlyUp))
  return printed(all.map((device) => (look.brief ? brief(device) : long(device, look))).join(''))
}

/** `dev eth0 up`, or `eth0`. */
export function chosen(words: readonly string[]): { readonly shown: string | undefined; readonly onlyUp: boolean } {
  const rest = words.filter((word) => word !== 'dev' && word !== 'up')
  return { shown: rest[0], onlyUp: words.includes('up') }
}

function brief(device: Device): string {
  return `${briefHead(device)} ${device.nic?.mac ?? NO_MAC} <${flagsOf(device).join(',')}> \n`
}

function long(device: Device, { oneLine }: Look): string {
  return `${headOf(device, ' mode DEFAULT')}${oneLine ? '\\' : '\n'}${etherOf(device)}\n`
}

export function briefHead(device: Device): string {
  return `${device.name.padEnd(16)} ${stateOf(device).padEnd(14)}`
}

/** The first line about an interface. */
export function headOf(device: Device, mode = ''): string {
  const { index, name, nic } = device
  const [mtu, queue] = nic === null ? [65_536, 'noqueue'] : [1_500, 'pfifo_fast']
  const state = `state ${stateOf(device)}${mode} group default qlen 1000`
  return `${index}: ${name}: <${flagsOf(device).join(',')}> mtu ${mtu} qdisc ${queue} ${state}`
}

export function etherOf({ nic }: Device): string {
  if (nic === null) return `    link/loopback ${NO_MAC} brd ${NO_MAC}`
  return `    link/ether ${nic.mac} brd ff:ff:ff:ff:ff:ff`
}

function stateOf({ nic, up, carrier }: Device): string {
  return nic === null ? 'UNKNOWN' : up && carrier ? 'UP' : 'DOWN'
}

function flagsOf({ nic, up, carrier }: Device): readonly string[] {
  const kind = nic === null ? ['LOOPBACK'] : ['BROADCAST', 'MULTICAST']
  const runs = up && carrier
  return [...(up && !carrier ? ['NO-CARRIER'] : []), ...kind, ...(up ? ['UP'] : []), ...(runs ? ['LOWER_UP'] : [])]
}

/** What it cannot do stands behind what it does: all words are read first. */
function set(call: Call, words: readonly string[]): Outcome {
  const rest = words.filter((word) => word !== 'dev' && word !== 'up' && word !== 'down')
  const [name, other] = rest
  if (name === undefined) return failed('Not enough information: "dev" argument is required.')
  const device = deviceCalled(call.host, name)
  if (device === undefined) return noDevice(name)
  if (other !== undefined) return failed(`Error: carpsim sets up and down alone: "${other}"`, 255)
  const flag = words.findLast((word) => word === 'up' || word === 'down')
  const { nic } = device
  if (nic !== null && flag !== undefined) {
    does(call.host.setUp(nic, flag === 'up'))
    if (flag === 'down') dropRoutesOf(call.host, nic)
  }
  return printed('')
}
