import type { EventSpec, Scenario } from 'carpsim'

const MILLISECOND = 1000
const SECOND = 1000 * MILLISECOND
const LATENCY = 100
const SOUND = { latency: LATENCY, jitter: 0, loss: 0, duplicate: 0, reorder: 0 }
const HIGHEST_SKEW = 254
/** The machine that crashes in both workloads: the one with the lowest advskew. */
export const VICTIM = 'h0'

/** How many hosts workload W is played with. */
export const SIZES = [2, 8, 64, 512] as const
export const RUNS = 10_000
export type Load = `W ${(typeof SIZES)[number]}` | 'M'
export const LOADS: readonly Load[] = [...SIZES.map((size) => `W ${size}` as const), 'M']

/** What every implementation must find in workload W: events by number of hosts, and who takes over when. */
export const EVENTS: Readonly<Record<number, number>> = { 2: 4182, 8: 25_686, 64: 226_390, 512: 1_832_022 }
export const FAILOVER = 602_004_006
export const NEW_MASTER = 1
/** What the peers, which draw the same random numbers, must find in workload M, and carpsim within 1 %. */
export const SUM_OF_FAILOVERS = 23_896_521_170

/** W: hosts on one segment, no preemption; the master crashes after ten minutes; one hour. */
export function workloadW(hosts: number): Scenario {
  return scenario(hosts, {}, 3600 * SECOND, 600 * SECOND)
}

/** M: two hosts that lose one frame in ten; the master crashes at a time that each seed draws; one minute. */
export function workloadM(): Scenario {
  return scenario(2, { jitter: MILLISECOND, loss: 0.1 }, 60 * SECOND, { from: 30 * SECOND, to: 31 * SECOND })
}

/** How large the crowd is: machines, each with as many virtual hosts, for so long. */
export const CROWD = { hosts: 40, vhosts: 100, minutes: 10 } as const

/** Many machines that share many addresses, each MASTER of some, on a learning switch; one of them crashes half-way. */
export function workloadCrowd(): Scenario {
  const { hosts, vhosts, minutes } = CROWD
  const until = minutes * 60 * SECOND
  const alone = throughSwitch(scenario(hosts, {}, until, until / 2))
  return {
    ...alone,
    hosts: alone.hosts.map((host, place) => ({
      ...host,
      carp: host.carp.flatMap((vhost) =>
        Array.from({ length: vhosts }, (_, at) => ({
          ...vhost,
          vhid: at + 1,
          advskew: (place + at) % hosts,
          addresses: [{ address: 0x0a01_0001 + at, length: 16 }],
        })),
      ),
    })),
  }
}

/** The same, with one learning switch that takes no time in the place of the hub. */
export function throughSwitch(scenario: Scenario): Scenario {
  const name = 'sw'
  return {
    ...scenario,
    networks: scenario.networks.map((network) => ({ ...network, switch: name, vlan: 1 })),
    switches: [{ name, ageing: 300 * SECOND, latency: 0, spanningTree: true, ports: [] }],
    hosts: scenario.hosts.map((host) => ({
      ...host,
      interfaces: host.interfaces.map((card) => ({ ...card, switch: name })),
    })),
  }
}

function scenario(
  hosts: number,
  quality: Partial<typeof SOUND>,
  until: number,
  crash: NonNullable<EventSpec['at']>,
): Scenario {
  return {
    carpsim: 1,
    title: 'bench',
    story: '',
    seed: '1',
    until,
    counters: 'random',
    networks: [{ name: 'lan', ...SOUND, ...quality }],
    hosts: Array.from({ length: hosts }, (_, place) => host(place)),
    groups: [],
    expect: [],
    events: [{ at: crash, evenIfInert: false, action: { verb: 'crash', host: VICTIM } }],
  }
}

/** Only hosts 0 and 1 ever act, so the skews that do not fit their byte may all be the highest. */
function host(place: number): Scenario['hosts'][number] {
  const em0 = 'em0'
  return {
    name: `h${place}`,
    system: 'freebsd-9.3',
    boot: 0,
    preempt: false,
    ticks: 0,
    interfaces: [{ name: em0, address: { address: 0x0a00_0001 + place, length: 16 }, plug: 'lan' }],
    carp: [
      {
        vhid: 1,
        interface: em0,
        advbase: 1,
        advskew: Math.min(place, HIGHEST_SKEW),
        password: 'secret',
        addresses: [{ address: 0x0a01_0001, length: 16 }],
      },
    ],
    ucarp: { deadratio: 3, shutdown: true, neutral: false, ignoreifstate: false, nomcast: false },
  }
}
