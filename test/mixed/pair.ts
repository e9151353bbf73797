import type { System } from '../../src/carp/system.ts'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import { measure } from '../../src/trace/fold.ts'
import { mastership } from '../../src/trace/folds/mastership.ts'

/** Two machines on one network, and what happens to them. */
export interface Play {
  readonly a: Settings
  readonly b: Settings
  readonly events?: readonly string[]
}

export interface Settings {
  readonly preempt?: boolean
  readonly boot?: string
  readonly advbase?: number
  readonly advskew?: number
  readonly password?: string
  readonly addresses?: readonly string[]
}

/** All that carpsim runs, as the tables call them. */
const NAMES: Readonly<Record<string, string>> = {
  'freebsd-8.2': 'F8',
  'freebsd-9.3': 'F9',
  'freebsd-12': 'F12',
  'freebsd-14': 'F14',
  'openbsd-2008': 'O44',
  'openbsd-7.7': 'O77',
  'openbsd-2025': 'O78',
  'netbsd-2015': 'N7',
  'ucarp-1.5.2': 'uc',
  'ucarp-1.5.2-linux': 'ucL',
}

const UNTIL = 60
/** What has not settled by then never will. */
const SETTLED = 40
/** Hand-overs and flapping take a part of the time that is smaller than this. */
const RARELY = 0.01

/**
 * A row for each system that a runs, a column for each that b runs, and who is MASTER in the end: a, b, `2` both of
 * them, `-` nobody but for moments, `~` now one and now the other; `.` the system has no such operation.
 */
export function tableOf(play: Play): string {
  return table((a, b) => verdict(a, b, play))
}

/** The same in every cell. */
export function allOver(who: string): string {
  return table(() => who)
}

function table(cell: (a: System, b: System) => string): string {
  const line = (head: string, cells: readonly string[]) =>
    [head.padEnd(3), ...cells.map((text) => text.padStart(3))].join(' ')
  const name = (system: System) => NAMES[system.name]!
  const rows = SYSTEMS.map((a) =>
    line(
      name(a),
      SYSTEMS.map((b) => cell(a, b)),
    ),
  )
  return [line('', SYSTEMS.map(name)), ...rows].join('\n')
}

/** Who is MASTER from the time at which all has settled. */
function verdict(a: System, b: System, play: Play): string {
  if (!canPlay(a, b, play)) return '.'
  const trace = simulate(loadScenario(yamlOf(a, b, play), 'pair'), { level: 'changes' })
  const [group] = measure(trace.records, trace.until, mastership(trace.hosts))
  const shares = new Map<string, number>()
  for (const { masters, from, to } of group!.tenures) {
    const who = masters.map((place) => group!.vhosts[place]!.host).join('') || '-'
    shares.set(who, (shares.get(who) ?? 0) + Math.max(0, to - Math.max(from, SETTLED * SECOND)))
  }
  const [most = ''] = [...shares].find(([, share]) => share > (1 - RARELY) * (UNTIL - SETTLED) * SECOND) ?? ['~']
  return most === 'ab' ? '2' : most
}

/** Not all can be demoted by hand, or forced; and one ucarp has one address. */
function canPlay(a: System, b: System, play: Play): boolean {
  const does = (what: string) => play.events?.some((event) => event.includes(what)) ?? false
  if (does('demote: a') && !(a.runs === 'kernel' && a.demotable)) return false
  if (does('force: b') && b.runs !== 'kernel') return false
  return [a, b].every(({ runs }, i) => runs === 'kernel' || ([play.a, play.b][i]!.addresses?.length ?? 1) === 1)
}

function yamlOf({ name: a }: System, { name: b }: System, { events = [], ...of }: Play): string {
  const host = (name: 'a' | 'b', system: string, place: number) => {
    const { preempt = false, boot = '0s', addresses = ['10.0.0.100'], ...carp } = of[name]
    return {
      system,
      preempt,
      boot,
      interfaces: { em0: { address: `10.0.0.${place}/24`, plug: 'lan' } },
      carp: [{ vhid: 1, password: 'secret', addresses, ...carp }],
    }
  }
  const hosts = JSON.stringify({ a: host('a', a, 1), b: host('b', b, 2) })
  const list = events.map((event) => `  - { ${event} }`).join('\n')
  return `carpsim: 1
title: ${a} beside ${b}
until: ${UNTIL}s
networks: { lan: { latency: 100us } }
hosts: ${hosts}
${events.length === 0 ? '' : `events:\n${list}\n`}`
}
