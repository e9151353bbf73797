import { type Facility, facilityCalled } from '../../config/syslog-names.ts'
import type { Course } from '../../engine/course.ts'
import { isoTime } from '../../host/date.ts'
import type { Host } from '../../host/host.ts'
import type { Io } from '../../shell/machine.ts'
import type { Level, Said, Settings } from './settings.ts'

interface Text {
  readonly to: 'stdout' | 'stderr'
  readonly text: string
}

/** logfile() of ucarp 1.5.2 (src/log.c): to syslog, and in the foreground to whoever sits before it. */
export class Voice {
  readonly #host: Host
  readonly #pid: number
  readonly #written: () => void
  readonly #vhid: number | undefined
  readonly #facility: Facility
  #unwritten: Text[] = []

  /** @param written - is told when there is something to write */
  constructor(
    host: Host,
    pid: number,
    { vhid, facility = 'daemon' }: Partial<Pick<Settings, 'vhid' | 'facility'>> = {},
    written: () => void = () => undefined,
  ) {
    this.#host = host
    this.#pid = pid
    this.#vhid = vhid
    this.#facility = facilityCalled(facility) ?? 'daemon'
    this.#written = written
  }

  /** @param pid - of a child of the process that says it */
  say({ level, line, printed, logged }: Said, pid: number = this.#pid): void {
    const about = {
      by: { pid, facility: this.#facility },
      priority: level,
      ...(this.#vhid !== undefined && { vhid: this.#vhid }),
    }
    if (logged) this.#host.log(() => line, about)
    if (!printed) return
    const text = `${isoTime(this.#host.clock.now)}: [${level}] ${line}\n`
    this.#unwritten.push({ to: isComplaint(level) ? 'stderr' : 'stdout', text })
    this.#written()
  }

  /** Writes what it has said. */
  *write(io: Io): Course<void> {
    for (const { to, text } of this.#unwritten.splice(0)) yield* io[to].write(text)
  }
}

function isComplaint(level: Level): boolean {
  return level === 'WARNING' || level === 'ERROR'
}
