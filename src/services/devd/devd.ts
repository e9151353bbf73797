import type { Course } from '../../engine/course.ts'
import { carryOut } from '../../host/commands/command.ts'
import { isKernel } from '../../host/commands/program.ts'
import type { DeviceEvent } from '../../host/devctl.ts'
import type { Host } from '../../host/host.ts'
import type { Service } from '../../host/service.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Process } from '../../shell/machine.ts'
import type { Micros } from '../../time.ts'
import { load } from './load.ts'
import { neverRun } from './never.ts'
import { type Rule, type Seen, sorted } from './rule.ts'
import { expand, quoted } from './variables.ts'

/** What a shell takes to be there: fork and exec of sh(1). */
const SHELL: Micros = 2_000
/** Between the end of one devd and the first look of the next. */
const RESTART: Micros = 200_000

/**
 * devd(8): takes one event after the other from the kernel, finds the first rule that fits, runs what it says, and
 * waits for that. Meanwhile the kernel keeps what else happens.
 */
export class Devd implements Service {
  readonly name = 'devd'
  readonly #host: Host
  readonly #space: UserSpace
  /** Since 12.0 values are quoted for the shell. */
  readonly #quotes: boolean
  readonly #isEnabled: () => boolean
  #process: Process | null = null
  #rules: ReadonlyMap<Rule['kind'], readonly Rule[]> = new Map()
  /** It does something now. */
  #busy = false
  /** The time from which on it reads. */
  #since: Micros = 0

  constructor(host: Host, space: UserSpace, { quotes, isEnabled }: { quotes: boolean; isEnabled: () => boolean }) {
    this.#host = host
    this.#space = space
    this.#quotes = quotes
    this.#isEnabled = isEnabled
  }

  get pid(): number | null {
    return this.#process === null ? null : this.#process.pid
  }

  get enabled(): boolean {
    return this.#isEnabled()
  }

  /** By hand: what is pending is worked off beside the shell. */
  start(): string {
    const says = this.#begin()
    if (this.pid === null) return says
    this.#since = this.#host.clock.now + RESTART
    this.#look()
    return says
  }

  stop(): string {
    this.#end()
    return ''
  }

  /** At boot: all that is pending is worked off before it becomes a daemon, and rc goes on. Gives what it prints. */
  *launch(): Course<string> {
    const says = this.#begin()
    if (this.pid === null) return says
    this.#since = 0
    this.#busy = true
    yield* this.#work()
    this.#busy = false
    return says
  }

  /** Its rules that never run here, and why. */
  get idleRules(): readonly string[] {
    const rules = this.#rules.get('notify') ?? []
    return isKernel(this.#host) ? neverRun(rules, this.#host.carp, (event) => seenOf(event, this.#host)) : []
  }

  powerOff(): void {
    this.#end()
    this.#busy = false
    this.#since = 0
  }

  #begin(): string {
    const loaded = load(this.#space.files)
    if ('says' in loaded) return `${loaded.says}\n`
    this.#rules = sorted(loaded.rules)
    const daemon = this.#space.processes.idle('/sbin/devd')
    this.#process = daemon
    daemon?.whenEnded(() => {
      if (this.#process === daemon) this.#end()
    })
    this.#space.devctl.reader = () => this.#look()
    return ''
  }

  #end(): void {
    const daemon = this.#process
    this.#process = null
    daemon?.send('TERM')
    this.#rules = new Map()
    this.#space.devctl.reader = null
  }

  /** There is something to read: it does so when the kernel is done with what it is at. */
  #look(): void {
    if (this.#busy) return
    this.#busy = true
    const { cause } = this.#host.world.engine
    this.#host.defer(() => {
      this.#host.world.engine.cause = cause
      if (!this.#space.processes.background(() => this.#daemon())) this.#busy = false
    })
  }

  *#daemon(): Course<void> {
    const early = this.#since - this.#host.clock.now
    if (early > 0) yield early
    yield* this.#work()
    this.#busy = false
    // Another one may have begun meanwhile.
    if (this.pid !== null && this.#space.devctl.isPending) this.#look()
  }

  *#work(): Course<void> {
    const { pid } = this
    while (this.pid === pid && pid !== null) {
      const event = this.#space.devctl.take()
      if (event === undefined) return
      yield* this.#act(event)
    }
  }

  /** devd.cc, process_event(), find_and_execute(): all actions of the first rule that matches. */
  *#act(event: DeviceEvent): Course<void> {
    const seen = seenOf(event, this.#host)
    const rule = this.#rules.get('notify')?.find((each) => each.matches(seen))
    if (rule === undefined) return
    const { engine } = this.#host.world
    for (const action of rule.actions) {
      const line = expand(action, (name) => (this.#quotes ? quoted(seen.value(name)) : seen.value(name)))
      engine.cause = event.because
      engine.cause = this.#host.note({ kind: 'log', host: this.#host.name, line: `devd: Executing '${line}'` })
      const { cause } = engine
      yield SHELL
      engine.cause = cause
      yield* carryOut(this.#host, this.#space, { line, input: '' })
    }
  }
}

/** devd.cc, process_event(), config::set_vars(). */
function seenOf({ system, subsystem, type }: Omit<DeviceEvent, 'because'>, { nics }: Host): Seen {
  const told = `system=${system} subsystem=${subsystem} type=${type}`
  const variables = new Map([
    ['*', `!${told}`],
    ['_', told],
    ['system', system],
    ['subsystem', subsystem],
    ['type', type],
  ])
  return {
    value: (name) => variables.get(name) ?? '',
    media: (device) => (nics.some(({ name }) => name === device) ? 'ethernet' : undefined),
  }
}
