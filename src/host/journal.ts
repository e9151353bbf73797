import type { Message } from './log/message.ts'

/** So many lines are kept: the kernel's buffer is a ring. */
const MOST_LINES = 5_000

/** What the kernel of a machine has logged since it booted, and where programs log: /dev/klog and /dev/log. */
export class Journal {
  /** Who reads what is logged: syslogd. Null: nobody does. */
  #reader: ((message: Message) => void) | null = null
  #buffer: string[] = []
  /** What the kernel said while nobody listened. */
  #unread: Message[] = []

  /** The kernel says something. */
  add(message: Message): void {
    keep(this.#buffer, message.text)
    if (this.#reader === null) keep(this.#unread, message)
    else this.#reader(message)
  }

  /** A program says something: it is lost where nobody listens. */
  send(message: Message): void {
    this.#reader?.(message)
  }

  /** Somebody listens from now on, and reads what the kernel said before; null: nobody does. */
  set reader(reader: ((message: Message) => void) | null) {
    this.#reader = reader
    if (reader === null) return
    for (const message of this.#unread) reader(message)
    this.#unread = []
  }

  /** dmesg(8) */
  get buffer(): string {
    return this.#buffer.map((line) => `${line}\n`).join('')
  }

  /** The kernel's buffer begins anew. */
  powerOff(): void {
    this.#reader = null
    this.#buffer = []
    this.#unread = []
  }
}

function keep<T>(lines: T[], line: T): void {
  lines.push(line)
  if (lines.length > 2 * MOST_LINES) lines.splice(0, lines.length - MOST_LINES)
}
