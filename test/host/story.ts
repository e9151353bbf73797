import { systemNamed } from '../../src/carp/systems/index.ts'
import type { Balancing } from '../../src/carp/vhost.ts'
import type { NodeConfig, VhostConfig } from '../../src/host/carp.ts'
import type { DiskOptions } from '../../src/host/storage/local-disk.ts'
import { parseIpv4, parsePrefix } from '../../src/network/address.ts'
import type { Action, EventSpec, HostSpec, InterfaceSpec, Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { type Micros, parseTime } from '../../src/time.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { tell } from '../golden/tell.ts'

/**
 * A story of commands: blocks of something that is done, `----`, and all that came of it.
 *
 *     hosts                                            machines, and indented their virtual hosts
 *     a freebsd-9.3 preempt em0=10.0.0.1/24
 *       em0 vhid 1 advskew 0 pass secret 10.0.0.100/24
 *       disk /dev/ad6 512MB                        a disk besides that of its files
 *     run 5s                                           lets time pass until then
 *     a# ifconfig carp0                                a command, now; `>` is before what it prints
 *     < device carp                                    below a command: what is typed into it
 *     unplug a.em0                                     or plug, crash, boot, send-error a.em0 3
 */
export function retell(text: string): string {
  const blocks = blocksOf(text)
  const told = new Telling(recordsOf(text))
  return blocks
    .map(({ given, command }) => (command.length === 0 ? given : [...given, '----', ...told.tell(command)]).join('\n'))
    .join('\n\n')
    .concat('\n')
}

/** All that happens in a story. */
export function recordsOf(text: string): readonly TraceRecord[] {
  const story = new Story()
  for (const { command } of blocksOf(text)) story.read(command)
  return simulate(story.scenario).records
}

function blocksOf(text: string): Block[] {
  return text
    .trimEnd()
    .split(/\n{2,}/)
    .map(parse)
}

interface Block {
  /** As it stands in the file, with comments. */
  readonly given: readonly string[]
  readonly command: readonly string[]
}

function parse(block: string): Block {
  const lines = block.split('\n')
  const end = lines.indexOf('----')
  const given = end === -1 ? lines : lines.slice(0, end)
  return { given, command: given.filter((line) => !line.startsWith('#')) }
}

/** The scenario that the blocks of a story make. */
class Story {
  readonly #hosts: HostSpec[] = []
  readonly #events: EventSpec[] = []
  #now: Micros = 0

  read([first = '', ...rest]: readonly string[]): void {
    if (first === 'hosts') for (const line of rest) this.#readHost(line)
    else if (first.startsWith('run ')) this.#now = timeOf(first)
    else if (first !== '') this.#events.push({ at: this.#now, evenIfInert: true, action: actionOf(first, rest) })
  }

  get scenario(): Scenario {
    return {
      carpsim: 1,
      title: 'story',
      story: '',
      seed: '1',
      until: this.#now,
      counters: 'zero',
      networks: ['em0', 'em1', 'eth0'].map((name) => ({
        name,
        latency: 100,
        jitter: 0,
        loss: 0,
        duplicate: 0,
        reorder: 0,
      })),
      hosts: this.#hosts,
      groups: [],
      events: this.#events,
      expect: [],
    }
  }

  #readHost(line: string): void {
    const words = line.trim().split(/\s+/)
    if (line.startsWith(' ')) {
      const host = this.#hosts.pop()!
      if (words[0] === 'disk') this.#hosts.push({ ...host, disks: [...(host.disks ?? []), diskOf(words)] })
      else this.#hosts.push({ ...host, carp: [...host.carp, vhostOf(words)] })
    } else this.#hosts.push(hostOf(words))
  }
}

function hostOf([name = '', system = '', ...words]: string[]): HostSpec {
  return {
    name,
    system: systemNamed(system)!.name,
    boot: 0,
    preempt: words.includes('preempt'),
    ticks: 0,
    interfaces: words.filter((word) => word.includes('=')).map(interfaceOf),
    carp: [],
    ucarp: { deadratio: 3, shutdown: false, neutral: false, ignoreifstate: false, nomcast: false },
  }
}

function interfaceOf(word: string): InterfaceSpec {
  const [name = '', address = ''] = word.split('=')
  return { name, address: parsePrefix(address, 24)!, plug: name }
}

function vhostOf([on = '', ...words]: string[]): VhostConfig {
  const after = (word: string, otherwise: string) => words[words.indexOf(word) + 1] ?? otherwise
  const addresses = words.filter((word) => word.includes('/')).map((word) => parsePrefix(word, 24)!)
  const number = (word: string, otherwise: number) => (words.includes(word) ? Number(after(word, '')) : otherwise)
  const nodes = words.includes('carpnodes') ? after('carpnodes', '').split(',').map(nodeOf) : undefined
  const peer = [after('peer', ''), after('carppeer', '')].map(parseIpv4).find((address) => address !== undefined)
  return {
    interface: on,
    vhid: nodes?.[0]?.vhid ?? number('vhid', 1),
    ...(nodes && { nodes, balancing: after('balancing', 'ip') as Balancing }),
    ...(words.includes('group') && { groups: [after('group', '')] }),
    ...(peer !== undefined && { peer }),
    advbase: number('advbase', 1),
    advskew: nodes?.[0]?.advskew ?? number('advskew', 0),
    password: words.includes('pass') ? after('pass', '') : '',
    addresses,
  }
}

function diskOf([, path = '', size = '']: string[]): DiskOptions {
  return { path, size: Number.parseInt(size, 10) * (size.endsWith('GB') ? 1_073_741_824 : 1_048_576) }
}

function nodeOf(text: string): NodeConfig {
  const [vhid = 0, advskew = 0] = text.split(':').map(Number)
  return { vhid, advskew }
}

function actionOf(line: string, typed: readonly string[]): Action {
  const [, on, command] = /^(\S+)# (.*)$/.exec(line) ?? []
  const input = typed.map((each) => each.slice(2)).join('\n')
  if (on !== undefined) return { verb: 'run', host: on, command: command!, ...(typed.length > 0 && { input }) }
  const [verb = '', target = '', times = '1'] = line.split(' ')
  const [host = '', nic = 'em0'] = target.split('.')
  switch (verb) {
    case 'unplug':
    case 'plug':
      return { verb, host, interface: nic }
    case 'crash':
    case 'boot':
      return { verb, host }
    case 'send-error':
      return { verb, host, interface: nic, errno: 'ENOBUFS', times: Number(times) }
    default:
      throw new Error(`a story cannot do this: ${line}`)
  }
}

function timeOf(line: string): Micros {
  return parseTime(line.slice(4))!
}

/** Hands out the records, block by block: what was done is recorded as a fault, and ends what was told before. */
class Telling {
  readonly #records: readonly TraceRecord[]
  #at = 0
  #now: Micros = 0

  constructor(records: readonly TraceRecord[]) {
    this.#records = records
  }

  tell([first = '']: readonly string[]): string[] {
    const acts = first !== 'hosts' && !first.startsWith('run ')
    if (first.startsWith('run ')) this.#now = timeOf(first)
    const start = this.#at
    if (acts) this.#at += 1
    while (this.#at < this.#records.length && this.#belongs(this.#records[this.#at]!)) this.#at += 1
    return this.#records.slice(start, this.#at).flatMap(tell)
  }

  #belongs({ t, kind }: TraceRecord): boolean {
    return t <= this.#now && kind !== 'fault' && kind !== 'inert'
  }
}
