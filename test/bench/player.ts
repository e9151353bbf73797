import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IPty, spawn } from '@lydell/node-pty'
import { keysOfWalk } from './walk.ts'

/** What somebody at the player waits for, in milliseconds. */
export interface Waits {
  /** From the start of the process to the first whole screen, start by start. */
  readonly library: readonly number[]
  readonly file: readonly number[]
  /** The same of a file, where nothing was compiled before. */
  readonly anew: readonly number[]
  /** From a key to the screen that it makes, key by key: the shortest of all rounds. */
  readonly frames: readonly number[]
}

const ROOT = join(import.meta.dirname, '../..')
/** More than 200,000 records. */
export const LONG_RUN = join(import.meta.dirname, 'long-run.yaml')
const SMALL_RUN = 'basics/cable-pull'
const WINDOW = { cols: 120, rows: 40 }
/** A screen is written in one piece, and this ends it. */
const FRAME_ENDS = '\u001b[?2026l'
/** Longer than any two frames are apart: nothing more is coming. */
const QUIET = 150
/** A key that changes nothing makes no frame. */
const PATIENCE = 500
/** Of whoever waits for a start. */
const LONG = 60_000

/** @param starts - how often it is started for each first paint */
export async function measureWaits(starts: number, rounds: number): Promise<Waits> {
  const cache = mkdtempSync(join(tmpdir(), 'carpsim-bench-'))
  try {
    const compiled = { XDG_CACHE_HOME: cache }
    const anew = { NODE_DISABLE_COMPILE_CACHE: '1' }
    // The first start fills the cache.
    await firstPaint([SMALL_RUN], compiled)
    const waits = { library: [] as number[], file: [] as number[], anew: [] as number[] }
    for (let start = 0; start < starts; start++) {
      waits.library.push(await firstPaint([], compiled))
      waits.file.push(await firstPaint([SMALL_RUN], compiled))
      waits.anew.push(await firstPaint([SMALL_RUN], anew))
    }
    const walks: (number | undefined)[][] = []
    for (let round = 0; round < rounds; round++) walks.push(await framesOf(compiled))
    return { ...waits, frames: shortest(walks) }
  } finally {
    rmSync(cache, { recursive: true })
  }
}

/** Of each key that made a frame each time. */
function shortest(walks: readonly (readonly (number | undefined)[])[]): number[] {
  return walks[0]!.flatMap((_, key) => {
    const times = walks.map((walk) => walk[key])
    return times.every((time) => time !== undefined) ? Math.min(...times) : []
  })
}

async function firstPaint(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const start = performance.now()
  const player = new Watched(args, env)
  const at = await player.nextFrame(LONG)
  await player.quiet()
  await player.quits()
  return at! - start
}

async function framesOf(env: Readonly<Record<string, string>>): Promise<(number | undefined)[]> {
  const player = new Watched([LONG_RUN], env)
  // The first one is there before keys are heard.
  await player.nextFrame(LONG)
  await player.nextFrame(LONG)
  await player.quiet()
  const waits: (number | undefined)[] = []
  for (const key of keysOfWalk()) {
    const from = performance.now()
    player.press(key)
    const at = await player.nextFrame(PATIENCE)
    waits.push(at && at - from)
    await player.quiet()
  }
  await player.quits()
  return waits
}

/** The player in a terminal, of which only the time of its frames is looked at. */
class Watched {
  readonly #pty: IPty
  readonly #ended: Promise<unknown>
  #last = performance.now()
  #tail = ''
  #framed: (() => void) | undefined

  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    const { PATH = '' } = process.env
    this.#pty = spawn(process.execPath, [join(ROOT, 'bin/carpsim.cjs'), 'play', ...args], {
      name: 'xterm-256color',
      ...WINDOW,
      env: { PATH, LANG: 'C.UTF-8', ...env },
    })
    this.#pty.onData((data) => {
      this.#last = performance.now()
      const isWhole = (this.#tail + data).includes(FRAME_ENDS)
      this.#tail = data.slice(1 - FRAME_ENDS.length)
      if (isWhole) this.#framed?.()
    })
    this.#ended = new Promise((resolve) => this.#pty.onExit(resolve))
  }

  press(key: string): void {
    this.#pty.write(key)
  }

  /** When the next frame was there; undefined: none came in that time. */
  nextFrame(patience: number): Promise<number | undefined> {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(undefined), patience)
      this.#framed = () => {
        this.#framed = undefined
        clearTimeout(late)
        resolve(performance.now())
      }
    })
  }

  /** Waits until nothing more comes. */
  async quiet(): Promise<void> {
    for (let since = 0; since < QUIET; since = performance.now() - this.#last) {
      await new Promise((resolve) => setTimeout(resolve, QUIET - since))
    }
  }

  async quits(): Promise<void> {
    this.press('q')
    await this.#ended
  }
}
