import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import type { Command } from 'commander'
import type { App } from '../player/app/app.ts'
import type { Entry, Preview } from '../player/app/library.ts'
import type { Saving, Want } from '../player/app/program.ts'
import type { Player } from '../player/app/state.ts'
import type { Micros } from '../time.ts'
import { EXIT, Failure, fileFailure } from './exit.ts'
import { LIBRARY, located, scenariosIn } from './library.ts'
import { addLookOptions, type LookOptions, type Looks, looksFor, printed } from './looks.ts'
import { addScenarioOptions, type ScenarioOptions, time } from './options.ts'
import { recorded } from './recording.ts'
import { addTourOptions, film, type TourOptions, titleOf, tourOf, unfit, windowOf } from './tour.ts'

/** What a beginner opens first. */
const FIRST = 'basics/cable-pull'

interface PlayerOptions extends ScenarioOptions, LookOptions, TourOptions {
  readonly at?: Micros
}

const EXAMPLES = `
Examples:
  $ carpsim play basics/cable-pull        space plays, arrows step, f pulls cables, w asks why, ? shows all keys
  $ carpsim play                          choose from the library
  $ carpsim play --predict basics/one-way-cut      say who will be MASTER before you see it
  $ carpsim play --tour                   be shown around
  $ carpsim play --at 12.4s mine.yaml
  $ carpsim play --event '10s crash fw1' mine.yaml
  $ carpsim play --tour --record tour.cast --size 100x30      an asciicast of it, without a terminal
`

/** `carpsim play [FILE]`: the player. */
export function addPlayer(program: Command): void {
  const command = program
    .command('play')
    .summary('walk through a scenario in time, break things, and ask why')
    .description('Opens a scenario in the player, on the whole terminal: walk through time, break things, ask why.')
    .argument('[file]', 'a scenario file, or a name of the library (default: choose from the library)')
  addTourOptions(addLookOptions(addScenarioOptions(command)))
    .option('--at <time>', 'begin at that time: 12.4s', time)
    .addHelpText('after', EXAMPLES)
    .action(playInTerminal)
}

/** Why the player cannot run here, and what to use instead; undefined: it can. */
export function noTerminal(file = 'FILE'): string | undefined {
  const { CI: ci, TERM: terminal } = process.env
  const why =
    process.stdin.isTTY !== true || process.stdout.isTTY !== true
      ? 'this is no terminal'
      : ci !== undefined
        ? 'the variable CI is set'
        : terminal === 'dumb'
          ? 'TERM is dumb'
          : undefined
  return why && `carpsim play needs a terminal, and ${why}; use instead: carpsim run ${file}`
}

/** Opens the player. */
export async function playInTerminal(file: string | undefined, options: PlayerOptions): Promise<void> {
  if (await printed(options)) return
  const missing = noTerminal(file)
  const window = windowOf(options, missing === undefined)
  const obstacle = unfit(options, window) ?? (window === undefined ? missing : undefined)
  if (obstacle !== undefined) {
    process.stderr.write(`${obstacle}\n`)
    process.exitCode = EXIT.USAGE
    return
  }
  // React has a build for its own developers, which is the slower one and what it takes unless told.
  process.env['NODE_ENV'] ??= 'production'
  const { appOf } = await import('../player/app/app.ts')
  const { runInTerminal } = await import('../player/app/terminal.ts')
  const { openScenario } = await import('./scenario.ts')
  const looks = await looksFor(options)
  const doors = await doorsFor(options, looks)
  const asked = file ?? (options.tour ? FIRST : undefined)
  const player = asked === undefined ? null : doors.play(await openScenario(asked, options), options.at)
  const path = asked === undefined ? '' : located(asked)
  const library = file === undefined ? doors.library() : null
  const start: App = { library, player, path, left: new Map() }
  const { ascii, color, mouse, screenReader: tells } = looks
  const program = appOf({ ascii, preview: doors.preview })
  const show = { program, start, color, mouse, tells, perform: doors.perform }
  const tour = options.tour && (await tourOf(show, looks))
  if (tour !== undefined && window !== undefined) return await film(tour, window, options.record!)
  const ending = await recorded(options.record, titleOf(start), async () => {
    return await (tour === undefined ? runInTerminal(show) : runInTerminal(tour))
  })
  if (ending === 'interrupted') process.exitCode = EXIT.INTERRUPTED
}

