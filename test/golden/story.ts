import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { formatSeconds, type Micros, parseTime } from '../../src/time.ts'
import type { State } from '../../src/trace/record.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { explain } from '../../src/views/why/explain.ts'
import { tellWhyNot } from '../../src/views/why/not-words.ts'
import { whyNot } from '../../src/views/why/why-not.ts'
import { type Told, tellWhy } from '../../src/views/why/words.ts'
import { tell } from './tell.ts'

/**
 * A golden story: blocks of a command, `----`, and everything that it caused.
 *
 *     hosts                          a host a line: name, system, then advskew=10, preempt …
 *     scenario                       or a whole scenario, in YAML, without its title
 *     run 5s                         lets time pass
 *     why a                          why a is in its state now; why-not a MASTER: why it is not MASTER
 *     unplug: a.em0                  anything else is an event of the language, a microsecond after now
 */
export function retell(text: string): string {
  const telling = new Telling()
  return text
    .trimEnd()
    .split(/\n{2,}/)
    .map((block) => telling.block(block))
    .join('\n\n')
    .concat('\n')
}

class Telling {
  #setting: object | null = null
  readonly #events: string[] = []
  #now: Micros = -1

  block(block: string): string {
    const lines = block.split('\n')
    const end = lines.indexOf('----')
    const given = end === -1 ? lines : lines.slice(0, end)
    const command = given.filter((line) => !line.startsWith('#'))
    if (command.length === 0) return given.join('\n')
    return [...given, '----', ...this.#obey(command)].join('\n')
  }

  #obey(command: string[]): string[] {
    const [first = '', ...rest] = command
    const [verb, host = '', state] = first.split(' ')
    if (verb === 'why') return answered(tellWhy(this.#trace(), explain(this.#trace(), { host })))
    if (verb === 'why-not') return this.#whyNot(host, state as State)
    if (first === 'hosts') this.#setting = { hosts: Object.fromEntries(rest.map(hostOf)) }
    else if (first === 'scenario') this.#setting = { yaml: rest.join('\n') }
    else if (first.startsWith('run ')) return this.#play(parseTime(first.slice(4))!)
    else {
      for (const line of command) this.#events.push(`  - { at: ${this.#now + 1}us, even-if-inert: true, ${line} }`)
      return this.#play(this.#now + 1)
    }
    return []
  }

  #trace(): Trace {
    return simulate(this.#scenario(this.#now))
  }

  #whyNot(host: string, state: State): string[] {
    const trace = this.#trace()
    const { headline, besides, sentences } = tellWhyNot(trace, whyNot(trace, { host, at: this.#now, state }))
    return answered({ headline: [headline, ...besides.map(({ text }) => `  ${text}`)].join('\n'), sentences })
  }

  #play(until: Micros): string[] {
    const records = simulate(this.#scenario(until)).records.filter(({ t }) => t > this.#now)
    this.#now = until
    return records.flatMap(tell)
  }

  #scenario(until: Micros): Scenario {
    const setting = this.#setting as { yaml?: string; hosts?: object }
    const body = setting.yaml ?? `hosts: ${JSON.stringify(setting.hosts)}`
    const events = this.#events.length === 0 ? '' : `events:\n${this.#events.join('\n')}\n`
    return loadScenario(`carpsim: 1\ntitle: story\ncounters: zero\nuntil: ${until}us\n${body}\n${events}`, 'story')
  }
}

/** `laptop client ping=10.0.0.100 period=1s gratuitous=ignore age=20s` */
function clientOf(i: number, { ping = '10.0.0.100', period = '1s', boot, gratuitous, age }: Settings): object {
  return {
    system: 'client',
    ...(boot === undefined ? {} : { boot }),
    interfaces: { em0: cardOf(i, ping) },
    ping: Object.fromEntries(ping.split(',').map((address) => [address, period])),
    arp: { ...(gratuitous && { gratuitous }), ...(age && { age }) },
  }
}

/** Whoever has to do with addresses of IPv6 has one of its own. */
function cardOf(i: number, addresses: string): object {
  const own6 = addresses.includes(':') ? { address6: `2001:db8::${i + 1}/64` } : {}
  return { address: `10.0.0.${i + 1}/24`, ...own6, plug: 'lan' }
}

type Settings = Record<string, string | undefined>

/** An answer without the numbers of records, which any change of what is recorded would change. */
function answered({ headline, sentences }: Told): string[] {
  const lines = sentences.flatMap(({ t, text, rule, notes }) => [
    `${formatSeconds(t)}  ${text}${rule === undefined ? '' : `  [${rule}]`}`,
    ...notes.map((note) => `          ${note}`),
  ])
  return [...headline.split('\n'), ...lines].map((line) => line.replace(/ \(#[\d, #]+\)/g, ''))
}

function hostOf(line: string, i: number): [string, object] {
  const [name = '', system = '', ...words] = line.split(/\s+/)
  const settings = Object.fromEntries(words.map((word) => word.split('=') as [string, string?]))
  if (system === 'client') return [name, clientOf(i, settings)]
  const { boot, preempt, advskew, advbase, password = 'secret', addresses = '10.0.0.100' } = settings
  const vhost = {
    vhid: 1,
    password,
    addresses: addresses.split(','),
    ...(advskew === undefined ? {} : { advskew: Number(advskew) }),
    ...(advbase === undefined ? {} : { advbase: Number(advbase) }),
  }
  return [
    name,
    {
      system,
      preempt: 'preempt' in settings && preempt !== 'off',
      ...(boot === undefined ? {} : { boot }),
      interfaces: { em0: cardOf(i, addresses) },
      carp: [vhost],
      ...(system.startsWith('ucarp') ? { ucarp: { shutdown: 'z' in settings, ignoreifstate: 'S' in settings } } : {}),
    },
  ]
}
