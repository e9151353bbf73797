import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type IPty, spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { ROOT } from '../cli/command.ts'
import { modern } from './widths.ts'

/** How long a screen may take on a machine that has other things to do. */
const PATIENCE = 60_000

const FRAME = '\u001b[?2026h'
const FRAME_ENDS = '\u001b[?2026l'

interface Surroundings {
  readonly columns?: number
  readonly rows?: number
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Instead of the command line of carpsim. */
  readonly script?: string
}

/** What is tried in a terminal is left to CARPSIM_ALL=1, as are the files that do nothing else. */
export const isShort: boolean = process.env['CARPSIM_ALL'] === undefined

/** A command in a real pseudo-terminal, and what its screen shows. */
export class Terminal {
  readonly #pty: IPty
  readonly #screen: xterm.Terminal
  readonly #ended: Promise<{ exitCode: number; signal?: number | undefined }>
  readonly #changed: (() => void)[] = []
  /** All that it wrote. */
  output = ''
  /** How much of that is on the screen. */
  #shown = 0

  /** Runs a shell line in a terminal; a shell of its own, so that `stty` can be asked before and after. */
  static shell(line: string, { columns = 100, rows = 30, env = {}, cwd = ROOT }: Surroundings = {}): Terminal {
    return new Terminal('/bin/sh', ['-c', line], { columns, rows, env, cwd })
  }

  static carpsim(args: readonly string[], surroundings: Surroundings = {}): Terminal {
    return Terminal.shell(`exec ${command(args, surroundings.script)}`, surroundings)
  }

  private constructor(
    file: string,
    args: string[],
    { columns, rows, env, cwd }: Required<Omit<Surroundings, 'script'>>,
  ) {
    const { PATH = '' } = process.env
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1_000 })
    modern(this.#screen)
    this.#pty = spawn(file, args, {
      name: 'xterm-256color',
      cols: columns,
      rows,
      cwd,
      env: { PATH, LANG: 'C.UTF-8', CARPSIM_CONFIG: '', ...env },
    })
    this.#pty.onData((data) => {
      this.output += data
      this.#screen.write(data, () => {
        this.#shown += data.length
        for (const look of this.#changed) look()
      })
    })
    this.#ended = new Promise((resolve) => this.#pty.onExit(resolve))
  }

  /** The rows as they are shown, without what is blank at their ends. */
  get rows(): string[] {
    const { active } = this.#screen.buffer
    return Array.from(
      { length: this.#screen.rows },
      (_, y) => active.getLine(active.baseY + y)?.translateToString(true, 0, this.#screen.cols) ?? '',
    )
  }

  /** What stands in a column, row by row; wide characters take two of them. */
  column(x: number): string[] {
    const { active } = this.#screen.buffer
    return Array.from(
      { length: this.#screen.rows },
      (_, y) =>
        active
          .getLine(active.baseY + y)
          ?.getCell(x)
          ?.getChars() ?? '',
    )
  }

  get text(): string {
    return this.rows.join('\n')
  }

  /** Whether the terminal tells of its mouse. */
  get isMouseOn(): boolean {
    return this.#screen.modes.mouseTrackingMode !== 'none'
  }

  get isAlternate(): boolean {
    return this.#screen.buffer.active.type === 'alternate'
  }

  /** How often the screen was painted: each frame is one synchronized update. */
  get frames(): number {
    return this.output.split(FRAME).length - 1
  }

  /** Whether the screen shows all of a frame. */
  get #isWhole(): boolean {
    const { output } = this
    return this.#shown === output.length && output.lastIndexOf(FRAME_ENDS) >= output.lastIndexOf(FRAME)
  }

  get pid(): number {
    return this.#pty.pid
  }

  /** The screen after so many frames, each cell with how it is painted. */
  async cellsAfter(frames: number): Promise<string[]> {
    const { cols, rows } = this.#screen
    const screen = new xterm.Terminal({ cols, rows, allowProposedApi: true })
    const written = this.output.split(FRAME_ENDS).slice(0, frames).join(FRAME_ENDS)
    await new Promise<void>((resolve) => screen.write(written, resolve))
    const { active } = screen.buffer
    return Array.from({ length: rows * cols }, (_, i) => {
      const cell = active.getLine(active.baseY + Math.floor(i / cols))?.getCell(i % cols)
      return `${cell?.getChars()} ${cell?.getFgColor()} ${cell?.isBold()} ${cell?.isDim()}`
    })
  }

  /** Whether anything of the screen is painted in a colour. */
  get isColored(): boolean {
    const { active } = this.#screen.buffer
    return Array.from({ length: this.#screen.rows }, (_, y) => active.getLine(active.baseY + y)).some((line) =>
      Array.from({ length: this.#screen.cols }, (_, x) => line?.getCell(x)).some(
        (cell) => cell?.isFgDefault() === false,
      ),
    )
  }

  press(keys: string): void {
    this.#pty.write(keys)
  }

  /** Clicks a cell, from 0, as a terminal tells it. */
  click({ x, y }: { readonly x: number; readonly y: number }, button = 0): void {
    const at = `${button};${x + 1};${y + 1}`
    this.#pty.write(`\u001b[<${at}M\u001b[<${at}m`)
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows)
    this.#pty.resize(columns, rows)
  }

  /** Waits for a screen, and gives its rows. */
  async shows(what: string | RegExp | ((text: string) => boolean)): Promise<string[]> {
    const holds = () => {
      if (!this.#isWhole) return false
      if (typeof what === 'function') return what(this.text)
      return typeof what === 'string' ? this.text.includes(what) : what.test(this.text)
    }
    await this.#until(holds, () => `the screen never showed ${what}:\n${this.text}`)
    return this.rows
  }

  /** Waits until it has ended and all that it wrote is on the screen; gives the exit code. */
  async ended(): Promise<{ exitCode: number; signal?: number | undefined }> {
    const end = await this.#ended
    await new Promise<void>((resolve) => this.#screen.write('', resolve))
    return end
  }

  kill(signal: string): void {
    this.#pty.kill(signal)
  }

  async #until(holds: () => boolean, complaint: () => string): Promise<void> {
    if (holds()) return
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(complaint())), PATIENCE)
      this.#changed.push(() => {
        if (!holds()) return
        clearTimeout(late)
        resolve()
      })
    })
  }
}

/** What a shell runs to run carpsim from its source. */
export function command(args: readonly string[], script: string = join(ROOT, 'test/cli/carpsim.ts')): string {
  if (!existsSync(script)) throw new Error(`there is no ${script}`)
  return [process.execPath, script, ...args].map((word) => `'${word}'`).join(' ')
}
