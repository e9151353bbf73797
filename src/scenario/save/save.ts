import { Document, isMap, isScalar, Scalar } from 'yaml'
import type { CardSettings } from '../../host/setup/settings.ts'
import { formatIpv4, formatPrefix } from '../../network/address.ts'
import type { VirtualRouter } from '../../services/vrrp/options.ts'
import { formatTime } from '../../time.ts'
import { aboutOf } from '../../trace/trace.ts'
import { settingsOfHost } from '../files.ts'
import { formatPercent } from '../percent.ts'
import { spanText } from '../play/drawn.ts'
import { targetOf } from '../play/verbs.ts'
import type {
  AskedInvariant,
  EventSpec,
  HostSpec,
  InterfaceSpec,
  NetworkSpec,
  QuestionSpec,
  Scenario,
} from '../scenario.ts'
import * as schema from '../schema/schema.ts'
import { LOG_SYSCTL } from '../schema/sysctl.ts'
import { escaped, isPrintable } from '../text/printable.ts'
import { argumentsOf } from './action.ts'
import { dataFields } from './data.ts'
import { disksFields, releaseText } from './disks.ts'
import { expectationFields } from './expectation.ts'
import { type Fields, unlessDefault, type Value } from './fields.ts'
import { ipFields } from './ip.ts'
import { cableFields, namedNetworks, pluggedIn, switchFields } from './switches.ts'
import { vhostFields } from './vhost.ts'

/**
 * Writes a scenario as a file that loads to an equal one (where its events stand aside). What has its default value is
 * left out; comments of a file that it came from are lost.
 */
export function saveScenario(scenario: Scenario): string {
  const { seed, until, counters } = scenario
  const document = new Document({}, { schema: 'failsafe' })
  const put = (key: string, value: unknown) => document.add(document.createPair(key, value))
  const line = (fields: Fields) => document.createNode(nodes(fields), { flow: true })
  put('carpsim', '1')
  const { title, story, prologue, ...more } = aboutOf(scenario)
  if (title !== '') put('title', nodes(title))
  if (story !== '') put('story', nodes(story))
  for (const [key, text] of Object.entries(more)) put(key, nodes(text))
  put('seed', nodes(seed))
  put('until', formatTime(until))
  if (prologue !== undefined) put('prologue', formatTime(prologue))
  if (counters !== 'random') put('counters', counters)
  put(
    'networks',
    Object.fromEntries(namedNetworks(scenario).map((network) => [network.name, line(networkFields(network))])),
  )
  if (scenario.switches)
    put('switches', Object.fromEntries(scenario.switches.map((one) => [one.name, line(switchFields(one))])))
  if (scenario.cables)
    put('cables', Object.fromEntries(scenario.cables.map((one) => [one.name, line(cableFields(one))])))
  put(
    'hosts',
    Object.fromEntries(
      scenario.hosts.map((host) => [host.name, blockOf({ ...host, interfaces: pluggedIn(scenario, host) }, line)]),
    ),
  )
  if (scenario.groups.length > 0) {
    put('groups', line(Object.fromEntries(scenario.groups.map(({ name, members }) => [name, members]))))
  }
  if (scenario.power) {
    put('power', line(Object.fromEntries(scenario.power.map(({ name, members }) => [name, members]))))
  }
  if (scenario.events.length > 0)
    put(
      'events',
      scenario.events.map((event) => line(eventFields(event))),
    )
  if (scenario.expect.length > 0)
    put(
      'expect',
      scenario.expect.map((expectation) => line(expectationFields(expectation, until))),
    )
  if (scenario.why) put('why', line(questionFields(scenario.why)))
  if (scenario.invariants !== undefined) put('invariants', scenario.invariants.map(invariantText))
  for (const { key } of isMap(document.contents) ? document.contents.items : []) {
    if (
      isScalar(key) &&
      ['networks', 'switches', 'cables', 'hosts', 'groups', 'power', 'events', 'expect'].includes(String(key.value))
    )
      key.spaceBefore = true
  }
  return escaped(document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER }))
}

function invariantText({ name, limit }: AskedInvariant): string {
  return limit === undefined ? name : `${name} ${formatTime(limit)}`
}

/** Without what is undefined; texts that do not print in double quotes, where they can be escaped. */
function nodes(value: Value): unknown {
  if (Array.isArray(value)) return value.map(nodes)
  if (typeof value === 'object') {
    const present = Object.entries(value).filter(([, part]) => part !== undefined)
    return Object.fromEntries(present.map(([key, part]) => [key, nodes(part)]))
  }
  if (value === undefined || isPrintable(value)) return value
  const scalar = new Scalar(value)
  scalar.type = Scalar.QUOTE_DOUBLE
  return scalar
}

