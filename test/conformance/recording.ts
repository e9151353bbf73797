import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Action, EventSpec, HostSpec, Scenario } from '../../src/scenario/scenario.ts'
import { type Micros, SECOND } from '../../src/time.ts'
import { type Case, scenarioOf } from './case.ts'

// Recordings of the real ucarp daemon: a case, what was measured when it was played with real processes on Linux, and
// what they wrote. What people did, and when processes started, is fed to carpsim as it was measured.

/** A state that a process took. */
export interface Change {
  readonly t: Micros
  readonly host: string
  readonly vhid: number
  readonly from: string
  readonly to: string
}

/** An action of the case, with the measured times of its begin and its end. */
interface Deed {
  readonly do: string
  readonly host?: string
  readonly hosts?: readonly string[]
  readonly from?: string
  readonly to?: string
  /** In hexadecimal digits. */
  readonly frame?: string
  readonly realUs: readonly [Micros, Micros]
}

interface Measured {
  readonly transitions: readonly Change[]
  readonly adverts: readonly { readonly t: Micros; readonly host: string }[]
  readonly events: readonly Deed[]
}

export interface Recording extends Measured {
  readonly name: string
  readonly given: Case
  /** The life of each process, in the order of their starts. */
  readonly lives: readonly Life[]
}

/** One process, from its start on. */
export interface Life {
  readonly host: string
  readonly vhid: number
  /** When its capture was opened, from which libpcap's ticks count. */
  readonly opened: Micros
  /** When it entered the election. */
  readonly began: Micros
}

const SYSTEM = 'ucarp-1.5.2-linux'
const INTERFACE = 'em0'
/** What the machine of the recordings took to fork, run and reap a script that does next to nothing: the median. */
const SCRIPT: Micros = 3_600
/** Linux lets poll(2) return late by up to 0.1 % of its time (fs/select.c, select_estimate_accuracy): the median. */
const SLACK = 0.0009
/** What else a turn of the loop takes: the rest of the 1.0001 s and 1.3915 s between two advertisements. */
const TURN: Micros = 100
/** From the line about its Ethernet address to the first tick's phase: the median of 67 processes, 340 to 625 µs. */
const OPENING: Micros = 480
/** From the opening to the election, where no line tells: kernels take 4 to 24 ms to attach a filter. */
const ATTACHING: Micros = 15_000

/** The names of the recordings in a folder. */
export function recordingsIn(folder: string): string[] {
  const INPUT = '.input.json'
  return readdirSync(folder)
    .filter((name) => name.endsWith(INPUT))
    .map((name) => name.slice(0, -INPUT.length))
    .sort()
}

export function readRecording(folder: string, name: string): Recording {
  const read = (suffix: string) => readFileSync(join(folder, name + suffix), 'utf8')
  const measured = JSON.parse(read('.json')) as Measured
  const lines = existsSync(join(folder, `${name}.syslog`)) ? read('.syslog').split('\n') : []
  const given = JSON.parse(read('.input.json')) as Case
  return { ...measured, name, given, lives: livesOf(measured, lines) }
}

/** It plays frames again that were captured while it ran: only those who were there know which. */
export function hasReplays({ events }: Recording): boolean {
  return events.some((event) => event.do === 'replay')
}

/** A recording as a scenario: the machines are up all the time, and what happens to them is as it was measured. */
export function scenarioOfRecording({ given, events, lives }: Recording): Scenario {
  const scenario = scenarioOf({ ...given, events: [] }, SYSTEM)
  const starts = lives.map(({ host, vhid, opened, began }) => {
    return happens(opened, { verb: 'start', host, interface: INTERFACE, vhid, takes: began - opened })
  })
  // A command has done its work at its end, or a moment before.
  const deeds = events.flatMap((deed) => actionsOf(deed).map((action) => happens(deed.realUs[1], action)))
  const inOrder = [...starts, ...deeds].sort((a, b) => a.at - b.at)
  return { ...scenario, hosts: scenario.hosts.map(machine), events: inOrder }
}

function happens(at: Micros, action: Action): EventSpec & { readonly at: Micros } {
  return { at, evenIfInert: true, action }
}

interface RecordedOptions {
  /** Seconds that the up script sleeps. */
  readonly slowup?: number
  /** It runs no daemon. */
  readonly noucarp?: boolean
}

function machine(spec: HostSpec): HostSpec {
  const { slowup = 0, noucarp = false, ...options } = spec.ucarp as HostSpec['ucarp'] & RecordedOptions
  const scripts = { upscript: SCRIPT + slowup * SECOND, downscript: SCRIPT }
  const ucarp = { ...options, ...scripts, slack: SLACK, turn: TURN, autostart: false }
  return { ...spec, boot: 0, carp: noucarp ? [] : spec.carp, ucarp }
}

function actionsOf({ do: what, host = '', hosts = [], from, to, frame }: Deed): Action[] {
  const on = { host, interface: INTERFACE }
  const between = (verb: 'cut' | 'heal', pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([a, b]): Action => ({ verb, from: side(a), to: side(b) }))
  const everyPair = hosts.flatMap((a) => hosts.filter((b) => a !== b).map((b) => [a, b] as const))
  const port = [[host, 'any'] as const, ['any', host] as const]
  switch (what) {
    case 'boot':
      return []
    case 'crash':
      return [{ verb: 'signal', host, name: 'KILL' }]
    case 'shutdown':
      return [{ verb: 'signal', host, name: 'TERM' }]
    case 'sigusr1':
      return [{ verb: 'signal', host, name: 'USR1' }]
    case 'sigusr2':
      return [{ verb: 'signal', host, name: 'USR2' }]
    case 'link-down':
      return [{ verb: 'unplug', ...on }]
    case 'link-up':
      return [{ verb: 'plug', ...on }]
    case 'admin-down':
      return [{ verb: 'interface-down', ...on }]
    case 'admin-up':
      return [{ verb: 'interface-up', ...on }]
    case 'cut':
    case 'heal':
      return between(what, [[from!, to!]])
    case 'isolate':
      return between('cut', everyPair)
    case 'join':
      return between('heal', everyPair)
    case 'inject':
      return [{ verb: 'inject', ...on, frame: frame! }]
    case 'port-disable':
      return between('cut', port)
    case 'port-enable':
      return between('heal', port)
    default:
      throw new Error(`unknown event ${what}`)
  }
}

function side(name: string): 'any' | { readonly host: string } {
  return name === 'any' ? name : { host: name }
}

/** Each process began when it said so; its capture was opened just before, where its log tells. */
function livesOf({ transitions }: Measured, lines: readonly string[]): Life[] {
  const openings = lines.flatMap(openingOf)
  return transitions
    .filter(({ from }) => from === 'INIT')
    .map(({ t: began, host, vhid }) => {
      const mine = openings.filter((opening) => opening.host === host && opening.vhid === vhid && opening.t < began)
      return { host, vhid, opened: mine.at(-1)?.t ?? began - ATTACHING, began }
    })
}

/** `   0.020300 a ucarp[vhid 1]: [INFO] Local advertised ethernet address is […]`: next it opens its capture. */
function openingOf(line: string): { readonly t: Micros; readonly host: string; readonly vhid: number }[] {
  const match = /^\s*(\d+)\.(\d{6}) (\S+) ucarp\[vhid (\d+)\]: \[INFO\] Local advertised ethernet address/.exec(line)
  if (match === null) return []
  const [, seconds, micros, host = '', vhid] = match
  return [{ t: Number(seconds) * SECOND + Number(micros) + OPENING, host, vhid: Number(vhid) }]
}
