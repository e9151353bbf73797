import { once } from 'node:events'
import { renameSync, rmSync } from 'node:fs'
import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
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
  const target = await realpath(file).catch(() => file)
  const replaceable = await stat(target).then(
    (found) => found.isFile(),
    () => true,
  )
  return new ToFile(target, replaceable)
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
  /** What is written to; the file itself where it is a device or a pipe. */
  readonly #path: string
  #handle: FileHandle | undefined

  constructor(file: string, replaceable: boolean) {
    this.#file = file
    this.#path = replaceable ? `${file}.${process.pid}.tmp` : file
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
      this.#discard()
      if (codeOf(error) === 'ENOENT') throw new Failure(`${this.#file}: there is no such directory to write to`)
      throw fileFailure(this.#file, error)
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
