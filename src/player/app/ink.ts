import { once } from 'node:events'
import { type Instance, render } from 'ink'
import { createElement, type ReactElement } from 'react'
import { inAnsi } from './looks.ts'
import { screenWith } from './modes.ts'
import { Mouse } from './mouse.ts'
import { Page, type Suspend, Told } from './page.ts'
import { type Ending, type Told as Meant, type Pointed, type Show, type Size, screenOf, sizeOf } from './program.ts'

/** Frames a second are at most 15: more is flicker and heat, and over a slow line a queue. */
const FRAME = 67

/**
 * A program that runs on the whole terminal, until it quits.
 *
 * The alternate screen is left, the cursor shown and the terminal's modes are as before on every way out.
 */
export class Running<S> {
  readonly #show: Show<S>
  readonly #ink: Instance
  readonly #mouse: Mouse | undefined
  #state: S
  #ending: Ending = 'quit'
  /** When the screen was painted last, and when time was told last. */
  #painted = 0
  #told = performance.now()
  #soon: NodeJS.Timeout | undefined
  #suspend: Suspend = async () => undefined

  constructor(show: Show<S>) {
    this.#show = show
    this.#state = show.start
    process.stdout.prependListener('resize', this.#paint)
    process.on('uncaughtException', this.#broken).on('SIGTSTP', this.#stop)
    this.#mouse = show.mouse && !show.tells ? new Mouse(this.#point) : undefined
    this.#tell(null, null)
    this.#ink = render(this.#page()!, {
      ...(this.#mouse && { stdin: this.#mouse.stdin }),
      stdout: screenWith(this.#mouse !== undefined),
      alternateScreen: !show.tells,
      isScreenReaderEnabled: show.tells === true,
      exitOnCtrlC: false,
      incrementalRendering: !show.tells,
      interactive: true,
      maxFps: 60,
      patchConsole: false,
    })
    this.#changed()
  }

  /** @throws what the program throws */
  async ended(): Promise<Ending> {
    try {
      await this.#ink.waitUntilExit()
      if (this.#error !== undefined) throw this.#error
      return this.#ending
    } finally {
      clearTimeout(this.#soon)
      process.stdout.off('resize', this.#paint)
      process.off('uncaughtException', this.#broken).off('SIGTSTP', this.#stop)
      this.#ink.cleanup()
      this.#mouse?.end()
      // Else a terminal that is still read keeps the process.
      process.stdin.setRawMode(false).pause()
    }
  }

  #error: unknown
  #over = false

  /** What nobody caught ends the program, the terminal first. */
  readonly #broken = (error: unknown) => {
    this.#error ??= error
    this.#leave()
  }

  /** What is painted afterwards would begin anew, and read keys again. */
  #leave(): void {
    this.#over = true
    clearTimeout(this.#soon)
    this.#ink.unmount()
  }

  /** A shell that stops us gets its terminal back, and gives it back when we go on. */
  readonly #stop = () => {
    const stopped = this.#suspend(async () => {
      const continued = once(process, 'SIGCONT')
      // With whoever started us: a shell waits for all of its job.
      process.kill(0, 'SIGSTOP')
      await continued
      this.#told = performance.now()
    })
    stopped.catch(this.#broken)
  }

  readonly #press = (key: string) => {
    this.#ending = key === 'ctrl+c' ? 'interrupted' : 'quit'
    this.#obey((state, size) => this.#show.program.press(state, key, size), key)
  }

  readonly #point = (pointed: Pointed) => {
    this.#obey((state, size) => this.#show.program.point?.(state, pointed, size) ?? { state })
  }

  /** Does what a key or the mouse means. */
  #obey(meaning: (state: S, size: Size) => Meant<S>, key: string | null = null): void {
    const before = this.#state
    try {
      this.#elapse()
      const { state, want } = meaning(this.#state, sizeOf(process.stdout))
      this.#state = state
      if (want?.do === 'quit') this.#leave()
      else if (want?.do === 'suspend') this.#stop()
      else {
        if (want !== undefined) this.#state = this.#show.perform(state, want)
        this.#tell(before, key)
        this.#changed()
      }
    } catch (error) {
      this.#broken(error)
    }
  }

  #elapse(): void {
    const now = performance.now()
    this.#state = this.#show.program.elapse(this.#state, Math.round((now - this.#told) * 1_000))
    this.#told = now
  }

  /** Paints at once, or when the last frame has had its time. */
  #changed(): void {
    this.#paintIn(Math.max(0, this.#painted + FRAME - performance.now()))
  }

  #paintIn(milliseconds: number): void {
    clearTimeout(this.#soon)
    if (this.#over) return
    this.#soon = setTimeout(this.#frame, milliseconds)
  }

  readonly #frame = () => {
    const before = this.#state
    try {
      this.#elapse()
      this.#tell(before, null)
      this.#paint()
      const next = this.#show.program.next(this.#state)
      if (next !== null) this.#paintIn(Math.max(this.#painted + FRAME - performance.now(), next / 1_000))
    } catch (error) {
      this.#broken(error)
    }
  }

  /** A screen that stays as it is takes no time from the next one. */
  readonly #paint = () => {
    const page = this.#over ? null : this.#page()
    if (page === null) return
    this.#painted = performance.now()
    this.#ink.rerender(page)
  }

  /** All that was told. */
  readonly #lines: string[] = []
  /** What the terminal shows. */
  #shown: readonly unknown[] = []

  #tell(before: S | null, key: string | null): void {
    const { tells, program } = this.#show
    if (tells && program.tell !== undefined) this.#lines.push(...program.tell(before, this.#state, key))
  }

  /** null: nothing has changed, and who is told hears nothing twice. */
  #page(): ReactElement | null {
    const { tells, program, color } = this.#show
    const suspending = (suspend: Suspend) => {
      this.#suspend = suspend
    }
    const shared = { press: this.#press, suspending }
    if (tells) {
      const prompt = this.#prompt
      return this.#isNews([this.#lines.length, prompt])
        ? createElement(Told, { ...shared, lines: [...this.#lines], prompt })
        : null
    }
    const lines = screenOf(program, this.#state, process.stdout).map((line) => inAnsi(line, color))
    return this.#isNews(lines) ? createElement(Page, { ...shared, lines }) : null
  }

  #isNews(shown: readonly unknown[]): boolean {
    const before = this.#shown
    this.#shown = shown
    return shown.length !== before.length || shown.some((one, i) => one !== before[i])
  }

  get #prompt(): string {
    return this.#show.program.prompt?.(this.#state) ?? ''
  }
}