type Source = import('./scenario.ts').Source

/** What the player asks of files. */
export interface Doors {
  library(): NonNullable<App['library']>
  /** @param at - the time that is looked at first */
  play(source: Source, at?: Micros): Player
  preview(path: string): Preview
  perform(app: App, want: Want): App
}

export async function doorsFor(options: PlayerOptions, { keys, hints, predict }: Looks): Promise<Doors> {
  const { sourceOf } = await import('./scenario.ts')
  const { apply, open, trouble } = await import('../player/session/session.ts')
  const { playerOf } = await import('../player/app/state.ts')
  const { libraryOf } = await import('../player/app/library.ts')
  const { opened } = await import('../player/app/app.ts')
  const { TEXTS } = await import('../player/texts/texts.ts')
  const { simulate } = await import('../simulate.ts')

  /** @throws Failure: what is wrong, in words */
  const guarded = <T>(path: string, act: () => T): T => {
    try {
      return act()
    } catch (error) {
      const words = trouble(error)
      throw words === undefined ? fileFailure(path, error) : new Failure(`${path}: ${words}`)
    }
  }
  const read = (path: string) => sourceOf(path, readFileSync(path, 'utf8'), options)
  const play = (source: Source, at?: Micros) =>
    guarded(source.name, () => {
      const session = open(source.scenario)
      const first = at ?? source.scenario.prologue
      const begun = first === undefined ? session : apply(session, { do: 'goto', t: first })
      return playerOf(begun, { keys, hints, predict })
    })
  const previews = new Map<string, Preview>()
  const madeOf = (path: string): Preview => {
    try {
      return guarded(path, () => {
        const { scenario } = read(path)
        return { story: scenario.story, trace: simulate(scenario, { level: 'changes' }) }
      })
    } catch (error) {
      if (error instanceof Failure) return { problem: error.message }
      throw error
    }
  }
  const preview = (path: string): Preview => {
    const made = previews.get(path) ?? madeOf(path)
    previews.set(path, made)
    return made
  }
  const perform = (app: App, want: Want): App => {
    try {
      if (want.do === 'open')
        return opened(
          app,
          want.path,
          guarded(want.path, () => play(read(want.path))),
        )
      if (want.do === 'save' && app.player !== null) {
        return { ...app, player: save(app.player, want, baseFor(app.path, options), TEXTS.saved) }
      }
      return app
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return told(app, error.message)
    }
  }
  return { library: () => libraryOf(entries(), FIRST, keys), play, preview, perform }
}

/** The library with its titles; what cannot be read is listed all the same, and says what is wrong when it is chosen. */
function entries(): Entry[] {
  return scenariosIn(LIBRARY).map(({ name, path }) => {
    const [, title = ''] = /^title: *(.*)$/m.exec(readFileSync(path, 'utf8')) ?? []
    return { name, path, title: title.replace(/^(['"])(.*)\1$/, '$2') }
  })
}

/** A message for the line in which the player speaks: its first one. */
function told(app: App, message: string): App {
  const [notice = ''] = message.split('\n')
  if (app.player !== null) return { ...app, player: { ...app.player, notice } }
  return app.library === null ? app : { ...app, library: { ...app.library, notice } }
}

/** The file that what is saved may extend: the one that was opened, as it is; what it is called from that folder. */
function baseFor(path: string, options: PlayerOptions): (file: string) => string | undefined {
  const { seed, until, system, set, event } = options
  const changed = [seed, until, system, set, event].some((option) => option !== undefined)
  return (file) => {
    if (changed || path === '' || path === '-') return undefined
    const way = relative(dirname(file), path)
    return way === '..' || way.startsWith(`..${sep}`) || way.startsWith(sep) ? undefined : way
  }
}

/** A file that is there already is replaced only when that was said twice; half a file is never left behind. */
function save(
  player: Player,
  { file, text, replace }: Saving,
  base: (file: string) => string | undefined,
  said: (file: string) => string,
): Player {
  if (existsSync(file) && !replace) return { ...player, waits: { for: 'replace', file } }
  const part = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(part, text(base(file)), { flag: 'wx' })
    renameSync(part, file)
  } catch (error) {
    rmSync(part, { force: true })
    throw fileFailure(file, error)
  }
  return { ...player, notice: said(file) }
}
