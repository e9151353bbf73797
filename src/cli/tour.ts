import { existsSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import type { App } from '../player/app/app.ts'
import type { Show, Size } from '../player/app/program.ts'
import type { TourShow } from '../player/tour/tour.ts'
import { Failure } from './exit.ts'
import type { Looks } from './looks.ts'
import { openOutput } from './output.ts'
import { tellRecorded } from './recording.ts'

/** How the player shows itself, and what is kept of it. */
export interface TourOptions {
  readonly tour?: true
  readonly record?: string
  readonly size?: Size
}

/** Where there is no terminal that has a size. */
const USUAL: Size = { columns: 100, rows: 30 }
const LEAST: Size = { columns: 60, rows: 24 }
const MOST: Size = { columns: 500, rows: 200 }

export function addTourOptions(command: Command): Command {
  return command
    .option(
      '--tour',
      `a tour: the player presses its own keys and says what there is to see (default: basics/cable-pull)`,
    )
    .option('--record <file>', 'write what is shown as an asciicast, version 3: asciinema play shows it again')
    .option('--size <columns x rows>', 'make the recording of a tour in such a window, and show nothing: 100x30', size)
}

function size(value: string): Size {
  const [, columns = 0, rows = 0] = (/^(\d{1,4})x(\d{1,4})$/.exec(value) ?? []).map(Number)
  const fits = (name: keyof Size, given: number) => given >= LEAST[name] && given <= MOST[name]
  if (fits('columns', columns) && fits('rows', rows)) return { columns, rows }
  const range = `${LEAST.columns}x${LEAST.rows} to ${MOST.columns}x${MOST.rows}`
  throw new InvalidArgumentError(`It is columns x rows: 100x30; from ${range}.`)
}

/** What of these options makes no sense together; undefined: all of it does. */
export function unfit({ tour, record, size }: TourOptions, window: Size | undefined): string | undefined {
  if (size !== undefined && !(tour && record !== undefined)) {
    return 'carpsim play --size is for the recording of a tour: add --tour --record out.cast'
  }
  if (record === '-' && window === undefined) {
    return 'carpsim play shows itself on the terminal: --record needs a file, or --tour and --size to show nothing'
  }
  return undefined
}

/** The window that a recording is made in without a terminal; undefined: one is needed. */
export function windowOf({ tour, record, size }: TourOptions, hasTerminal: boolean): Size | undefined {
  return size ?? (tour && record !== undefined && !hasTerminal ? USUAL : undefined)
}

/** A tour of a player. */
export async function tourOf(show: Show<App>, { ascii, hints }: Looks): Promise<TourShow<App>> {
  const { stepsFor } = await import('../player/tour/steps.ts')
  const { toured } = await import('../player/tour/tour.ts')
  const { HINTS } = await import('../player/app/state.ts')
  const { player, path } = show.start
  const steps = stepsFor(player!, ascii)
  if (typeof steps === 'string') throw new Failure(`${path}: ${steps}`)
  const aged = (app: App, age: number): App => ({ ...app, player: app.player && { ...app.player, age } })
  const left = (app: App) => aged(app, hints ? 0 : HINTS)
  // Hints speak of keys that the tour presses itself.
  return toured({ ...show, start: aged(show.start, HINTS) }, { steps, ascii, left })
}

/** Writes what a tour shows, without a terminal: as fast as it can be made, and each time the same. */
export async function film({ program, start, color }: TourShow<App>, size: Size, file: string): Promise<void> {
  const { filmed } = await import('../player/record/film.ts')
  const isThere = existsSync(file)
  const output = await openOutput(file)
  const title = titleOf(start.inner)
  await output.write(filmed({ program, start, size, title, color, part: (tour) => program.titleOf(tour) }))
  await output.close()
  if (file !== '-') tellRecorded(file, isThere)
}

/** What a recording is called. */
export function titleOf({ player }: App): string {
  return player?.session.branches[0]?.scenario.title ?? 'carpsim'
}
