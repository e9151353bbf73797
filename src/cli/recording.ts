import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import type { Size } from '../player/app/program.ts'
import type { CastEvent } from '../player/record/cast.ts'
import { fileFailure } from './exit.ts'
import { missingFolder, placeOf } from './output.ts'

/** Where the screen is given back, however a program ends: by then all that people saw is written. */
const LEAVES = '\u001b[?1049l'

/**
 * Runs something on the terminal, and records what it writes there, and when. Without a file nothing is recorded.
 *
 * @throws Failure where the file cannot be written, before anything is run
 */
export async function recorded<T>(file: string | undefined, title: string, run: () => Promise<T>): Promise<T> {
  if (file === undefined) return await run()
  const isThere = existsSync(file)
  const recording = new Recording(file, title, await import('../player/record/cast.ts'))
  const { stdout } = process
  const write = stdout.write
  stdout.write = ((chunk: string | Uint8Array, ...rest: []) => {
    recording.wrote(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    return write.call(stdout, chunk, ...rest)
  }) as typeof write
  try {
    return await run()
  } finally {
    stdout.write = write
    recording.close()
    tellRecorded(file, isThere)
  }
}

/** @param wasThere - a file that it replaced */
export function tellRecorded(file: string, wasThere: boolean): void {
  const place = wasThere ? ', in place of the one that was there' : ''
  process.stderr.write(`${file} is written${place}. Try: asciinema play ${file}\n`)
}

type Cast = typeof import('../player/record/cast.ts')

/**
 * The recording of a terminal. It grows beside its file, and takes its place when the screen is given back, which is
 * done on every way out; each line is whole, so that half a recording is never there.
 */
class Recording {
  readonly #cast: Cast
  readonly #file: string
  readonly #target: string
  readonly #path: string
  readonly #handle: number
  #size: Size = windowSize()
  #last = performance.now()
  #placed: boolean
  #error: unknown

  constructor(file: string, title: string, cast: Cast) {
    this.#cast = cast
    const { target, path } = placeOf(file)
    this.#file = file
    this.#target = target
    this.#path = path
    this.#placed = path === target
    this.#handle = this.#guarded(() => openSync(path, 'w'))
    const timestamp = Math.floor(Date.now() / 1_000)
    this.#guarded(() => writeSync(this.#handle, cast.castHead({ size: this.#size, title, timestamp })))
  }

  wrote(text: string): void {
    if (text === '') return
    const size = windowSize()
    // What is written after a change of the window is meant for the new one.
    if (size.columns !== this.#size.columns || size.rows !== this.#size.rows) this.#add({ code: 'r', size })
    this.#size = size
    // As the terminal makes of it.
    this.#add({ code: 'o', text: text.replace(/(?<!\r)\n/g, '\r\n') })
    if (text.includes(LEAVES)) this.#place()
  }

  /** @throws Failure where it could not be written to its end: then there is none */
  close(): void {
    this.#place()
    closeSync(this.#handle)
    if (this.#error === undefined) return
    if (!this.#placed) rmSync(this.#path, { force: true })
    throw fileFailure(this.#file, this.#error)
  }

  /** A full disk does not end what is recorded. */
  #add(event: CastEvent): void {
    if (this.#error !== undefined) return
    const now = performance.now()
    try {
      writeSync(this.#handle, this.#cast.castLine(Math.round((now - this.#last) * 1_000), event))
      this.#last = now
    } catch (error) {
      this.#error = error
    }
  }

  #place(): void {
    if (this.#placed || this.#error !== undefined) return
    try {
      renameSync(this.#path, this.#target)
      this.#placed = true
    } catch (error) {
      this.#error = error
    }
  }

  #guarded<T>(act: () => T): T {
    try {
      return act()
    } catch (error) {
      if (this.#path !== this.#target) rmSync(this.#path, { force: true })
      throw missingFolder(this.#file, error) ?? fileFailure(this.#file, error)
    }
  }
}

function windowSize(): Size {
  const { columns = 80, rows = 24 } = process.stdout
  return { columns, rows }
}
