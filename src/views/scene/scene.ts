import type { Micros } from '../../time.ts'
import type { Window } from '../../trace/folds/history.ts'
import type { PingStretch } from '../../trace/folds/pings.ts'
import { leading } from '../../trace/leading.ts'
import type { Power } from '../../trace/sentence.ts'
import type { CastHost, Trace } from '../../trace/trace.ts'
import { pingsOf } from '../lanes/pings.ts'
import { cardKey, registerOf } from '../register.ts'
import { configured, ownInterval, preempts } from '../why/own.ts'
import { type Subject, sceneOf } from '../why/scene.ts'
import { cutsAt } from './cuts.ts'
import { hindrancesOf } from './filters.ts'
import { flightsAt } from './flights.ts'
import type { Card, Machine, PingScene, Scene, VhostScene } from './shapes.ts'
import { timersOf } from './timers.ts'

export type { Card, CutWay, Flight, Machine, PingScene, Place, Scene, Timer, VhostScene } from './shapes.ts'

/**
 * The network at an instant.
 *
 * @param least - each frame is shown for that long at least, slower than it was: who looks but now and then would miss it
 */
export function scene(trace: Trace, t: Micros, least: Micros = 0): Scene {
  const before = sceneOf(trace).causes.endOf(t)
  const moment = { trace, t, before }
  return {
    t,
    title: trace.title,
    networks: trace.networks,
    machines: trace.hosts.map((host) => machineOf(moment, host)),
    frames: flightsAt(trace, t, least),
  }
}

interface Moment {
  readonly trace: Trace
  readonly t: Micros
  /** All records with smaller ids have happened. */
  readonly before: number
}

function machineOf(moment: Moment, cast: CastHost): Machine {
  const { trace, before } = moment
  const { name, system, systemTitle } = cast
  const questions = sceneOf(trace)
  const isClient = system === 'client'
  return {
    name,
    system,
    systemTitle,
    isClient,
    power: powerOf(moment, name),
    preempt: !isClient && preempts(questions, { host: name }, before).on,
    demotion: questions.demotion(name, before),
    cards: cast.interfaces.map((nic) => cardOf(moment, name, nic)),
    vhosts: questions.subjects.filter(({ host }) => host === name).flatMap((subject) => vhostOf(moment, cast, subject)),
    pings: pingsOf(trace)
      .filter(({ host }) => host === name)
      .map(({ address, of, stretches }) => ({ ...(of && { of }), ...pingOf(moment.t, address, stretches) })),
  }
}

/** A machine has no power before it boots. */
function powerOf({ trace, before }: Moment, host: string): Power {
  for (const { power } of registerOf(trace).ofHost('power', host, before)) return power
  return 'off'
}

function cardOf({ trace, before }: Moment, host: string, nic: CastHost['interfaces'][number]): Card {
  const register = registerOf(trace)
  const card = { host, interface: nic.name }
  const link = register.ofCard('link', card, before)
  const flag = register.ofCard('interface', card, before)
  return {
    ...nic,
    carrier: link?.carrier ?? true,
    // A boot takes all interfaces up.
    up: flag === undefined || flag.up || flag.id < register.lastOff(host, before),
    cuts: cutsAt(trace, before).get(cardKey(card)) ?? [],
    hindrances: hindrancesOf(trace, nic.network, card, before),
  }
}

/** One that a command made later is there from then on. */
function vhostOf(moment: Moment, cast: CastHost, subject: Subject): VhostScene[] {
  const { trace, t, before } = moment
  const { interface: on, vhid, group } = subject
  const questions = sceneOf(trace)
  const { state, record } = questions.standing(subject, before)
  const known = cast.vhosts.find((vhost) => vhost.interface === on && vhost.vhid === vhid)
  if (known === undefined && state === 'off') return []
  // What does not run does not stand still either.
  const isPaused = state !== 'off' && powerOf(moment, cast.name) === 'paused'
  const { advbase, advskew } = configured(questions, subject, before)
  const addresses = known?.addresses ?? []
  return [
    {
      interface: on,
      vhid,
      group,
      state: isPaused ? 'paused' : state,
      since: record?.t ?? 0,
      advbase,
      advskew,
      advertises: ownInterval(questions, subject, before).advskew,
      addresses,
      holds: state === 'MASTER' && !isPaused ? addresses : [],
      timers: timersOf({ trace, t, before }, subject, state, record?.id ?? 0),
    },
  ]
}

function pingOf(t: Micros, address: string, stretches: readonly PingStretch[]): PingScene {
  const stretch = stretches[atOrBefore(stretches, t)]
  if (stretch === undefined || t > stretch.to) return { address, by: null, since: t, lasts: 0 }
  return { address, by: stretch.by, since: stretch.from, lasts: t - stretch.from }
}

/** The place of the last one that had begun; -1: none had. */
function atOrBefore(windows: readonly Window[], t: Micros): number {
  return leading(windows, ({ from }) => from <= t) - 1
}
