import { basename } from 'node:path'
import { systemNamed } from '../carp/systems/index.ts'
import { isStored, readStored } from '../export/stored/read.ts'
import { ScenarioError } from '../scenario/error.ts'
import { formatTime } from '../time.ts'
import type { Trace } from '../trace/trace.ts'
import type { Run } from '../views/diff/diff.ts'
import type { Side } from '../views/diff/sides.ts'
import { Failure } from './exit.ts'
import { nameOf, readText } from './input.ts'
import { located } from './library.ts'
import type { ScenarioOptions } from './options.ts'
import { type PlayOptions, play } from './play.ts'
import { sourceOf } from './scenario.ts'

/** A run that is compared, and how to ask about it: a command, and its last options. One that was stored cannot be asked. */
export interface Contestant extends Run {
  readonly ask?: (side: Side) => readonly [string, string]
}

/** A way to play a scenario, and what tells it from other ways; empty: there are none. */
interface Variant {
  readonly name: string
  readonly changes?: string
  readonly options: Options
}

type Options = ScenarioOptions & PlayOptions

/** A stored run is larger than what it was played from. */
const MOST_BYTES = 256 * 1024 * 1024

/**
 * The runs to compare: each scenario under each system that is asked for, or one as it is written and as it is changed;
 * and each run that was stored.
 *
 * @throws Failure: the user's errors, with messages to be shown as they are
 */
export async function contestantsOf(files: readonly string[], options: Options): Promise<Contestant[]> {
  if (files.filter((file) => file === '-').length > 1) throw new Failure('the standard input can be read only once')
  const variants = variantsOf(options, files.length === 1)
  const found: Contestant[] = []
  let scenarios = 0
  for (const file of files) {
    const path = located(file)
    const text = await readText(path, MOST_BYTES)
    const name = shortNameOf(path, files)
    if (isStored(text)) found.push({ name, trace: stored(text, nameOf(path)) })
    else {
      scenarios += 1
      found.push(...variants.map((variant) => played(path, text, variant, files.length > 1 ? name : '')))
    }
  }
  checkAmount(found, scenarios, options)
  return numbered(found)
}

/** @param alone - there is one file only, so that what is changed is compared with what is written */
function variantsOf(options: Options, alone: boolean): Variant[] {
  const systems = options.system === undefined ? [] : namesIn(options.system)
  const [only] = systems
  if (only !== undefined && (systems.length > 1 || !alone)) {
    return systems.map((system) => ({ name: systemNamed(system)?.name ?? system, options: { ...options, system } }))
  }
  const { system: _, seed: _seed, set: _set, event: _event, ...written } = options
  const { until: _until, ...changes } = options
  const flags = inFlags(changes).trim()
  if (!alone || flags === '') return [{ name: '', options }]
  return [
    { name: 'as written', options: written },
    { name: 'as changed', changes: flags, options },
  ]
}

function namesIn(systems: string): string[] {
  const names = systems.split(',').map((name) => name.trim())
  if (names.includes('')) throw new Failure('--system: write systems with a comma between two: freebsd-12,ucarp')
  return names
}

function checkAmount(found: readonly Contestant[], scenarios: number, options: Options): void {
  const { system, set, event, seed, until } = options
  const [changing] = Object.entries({ system, set, event, seed, until }).find(([, value]) => value !== undefined) ?? []
  if (scenarios === 0 && changing !== undefined) {
    throw new Failure(`--${changing} changes scenarios, and these runs have been played: give it to carpsim run`)
  }
  if (found.length >= 2) return
  throw new Failure(
    'there is nothing to compare it with: name another file, several systems (--system freebsd-12,ucarp), or a change (--set, --event)',
  )
}

function stored(text: string, name: string): Trace {
  try {
    return readStored(text, name)
  } catch (error) {
    throw error instanceof ScenarioError ? new Failure(error.message) : error
  }
}

/** @param file - to tell runs of several files apart; empty: there is one only */
function played(path: string, text: string, variant: Variant, file: string): Contestant {
  const { options, changes } = variant
  const { trace } = play(sourceOf(path, text, options), { ...options, remedy: '--until 60s ends the runs sooner' })
  const name = [file, variant.name].filter((part) => part !== '').join(', ')
  const ask: Contestant['ask'] = (side) => [`carpsim why ${nameOf(path)}${inFlags(options)}`, questionOf(trace, side)]
  return { name, trace, ask, ...(changes !== undefined && { changes }) }
}

/** The last part of a path, where that tells it from the other files. */
function shortNameOf(path: string, files: readonly string[]): string {
  const alike = files.filter((file) => basename(located(file)) === basename(path) && located(file) !== path)
  return alike.length === 0 && path !== '-' ? basename(path) : nameOf(path)
}

/** What the command line changed, written once more. */
function inFlags({ system, seed, until, set = [], event = [] }: ScenarioOptions): string {
  const parts = [
    ...(system === undefined ? [] : [`--system ${system}`]),
    ...(seed === undefined ? [] : [`--seed ${quoted(seed)}`]),
    ...(until === undefined ? [] : [`--until ${formatTime(until)}`]),
    ...set.map((text) => `--set ${quoted(text)}`),
    ...event.map((text) => `--event ${quoted(text)}`),
  ]
  return parts.map((part) => ` ${part}`).join('')
}

/** As a shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function questionOf({ hosts }: Trace, { t, host, group }: Side): string {
  const several = (hosts.find(({ name }) => name === host)?.vhosts.length ?? 0) > 1
  return `--at ${formatTime(t)} --host ${host}${several ? ` --group ${group}` : ''}`
}

/** Runs of one name are told apart by numbers. */
function numbered(found: readonly Contestant[]): Contestant[] {
  return found.map((one, i) => {
    const alike = found.filter(({ name }) => name === one.name)
    if (alike.length === 1) return one
    const place = found.slice(0, i + 1).filter(({ name }) => name === one.name).length
    return { ...one, name: `${one.name} (${place})` }
  })
}
