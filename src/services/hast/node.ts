import { carryOut } from '../../host/commands/command.ts'
import type { Host } from '../../host/host.ts'
import type { LocalDisk } from '../../host/storage/local-disk.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Micros } from '../../time.ts'
import type { Body } from '../../trace/record.ts'
import { Line } from './line.ts'
import type { Role } from './metadata.ts'
import type { ResourceConfig } from './node-config.ts'
import type { Release } from './release.ts'

export type Severity = 'info' | 'warning' | 'err'

/** The machine, as all of hastd sees it. */
export class Node {
  readonly host: Host
  readonly space: UserSpace
  readonly release: Release

  constructor(host: Host, space: UserSpace, release: Release) {
    this.host = host
    this.space = space
    this.release = release
  }

  get now(): Micros {
    return this.host.clock.now
  }

  note(body: Body): void {
    const { engine } = this.host.world
    engine.cause = this.host.note(body)
  }

  /** syslog(3) */
  log(pid: number, severity: Severity, text: string): void {
    const tag = `hastd[${pid}]`
    this.space.syslog({ facility: 'daemon', severity, tag, pid, text })
    this.host.note({ kind: 'log', host: this.host.name, line: `${tag}: ${text}` })
  }

  line(): Line {
    return new Line(this.host, this.space.processes)
  }

  /** The disk of a resource; undefined: there is none of that name. */
  diskAt(path: string): LocalDisk | undefined {
    return this.space.storage.disks.find((disk) => disk.path === path)
  }

  /** A number of 64 bits that nobody else has. */
  unique(resource: string): string {
    const stream = this.host.world.random.stream(`hast ${this.host.name} ${resource}`)
    return ((BigInt(stream.uint32()) << 32n) | BigInt(stream.uint32() | 1)).toString()
  }

  token(resource: string): number {
    return this.host.world.random.stream(`hast ${this.host.name} ${resource}`).uint32()
  }

  /** hooks.c, hook_exec(): runs what somebody wants to be told by. */
  hook({ exec, name }: ResourceConfig, event: string, ...more: readonly string[]): void {
    if (exec === null) return
    const line = [exec, event, name, ...more].join(' ')
    const { host, space } = this
    space.processes.start(line, () => carryOut(host, space, { line, input: '' }))
  }
}

/** What hastd says of a resource: `[test] (primary) …`. */
export function about(name: string, role: Role, text: string): string {
  return `[${name}] (${role}) ${text}`
}
