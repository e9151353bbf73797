import type { Micros } from '../time.ts'
import { stamp } from './date.ts'

/** So many lines are kept; newsyslog(8) turns the files over, and the kernel's buffer is a ring. */
const MOST_LINES = 5_000

/** What the kernel of a machine has logged: as syslogd(8) writes it to a file, and in its own buffer since the boot. */
export class Journal {
  #messages: string[] = []
  #buffer: string[] = []

  /** @param by - who logged it: `kernel`, `/bsd` */
  add(line: string, at: Micros, host: string, by: string): void {
    keep(this.#messages, `${stamp(at)} ${host} ${by}: ${line}`)
    keep(this.#buffer, line)
  }

  /** A line of the file alone: of a program. */
  write(line: string, at: Micros, host: string, by: string): void {
    keep(this.#messages, `${stamp(at)} ${host} ${by}: ${line}`)
  }

  /** /var/log/messages */
  get messages(): string {
    return textOf(this.#messages)
  }

  /** dmesg(8) */
  get buffer(): string {
    return textOf(this.#buffer)
  }

  /** The kernel's buffer begins anew; the file stays. */
  powerOff(): void {
    this.#buffer = []
  }

  reset(): void {
    this.#messages = []
    this.#buffer = []
  }
}

function keep(lines: string[], line: string): void {
  lines.push(line)
  if (lines.length > 2 * MOST_LINES) lines.splice(0, lines.length - MOST_LINES)
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