/** A host takes some lines: one for each of its interfaces and virtual hosts. What its files say is left to them. */
function blockOf(host: HostSpec, line: (fields: Fields) => unknown): Record<string, unknown> {
  const { system, boot, preempt, log, ticks, drift, interfaces, carp, ip } = host
  const said = settingsOfHost(host)
  const block: Record<string, unknown> = { system }
  if (boot !== 0) block['boot'] = boot === null ? 'never' : formatTime(boot)
  if (preempt && said?.preempt === undefined) block['preempt'] = 'true'
  if (log !== undefined && said?.log === undefined) block['sysctl'] = line({ [LOG_SYSCTL]: String(log) })
  if (host.rc !== undefined) block['rc'] = formatTime(host.rc)
  if (host.track) block['track'] = line(Object.fromEntries(host.track.map((on) => [on.interface, `${on.demotion}`])))
  if (ticks !== 0) block['ticks'] = String(ticks)
  if (drift !== undefined) block['clock'] = line({ drift: `${drift}ppm` })
  block['interfaces'] = Object.fromEntries(
    interfaces.map((card) => [
      card.name,
      line(
        cardFields(
          card,
          said?.cards.find(({ name }) => name === card.name),
        ),
      ),
    ]),
  )
  if (carp.length > 0 && !said?.carp.length) block['carp'] = carp.map((vhost) => line(vhostFields(vhost, system)))
  const ucarp = ucarpFields(host.ucarp)
  if (Object.keys(ucarp).length > 0) block['ucarp'] = line(ucarp)
  if (host.vrrp) block['vrrp'] = host.vrrp.map((router) => line(routerFields(router)))
  if (host.disks) block['disks'] = line(disksFields(host.disks))
  if (host.hast) block['hast'] = line({ release: releaseText(host.hast.release) })
  if (host.startup) block['startup'] = line(startupFields(host.startup))
  const reaches = said?.gateway === undefined || ip === undefined ? ip : { ...ip, gateway: null }
  return { ...block, ...(reaches && ipFields(reaches, line)), ...dataFields(host, line), ...filesFields(host) }
}

function cardFields(
  { address, address6, aliases, plug, mac, bundle }: InterfaceSpec,
  said: CardSettings | undefined,
): Fields {
  return {
    address: said?.address ? undefined : formatPrefix(address),
    address6: address6 && !said?.address6 ? formatPrefix(address6) : undefined,
    aliases: aliases?.map(formatPrefix),
    plug,
    mac,
    ...bundle,
  }
}

/** Texts stand below their paths, as they are. */
function filesFields({ files, modes = {} }: HostSpec): Record<string, unknown> {
  if (files === undefined) return {}
  const texts = Object.entries(files).map(([path, text]) => {
    const mode = modes[path]
    return [path, nodes(mode === undefined ? text : { mode: mode.toString(8).padStart(3, '0'), text })]
  })
  return { files: Object.fromEntries(texts) }
}

function startupFields(times: NonNullable<HostSpec['startup']>): Fields {
  return Object.fromEntries(Object.entries(times).map(([stage, time]) => [stage, formatTime(time)]))
}

function ucarpFields({ upscript, downscript, turn, slack, ...options }: HostSpec['ucarp']): Fields {
  const times = Object.entries({ upscript, downscript, turn }).filter(([, time]) => time)
  return {
    ...unlessDefault(options, { ...schema.ucarp.schema.parse({}), autostart: true, installed: true }),
    ...Object.fromEntries(times.map(([name, time]) => [name, formatTime(time!)])),
    ...(slack && { slack: formatPercent(slack) }),
  }
}

function routerFields({ vrid, interface: on, addresses, priority, interval }: VirtualRouter): Fields {
  const numbers = unlessDefault({ priority, interval }, { priority: 100, interval: 1 })
  return { vrid: String(vrid), interface: on, addresses: addresses.map(formatIpv4), ...numbers }
}

function questionFields({ at, that, because }: QuestionSpec): Fields {
  return { at: formatTime(at), that: that.text, because }
}

function networkFields({
  switch: at,
  vlan,
  latency,
  jitter,
  loss,
  duplicate,
  reorder,
  echo,
  crossover,
}: NetworkSpec): Fields {
  return {
    switch: at,
    vlan: vlan === undefined ? undefined : String(vlan),
    latency: formatTime(latency),
    jitter: jitter === 0 ? undefined : formatTime(jitter),
    loss: loss === 0 ? undefined : formatPercent(loss),
    duplicate: duplicate === 0 ? undefined : formatPercent(duplicate),
    reorder: reorder === 0 ? undefined : formatPercent(reorder),
    echo: echo === undefined ? undefined : String(echo),
    crossover: crossover === undefined ? undefined : String(crossover),
  }
}

function eventFields({ at, when, every, for: time, evenIfInert, action }: EventSpec): Fields {
  if (action.verb === 'send-error' && every) throw new Error('the language has no repeated send-error')
  return {
    ...(when && { [when.once ? 'when' : 'whenever']: when.sentence.text }),
    at: at === undefined ? at : spanText(at),
    [action.verb]: targetOf(action),
    ...argumentsOf(action),
    ...(when && when.delay > 0 && { delay: formatTime(when.delay) }),
    ...(every && { every: formatTime(every.period), times: String(every.times) }),
    for: time === undefined ? undefined : formatTime(time),
    'even-if-inert': evenIfInert ? 'true' : undefined,
  }
}
