import fc from 'fast-check'
import { SYSTEMS, systemNamed } from '../../src/carp/systems/index.ts'
import { type Prefix, parseIpv4 } from '../../src/network/address.ts'
import type { Action, EventSpec, HostSpec, Scenario } from '../../src/scenario/scenario.ts'
import { SECOND } from '../../src/time.ts'
import { forged } from '../host/forged.ts'

/** Small networks of one system, or of several, with faults: what properties of whole runs are tried on. */
export function scenarios(options: { readonly shared?: boolean } = {}): fc.Arbitrary<Scenario> {
  return fc
    .record({
      systems: fc.oneof(
        fc.tuple(ANY, fc.integer({ min: 2, max: 4 })).map(([system, hosts]) => new Array<string>(hosts).fill(system)),
        fc.array(ANY, { minLength: 2, maxLength: 4 }),
      ),
      vhids: fc.integer({ min: 1, max: options.shared === false ? 1 : 2 }),
      latency: fc.constantFrom(50, 100, 1_000, 20_000),
      loss: fc.constantFrom(0, 0, 0.2),
    })
    .chain(({ systems, vhids, latency, loss }) =>
      fc
        .tuple(
          fc.tuple(...systems.map((system, i) => host(system, i, vhids))),
          fc.array(event(systems, vhids), { maxLength: 8 }),
        )
        .map(([specs, events]) => scenario(specs, events, latency, loss)),
    )
}

const ANY: fc.Arbitrary<string> = fc.constantFrom(...SYSTEMS.map(({ name }) => name))

function scenario(hosts: HostSpec[], events: EventSpec[], latency: number, loss: number): Scenario {
  return {
    carpsim: 1,
    title: 'drawn',
    story: '',
    seed: '1',
    until: 40 * SECOND,
    counters: 'zero',
    networks: [{ name: 'lan', latency, jitter: 0, loss, duplicate: 0, reorder: 0 }],
    hosts,
    groups: [],
    events,
    expect: [],
  }
}

export function nameOf(i: number): string {
  return `h${i}`
}

export function prefix(text: string): Prefix {
  return { address: parseIpv4(text)!, length: 24 }
}

function host(system: string, i: number, vhids: number): fc.Arbitrary<HostSpec> {
  const vhost = (k: number) =>
    fc.record({
      vhid: fc.constant(10 + k),
      interface: fc.constant('em0'),
      advbase: fc.constantFrom(1, 1, 1, 2),
      advskew: fc.constantFrom(0, 10, 50, 100, 200, 254),
      password: fc.constantFrom('secret', 'secret', 'secret', 'other'),
      addresses: fc.constant([prefix(`10.0.0.${100 + k}`)]),
    })
  return fc.record({
    name: fc.constant(nameOf(i)),
    system: fc.constant(system),
    boot: fc.integer({ min: 0, max: 5 * SECOND }),
    preempt: fc.boolean(),
    ticks: fc.constant(0),
    interfaces: fc.constant([{ name: 'em0', address: prefix(`10.0.0.${i + 1}`), plug: 'lan' }]),
    carp: fc.tuple(...Array.from({ length: vhids }, (_, k) => vhost(k))),
    ucarp: fc
      .record({
        deadratio: fc.constantFrom(1, 3),
        shutdown: fc.boolean(),
        neutral: fc.boolean(),
        ignoreifstate: fc.boolean(),
        nomcast: fc.constant(false),
      })
      .chain((options) =>
        fc.constantFrom(
          options,
          { ...options, upscript: 1_500_000, downscript: 200_000 },
          { ...options, slack: 0.001, turn: 100, autostart: false },
        ),
      ),
  })
}

type OnHost = fc.Arbitrary<{ host: string }>
type OnVhost = fc.Arbitrary<{ host: string; interface: string; vhid: number }>

/** Events at one machine that its system has an operation for. */
function event(systems: readonly string[], vhids: number): fc.Arbitrary<EventSpec> {
  const any = fc.integer({ min: 0, max: systems.length - 1 })
  return any.chain((i) =>
    eventAt(
      { host: nameOf(i) },
      systems[i]!,
      any.map((other) => ({ host: nameOf(other) })),
      vhids,
    ),
  )
}

