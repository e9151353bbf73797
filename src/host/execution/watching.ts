import type { Io, Sink, Step, Watcher } from '../../shell/machine.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Host } from '../host.ts'

/** What is kept of what a command prints, in characters. */
const MOST_PRINTED = 65_536
/** So many commands of a script are told, and no more of them. */
const MOST_TOLD = 1_000

/** What a script does without a trace: it matters to its shell alone. */
const SILENT: ReadonlySet<string> = new Set(
  ': . [ alias break case command continue eval exec exit export false getopts hash local read readonly return set shift source test times trap true type ulimit umask unalias unset wait'.split(
    ' ',
  ),
)

/** Puts what a shell runs on the record: a `command` before each, an `output` when it has ended. */
export class Recording implements Watcher {
  readonly #host: Host
  /** What all of it is caused by. */
  readonly #cause: Link | null
  /** It stands in a script, whose lines have numbers. */
  readonly #isScript: boolean
  /** What the shell says itself. */
  readonly #own: Printed = new Printed()
  #told = 0
  /** A command writes, not the shell. */
  #isCommand = false

  constructor(host: Host, cause: Link | null, isScript: boolean) {
    this.#host = host
    this.#cause = cause
    this.#isScript = isScript
  }

  /** What the shell itself writes to a terminal, and no command of it. */
  get complaints(): string {
    return this.#own.text
  }

  /** What the shell is to be given in place of these. */
  listening({ stdin, stdout, stderr }: Io): Io {
    const own = (sink: Sink): Sink =>
      through(sink, (text) => {
        if (!this.#isCommand) this.#own.add(text)
      })
    return { stdin, stdout: own(stdout), stderr: own(stderr) }
  }

  begins({ words, by, line, io }: Step): { readonly io: Io; ended(status: number): void } {
    const isSilent = this.#isScript && by === 'builtin' && SILENT.has(words[0] ?? '')
    if (by === 'function' || isSilent || this.#told >= MOST_TOLD) return { io, ended: () => undefined }
    this.#told += 1
    const host = this.#host
    const { engine, trace } = host.world
    engine.cause = this.#cause
    const body = { kind: 'command', host: host.name, command: written(words) } as const
    const command = host.note(this.#isScript ? { ...body, line } : body)
    engine.cause = command
    const printed = new Printed()
    const note = (exit: number | null) =>
      trace.noteCausedBy(command, { kind: 'output', host: host.name, text: printed.taken(), exit })
    const heard = (sink: Sink): Sink => ({ ...this.#heard(sink, printed), show: () => note(null) })
    return {
      io: { stdin: io.stdin, stdout: heard(io.stdout), stderr: heard(io.stderr) },
      ended: (exit) => {
        // Where the power goes nobody is told.
        if (host.power === 'off') return
        note(exit)
        engine.cause = this.#cause
      },
    }
  }

  #heard(sink: Sink, printed: Printed): Sink {
    const heard = through(sink, (text) => printed.add(text))
    return {
      ...heard,
      write: (text) => {
        this.#isCommand = true
        const course = heard.write(text)
        this.#isCommand = false
        return course
      },
    }
  }
}

/** Somebody sees what goes to a terminal. */
function through(sink: Sink, hear: (text: string) => void): Sink {
  if (sink.isTerminal !== true) return sink
  return {
    isTerminal: true,
    write: (text) => {
      hear(text)
      return sink.write(text)
    },
  }
}

/** What is kept of a text that grows. */
class Printed {
  #text = ''
  #isCut = false

  get text(): string {
    return this.#isCut ? `${this.#text}\n(carpsim keeps no more of it)\n` : this.#text
  }

  /** Those who are told a part of it are told the rest next. */
  taken(): string {
    const { text } = this
    this.#text = ''
    this.#isCut = false
    return text
  }

  add(text: string): void {
    const room = MOST_PRINTED - this.#text.length
    this.#text += text.slice(0, room)
    this.#isCut ||= text.length > room
  }
}

/** Words as somebody types them. */
export function written(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}
