import { once } from 'node:events'
import { realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { codeOf, EXIT, Failure, fileFailure, meaningOf } from './exit.ts'

/** Where documents go. */
export interface Output {
  /** Writes pieces in their order, no faster than they are taken. */
  write(pieces: Iterable<string>): Promise<void>
  /** All is written. */
  close(): Promise<void>
}

const CHUNK = 1 << 16

/** The standard output, or a file: one that is there already is replaced when the new one is whole. */
export async function openOutput(file: string | undefined): Promise<Output> {
  if (file === undefined || file === '-') return new Standard()
  return new ToFile(placeOf(file))
}

/** Where a file is made, and where it goes when it is whole; the same where that is a device or a pipe. */
export interface Place {
  readonly target: string
  readonly path: string
}

export function placeOf(file: string): Place {
  const target = orElse(() => realpathSync(file), file)
  const replaceable = orElse(() => statSync(target).isFile(), true)
  return { target, path: replaceable ? `${target}.${process.pid}.tmp` : target }
}

/** Where there is no such file yet. */
function orElse<T>(ask: () => T, otherwise: T): T {
  try {
    return ask()
  } catch {
    return otherwise
  }
}

/** What a file that cannot be made lacks, where that is its folder. */
export function missingFolder(file: string, error: unknown): Failure | undefined {
  return codeOf(error) === 'ENOENT' ? new Failure(`${file}: there is no such directory to write to`) : undefined
}

/** `| head` takes what it wants, and the rest of us ends quietly; a full disk is said. */
export function mindTheStandardStreams(): void {
  process.stderr.on('error', () => process.exit(process.exitCode ?? EXIT.DONE))
  process.stdout.on('error', (error) => {
    if (codeOf(error) === 'EPIPE') process.exit(process.exitCode ?? EXIT.DONE)
    process.stderr.write(`${meaningOf('(standard output)', error)}\n`)
    process.exit(EXIT.INPUT)
  })
}

class Standard implements Output {
  async write(pieces: Iterable<string>): Promise<void> {
    for (const chunk of chunked(pieces)) if (!process.stdout.write(chunk)) await once(process.stdout, 'drain')
  }

  async close(): Promise<void> {}
}

class ToFile implements Output {
  readonly #file: string
  readonly #path: string
  #handle: FileHandle | undefined

  constructor({ target, path }: Place) {
    this.#file = target
    this.#path = path
  }

  async write(pieces: Iterable<string>): Promise<void> {
    await this.#guarded(async () => {
      this.#handle ??= await open(this.#path, 'w')
      for (const chunk of chunked(pieces)) await this.#handle.writeFile(chunk)
    })
  }

  async close(): Promise<void> {
    if (this.#handle === undefined) return
    await this.#guarded(async () => {
      await this.#handle?.close()
      if (this.#path !== this.#file) renameSync(this.#path, this.#file)
    })
  }

  /** Half a file is never left behind. */
  async #guarded(act: () => Promise<void>): Promise<void> {
    const interrupt = () => {
      this.#discard()
      process.exit(EXIT.INTERRUPTED)
    }
    process.once('SIGINT', interrupt)
    try {
      await act()
    } catch (error) {
      await this.#handle?.close().catch(() => undefined)
      this.#handle = undefined
      this.#discard()
      throw missingFolder(this.#file, error) ?? fileFailure(this.#file, error)
    } finally {
      process.off('SIGINT', interrupt)
    }
  }

  #discard(): void {
    if (this.#path !== this.#file) rmSync(this.#path, { force: true })
  }
}

/** Lines with their ends. */
export function* ended(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`
}

/** Small pieces together: a write costs the same for one line as for a thousand. */
function* chunked(pieces: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
