import type { Dialect } from '../../src/shell/dialect.ts'
import { bash } from '../../src/shell/dialects/bash.ts'
import { dash } from '../../src/shell/dialects/dash.ts'
import { freebsdSh } from '../../src/shell/dialects/freebsd-sh.ts'
import { atOnce } from '../../src/shell/flow.ts'
import { LIMITS, type Limits } from '../../src/shell/limits.ts'
import type { Sink, Source, Watcher } from '../../src/shell/machine.ts'
import { runScript } from '../../src/shell/shell.ts'
import { TestMachine } from './machine.ts'

export const DIALECTS: Readonly<Record<string, Dialect>> = { dash, bash, 'freebsd-sh': freebsdSh }

export interface Played {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | null
  readonly at: number
  /** Lines as they came; those of errors behind `! `. */
  readonly lines: readonly string[]
}

export interface Setting {
  readonly machine?: TestMachine
  readonly dialect?: Dialect
  readonly limits?: Partial<Limits>
  readonly stdin?: string
  readonly name?: string
  readonly args?: readonly string[]
  readonly options?: string
  readonly isText?: boolean
  readonly env?: Readonly<Record<string, string>>
  readonly watcher?: (machine: TestMachine) => Watcher
}

function sourceOf(text: string): Source {
  let rest = text
  return {
    read: () => {
      const read = rest
      rest = ''
      return atOnce(read === '' ? null : read)
    },
    unread(back) {
      rest = back + rest
    },
  }
}

function sinkOf(take: (text: string) => void): Sink {
  return {
    write: (text) => {
      take(text)
      return atOnce(true)
    },
  }
}

/** What is written, line by line, whoever writes. */
class Lines {
  readonly #all: string[] = []
  #rest = ''
  #mark = ''

  push(mark: string, text: string): void {
    if (mark !== this.#mark) this.#flush()
    this.#mark = mark
    const [first = '', ...more] = text.split('\n')
    this.#rest += first
    if (more.length === 0) return
    this.#all.push(mark + this.#rest)
    this.#rest = more.pop()!
    for (const line of more) this.#all.push(mark + line)
  }

  end(): readonly string[] {
    this.#flush()
    return this.#all
  }

  /** A line that nobody ended. */
  #flush(): void {
    if (this.#rest !== '') this.#all.push(`${this.#mark}${this.#rest}\\`)
    this.#rest = ''
  }
}

/** Runs a script on a machine of its own, to the end of all that it starts. */
export function play(source: string, setting: Setting = {}): Played {
  const { machine = new TestMachine(), dialect = dash, name = 'x.sh', args = [], env = {} } = setting
  let stdout = ''
  let stderr = ''
  const told = new Lines()
  const io = {
    stdin: sourceOf(setting.stdin ?? ''),
    stdout: sinkOf((text) => {
      stdout += text
      told.push('', text)
    }),
    stderr: sinkOf((text) => {
      stderr += text
      told.push('! ', text)
    }),
  }
  const script = { source, name, args, isText: setting.isText === true, options: setting.options ?? '' }
  const process = machine.start(`sh ${name}`, (self) =>
    runScript(script, machine, {
      dialect,
      limits: { ...LIMITS, ...setting.limits },
      env: new Map(Object.entries({ PATH: '/bin', HOME: '/home', ...env })),
      directory: '/tmp',
      io,
      process: self,
      watcher: setting.watcher?.(machine) ?? null,
    }),
  )!
  let at = 0
  process.whenEnded(() => {
    at = machine.now
  })
  machine.run()
  return { stdout, stderr, status: process.status, at, lines: told.end() }
}
