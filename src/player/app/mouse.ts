import { PassThrough } from 'node:stream'
import type { Pointed } from './program.ts'

const ESCAPE = '\u001b'

/** What a terminal sends of the mouse: the button with its modifiers, column and row from 1, pressed or let go. */
const REPORT = new RegExp(`${ESCAPE}\\[<(\\d+);(\\d+);(\\d+)([Mm])`, 'g')
const FIRST = new RegExp(`^${REPORT.source}`)
/** A report of which the rest has not come yet, or a key that begins like one. */
const BEGUN = new RegExp(`${ESCAPE}(?:\\[(?:<[\\d;]*)?)?$`)
/** How long the rest of one may take, in milliseconds, before what has come is a key: tmux waits as long. */
const PATIENCE = 10
/** The key Escape, told from all that begins like it: whoever reads it need not wait, too. */
const WHOLE_ESCAPE = `${ESCAPE}[27u`

const LEFT = 0
const WHEEL_UP = 64
const WHEEL_DOWN = 65
const SHIFT_META_CTRL = 4 + 8 + 16
const CTRL = 16

/** A stretch of keys, as they came; or what the mouse did, null where that means nothing. */
export type Came = string | Pointed | null

/** What a terminal sent, in order, and what of it is not whole yet. */
export function sorted(text: string): { readonly came: readonly Came[]; readonly rest: string } {
  const rest = BEGUN.exec(text)?.[0] ?? ''
  const whole = text.slice(0, text.length - rest.length)
  const came: Came[] = []
  let at = 0
  for (const report of whole.matchAll(REPORT)) {
    if (report.index > at) came.push(whole.slice(at, report.index))
    came.push(pointedBy(report))
    at = report.index + report[0].length
  }
  if (at < whole.length) came.push(whole.slice(at))
  return { came, rest }
}

/** What comes after the beginning of a report that was taken for a key: the rest of that is no keys either. */
export function lateTail(begun: string, text: string): string {
  const report = begun === '' ? null : FIRST.exec(begun + text)
  return report === null ? text : (begun + text).slice(report[0].length)
}

function pointedBy([, button = '', column = '', row = '', how]: RegExpMatchArray): Pointed | null {
  const code = Number(button)
  const what = WHATS[code & ~SHIFT_META_CTRL]
  if (what === undefined || how !== 'M') return null
  return { what, ctrl: (code & CTRL) !== 0, at: { x: Number(column) - 1, y: Number(row) - 1 } }
}

const WHATS: Readonly<Record<number, Pointed['what']>> = {
  [LEFT]: 'click',
  [WHEEL_UP]: 'wheel up',
  [WHEEL_DOWN]: 'wheel down',
}

/**
 * What a terminal sends, parted: of the mouse nothing ever comes among the keys.
 */
export class Mouse {
  readonly stdin: NodeJS.ReadStream
  readonly #point: (pointed: Pointed) => void
  readonly #keys = new PassThrough()
  #came: Came[] = []
  #rest = ''
  /** What was taken for a key because nothing followed. */
  #gaveUp = ''
  #late: NodeJS.Timeout | undefined
  #busy = false

  constructor(point: (pointed: Pointed) => void) {
    this.#point = point
    this.stdin = keyboard(this.#keys)
    process.stdin.setEncoding('utf8').on('data', this.#take)
  }

  end(): void {
    clearTimeout(this.#late)
    process.stdin.off('data', this.#take)
  }

  readonly #take = (text: string) => {
    clearTimeout(this.#late)
    const { came, rest } = sorted(this.#rest + lateTail(this.#gaveUp, text))
    this.#gaveUp = ''
    this.#rest = rest
    this.#came.push(...came)
    // Nothing else goes on with <: a part of a report waits for the rest of it, however long that takes.
    if (rest !== '' && !rest.includes('<')) this.#late = setTimeout(this.#giveUp, PATIENCE)
    this.#next()
  }

  readonly #giveUp = () => {
    this.#came.push(this.#rest === ESCAPE ? WHOLE_ESCAPE : this.#rest)
    this.#gaveUp = this.#rest
    this.#rest = ''
    this.#next()
  }

  /** In the order in which it came: whoever reads keys does so a little later. */
  readonly #next = (): void => {
    while (!this.#busy) {
      const came = this.#came.shift()
      if (came === undefined) return
      if (typeof came === 'string') this.#type(came)
      else if (came !== null) this.#point(came)
    }
  }

  #type(keys: string): void {
    this.#busy = true
    this.#keys.write(keys)
    setImmediate(() => {
      this.#busy = false
      this.#next()
    })
  }
}

/** Keys alone, as a terminal that reads them. */
function keyboard(keys: PassThrough): NodeJS.ReadStream {
  const { stdin } = process
  return Object.assign(keys, {
    isTTY: true,
    setRawMode: (on: boolean) => stdin.setRawMode(on),
    ref: () => stdin.ref(),
    unref: () => stdin.unref(),
  }) as unknown as NodeJS.ReadStream
}
