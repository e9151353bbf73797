import type { Course } from '../../engine/course.ts'
import type { SocketUser } from '../../host/ip/socket-user.ts'
import type { TcpSocket } from '../../host/ip/tcp-socket.ts'
import type { Process } from '../../shell/machine.ts'
import { type Micros, SECOND } from '../../time.ts'
import { endpointOf, PORT, shown } from './address.ts'
import type { Line } from './line.ts'
import type { Role } from './metadata.ts'
import { about, type Node, type Severity } from './node.ts'
import type { NodeConfig } from './node-config.ts'
import { Primary } from './primary.ts'
import type { Greeting, Welcome } from './protocol.ts'
import { atFirst, type Resource } from './resource.ts'
import { Secondary } from './secondary.ts'
import { type Ended, EX } from './worker.ts'

/** How long a worker takes to go that is told to. */
const GOING: Micros = SECOND / 20
const RESTART: Micros = SECOND

/** hastd(8), the process that has no resource of its own: it knows roles, hears who connects, and begins and ends workers. */
export class Hastd {
  readonly node: Node
  readonly config: NodeConfig
  readonly resources: readonly Resource[]
  readonly #process: Process
  readonly #listeners: (() => void)[] = []

  constructor(node: Node, config: NodeConfig, self: Process) {
    this.node = node
    this.config = config
    this.#process = self
    this.resources = config.resources.map(atFirst)
    self.onSignal = (signal) => {
      if (signal === 'TERM' || signal === 'INT') this.#terminate()
      return 'default'
    }
    self.whenEnded(() => this.#end())
    this.#listen()
  }

  get isAlive(): boolean {
    return this.#process.status === null
  }

  get pid(): number {
    return this.#process.pid
  }

  named(name: string): Resource | undefined {
    return this.resources.find(({ config }) => config.name === name)
  }

  /** control_set_role(): returns when the worker of before is gone; what becomes of a new one is seen later. */
  *setRole(one: Resource, role: Role): Course<void> {
    const { role: from, worker, config } = one
    if (from === role) return
    this.#log('info', one, `Role changed to ${role}.`)
    one.role = role
    this.#noteRole(one, from)
    one.worker = null
    if (worker !== null) {
      worker.signal('TERM')
      yield GOING
    }
    if (one.role === 'primary' && one.worker === null && this.isAlive) this.#beginPrimary(one)
    this.node.hook(config, 'role', from, role)
  }

  /** All at once, as `hastctl role init all` does before it is stopped. */
  giveUp(): void {
    for (const one of this.resources) {
      const { worker, role } = one
      if (role === 'init') continue
      this.#log('info', one, 'Role changed to init.')
      one.role = 'init'
      this.#noteRole(one, role)
      one.worker = null
      worker?.signal('TERM')
      this.node.hook(one.config, 'role', role, 'init')
    }
  }

  #log(severity: Severity, { config, role }: Resource, text: string): void {
    this.node.log(this.pid, severity, about(config.name, role, text))
  }