function eventAt(on: { host: string }, system: string, other: OnHost, vhids: number): fc.Arbitrary<EventSpec> {
  const named = fc.constant(on)
  const vhost = fc.tuple(named, fc.integer({ min: 0, max: vhids - 1 })).map(([on, k]) => {
    return { ...on, interface: 'em0', vhid: 10 + k }
  })
  const it = systemNamed(system)!
  const own =
    it.runs === 'daemon'
      ? ofDaemons(named, vhost)
      : [
          ...ofKernels(named, vhost),
          ...(it.device === 'carpN' ? ofCarpInterfaces(vhost) : []),
          ...(it.demotable ? [demotion(named)] : []),
        ]
  return fc
    .tuple(fc.integer({ min: 6 * SECOND, max: 38 * SECOND }), fc.oneof(...everywhere(named, other), ...own))
    .map(([at, action]) => ({ at, evenIfInert: true, action }))
}

function everywhere(named: OnHost, other: OnHost): fc.Arbitrary<Action>[] {
  return [
    named.map((on): Action => ({ verb: 'unplug', ...on, interface: 'em0' })),
    named.map((on): Action => ({ verb: 'plug', ...on, interface: 'em0' })),
    named.map((on): Action => ({ verb: 'crash', ...on })),
    named.map((on): Action => ({ verb: 'boot', ...on })),
    fc.tuple(named, other).map(([from, to]): Action => ({ verb: 'cut', from, to })),
    named.map((to): Action => ({ verb: 'heal', from: 'any', to })),
    named.map((on): Action => ({ verb: 'send-error', ...on, interface: 'em0', errno: 'ENOBUFS', times: 4 })),
    fc
      .tuple(named, fc.constantFrom('jumps' as const, 'stops' as const))
      .map(([on, clock]): Action => ({ verb: 'pause', ...on, clock, queued: 4 })),
    named.map((on): Action => ({ verb: 'resume', ...on })),
    fc
      .tuple(named, fc.constantFrom(10, 11), fc.constantFrom('secret', 'wrong'), fc.constantFrom(0, 100, 255))
      .map(([on, vhid, password, advskew]): Action => {
        const fields = { vhid, advskew, advbase: advskew === 255 ? 255 : 1 }
        const addresses = [prefix(`10.0.0.${90 + vhid}`).address]
        const frame = forged({ source: prefix('10.0.0.77').address, password, fields, addresses })
        return { verb: 'inject', ...on, interface: 'em0', frame }
      }),
  ]
}

function ofKernels(named: OnHost, vhost: OnVhost): fc.Arbitrary<Action>[] {
  return [
    fc
      .tuple(vhost, fc.constantFrom(0, 20, 240))
      .map(([of, advskew]): Action => ({ verb: 'set', ...of, parameters: { advskew } })),
    vhost.map((of): Action => ({ verb: 'force', ...of, to: 'BACKUP' })),
    vhost.map((of): Action => ({ verb: 'force', ...of, to: 'MASTER' })),
    fc.tuple(named, fc.boolean()).map(([on, to]): Action => ({ verb: 'preempt', ...on, to })),
    fc.tuple(named, fc.boolean()).map(([on, to]): Action => ({ verb: 'allow', ...on, to })),
    vhost.map((of): Action => ({ verb: 'add-address', ...of, address: prefix('10.0.0.200') })),
    named.map((on): Action => ({ verb: 'interface-down', ...on, interface: 'em0' })),
    named.map((on): Action => ({ verb: 'interface-up', ...on, interface: 'em0' })),
  ]
}

function ofCarpInterfaces(vhost: OnVhost): fc.Arbitrary<Action>[] {
  return [
    vhost.map((of): Action => ({ verb: 'carp-down', ...of })),
    vhost.map((of): Action => ({ verb: 'carp-up', ...of })),
  ]
}

function demotion(named: OnHost): fc.Arbitrary<Action> {
  return fc
    .tuple(named, fc.constantFrom(-240, -1, 1, 240))
    .map(([on, by]): Action => ({ verb: 'demote', ...on, by, reason: 'test' }))
}

function ofDaemons(named: OnHost, vhost: OnVhost): fc.Arbitrary<Action>[] {
  return [
    fc
      .tuple(named, fc.constantFrom('USR2' as const, 'TERM' as const, 'KILL' as const))
      .map(([on, name]): Action => ({ verb: 'signal', ...on, name })),
    vhost.map((of): Action => ({ verb: 'start', ...of, takes: 16_000 })),
  ]
}