  #noteRole({ config, role }: Resource, from: Role): void {
    const { host } = this.node
    this.node.note({ kind: 'role', host: host.name, resource: config.name, from, to: role })
  }

  #listen(): void {
    const { sockets } = this.node.host.ip.tcp
    const wanted = this.config.listen.length === 0 ? [`0.0.0.0:${PORT}`] : this.config.listen
    for (const text of wanted) {
      const { address, port } = endpointOf(text, this.node.space.files) ?? { address: undefined, port: PORT }
      const at = address === 0 || address === undefined ? {} : { address }
      const end = sockets.listen({ ...at, port, accept: (socket) => this.#accept(socket) })
      if (end === undefined)
        this.node.log(this.pid, 'err', `Unable to listen on address ${text}: Address already in use.`)
      else this.#listeners.push(end)
    }
  }

  #terminate(): void {
    const { node, pid } = this
    node.log(pid, 'info', 'Termination signal received, exiting.')
    for (const { worker, config, role } of this.resources) {
      if (worker === null) continue
      const which = `resource=${config.name}, role=${role}, pid=${worker.pid}`
      node.log(pid, 'info', `Terminating worker process (${which}).`)
    }
  }

  #end(): void {
    for (const end of this.#listeners) end()
    for (const one of this.resources) {
      const { worker, role } = one
      one.worker = null
      one.role = 'init'
      if (role !== 'init') this.#noteRole(one, role)
      // A worker that hears nothing from its parent any more ends itself (ctrl_thread).
      worker?.signal('TERM')
      one.half?.close()
      one.half = null
    }
  }

  #beginPrimary(one: Resource): void {
    const { orphan } = one
    one.orphan = null
    const worker = new Primary(this.node, one.config, orphan)
    one.worker = worker
    worker.begin((how) => this.#ended(one, worker, how))
  }

  /** child_exit() */
  #ended(one: Resource, worker: Primary | Secondary, how: Ended): void {
    if (one.worker !== worker || !this.isAlive) return
    one.worker = null
    this.#logEnd(one, worker, how)
    if (one.role !== 'primary') return
    if ('signal' in how || how.code === EX.TEMPFAIL) {
      one.orphan = worker instanceof Primary ? worker.device : null
      this.node.space.processes.background(() => this.#restart(one))
      return
    }
    one.role = 'init'
    this.#log('info', one, 'Changing resource role back to init.')
    this.#noteRole(one, 'primary')
  }

  *#restart(one: Resource): Course<void> {
    yield RESTART
    if (!this.isAlive || one.role !== 'primary' || one.worker !== null) return
    this.#log('info', one, 'Restarting worker process.')
    this.#beginPrimary(one)
  }

  /** child_exit_log() */
  #logEnd(one: Resource, { pid }: Primary | Secondary, how: Ended): void {
    if ('signal' in how) this.#log('err', one, `Worker process killed (pid=${pid}, signal=${how.signal}).`)
    else if (how.code !== 0)
      this.#log('err', one, `Worker process exited ungracefully (pid=${pid}, exitcode=${how.code}).`)
  }

  /** listen_accept() */
  #accept(socket: TcpSocket): SocketUser {
    const { node, pid } = this
    const { source, sourcePort, destination, destinationPort } = socket.ends
    const [here, there] = [shown(source, sourcePort), shown(destination, destinationPort)]
    node.log(pid, 'info', `Connection from ${there} to ${here}.`)
    const line = node.line()
    line.socket = socket
    const knows = ({ config: { remote } }: Resource) => endpointOf(remote, node.space.files)?.address === destination
    if (this.resources.some(knows)) line.onMessage = (message) => this.#greeted(line, message as Greeting, there)
    else {
      node.log(pid, 'err', `Client ${there} isn't known.`)
      line.close()
    }
    return line
  }

  #greeted(line: Line, greeting: Greeting, from: string): void {
    const { node } = this
    const refuse = (says: string, waits = false) => {
      const refusal: Welcome = { is: 'refusal', says, waits }
      line.say(refusal)
      line.close()
    }
    const one = this.named(greeting.resource)
    if (one === undefined) {
      node.log(this.pid, 'err', `No resource '${greeting.resource}' as requested by ${from}.`)
      refuse('Resource not configured.')
    } else if (one.role !== 'secondary') {
      const says = `We act as ${one.role} for the resource and not as secondary as requested by ${from}.`
      this.#log('warning', one, says)
      const waits = one.role === 'primary' && node.release.waits
      refuse(`Remote node acts as ${one.role} for the resource and not as secondary.`, waits)
    } else if (greeting.is === 'hello') this.#first(one, line)
    else if (one.half === null || greeting.token !== one.token) {
      this.#log('err', one, `Token received from ${from} doesn't match.`)
      refuse("Token doesn't match.")
    } else this.#second(one, line, greeting)
  }

  /** Whoever was connected is not any more. */
  #first(one: Resource, line: Line): void {
    const { worker } = one
    one.worker = null
    if (worker !== null) {
      worker.signal('INT')
      this.#logEnd(one, worker, { signal: this.node.space.processes.signals.INT })
    }
    one.half?.close()
    one.half = line
    one.token = this.node.token(one.config.name)
    line.onMessage = null
    const welcome: Welcome = { is: 'token', token: one.token }
    line.say(welcome)
  }

  /** hastd_secondary() */
  #second(one: Resource, out: Line, greeting: Extract<Greeting, { is: 'counters' }>): void {
    const { half } = one
    one.half = null
    if (half === null) return
    out.onMessage = null
    const worker = new Secondary(this.node, one.config, { in: half, out }, greeting)
    one.worker = worker
    worker.begin((how) => this.#ended(one, worker, how))
  }
}
