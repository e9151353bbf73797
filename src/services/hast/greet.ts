import type { Course } from '../../engine/course.ts'
import { SECOND } from '../../time.ts'
import type { Bodies } from '../../trace/record.ts'
import { endpointOf } from './address.ts'
import type { Line } from './line.ts'
import type { LocalComponent } from './local-component.ts'
import type { Node, Severity } from './node.ts'
import type { ResourceConfig } from './node-config.ts'
import type { Greeting, Welcome } from './protocol.ts'

export const SPLIT_BRAIN = 'Split-brain condition!'

/** A primary that looks for the other node. */
export interface Greeter {
  readonly node: Node
  readonly resource: ResourceConfig
  readonly local: LocalComponent
  /** A connection that is closed when it ends. */
  line(): Line
  log(severity: Severity, text: string): void
  hook(event: string): void
  becomes(what: Pick<Bodies['replica'], 'becomes'>): void
}

/** A primary and a secondary have met: over these connections, and this is what the other one said. */
export interface Met {
  readonly out: Line
  readonly in: Line
  readonly answer: Extract<Welcome, { is: 'answer' }>
}

/** Why nobody was met: the other one is primary, too, or whatever else. */
type NotMet = 'primary' | 'failed'

/** init_remote(): two connections to the other node, and what each knows of the other one. */
export function* greet(primary: Greeter): Course<Met | NotMet> {
  const lines: Line[] = []
  const met = yield* greeting(primary, lines)
  if (typeof met === 'string') for (const line of lines) line.close()
  return met
}

function* greeting(primary: Greeter, lines: Line[]): Course<Met | NotMet> {
  const { resource, local } = primary
  const out = yield* connect(primary, lines)
  if (out === null) return 'failed'
  const welcome = yield* ask(primary, { by: out, from: out }, { is: 'hello', resource: resource.name })
  if (welcome === null) return 'failed'
  if (welcome.is === 'refusal') return refused(primary, welcome)
  if (welcome.is !== 'token') return 'failed'
  const back = yield* connect(primary, lines)
  if (back === null) return 'failed'
  const isVirgin = local.resuid === '0' && local.local === 0
  if (local.resuid === '0') {
    local.resuid = primary.node.unique(resource.name)
    local.save()
  }
  const answer = yield* ask(
    primary,
    { by: back, from: out },
    {
      is: 'counters',
      resource: resource.name,
      token: welcome.token,
      isVirgin,
      resuid: local.resuid,
      localcnt: local.local,
      remotecnt: local.remote,
    },
  )
  if (answer === null) return 'failed'
  if (answer.is === 'refusal') return refused(primary, answer)
  if (answer.is !== 'answer') return 'failed'
  const { datasize } = local.metadata
  if (answer.datasize === datasize) return { out, in: back, answer }
  primary.log('warning', `Data size differs between nodes (local=${datasize}, remote=${answer.datasize}).`)
  return 'failed'
}

function* connect(primary: Greeter, lines: Line[]): Course<Line | null> {
  const { node, resource } = primary
  const { remote, timeout } = resource
  const failed = (why: string) => {
    primary.log('warning', `Unable to connect to ${remote}: ${why}.`)
    return null
  }
  const to = endpointOf(remote, node.space.files)
  if (to === undefined) return failed('Invalid argument')
  const from = resource.source === null ? undefined : endpointOf(resource.source, node.space.files)?.address
  const line = primary.line()
  lines.push(line)
  const socket = node.host.ip.tcp.sockets.connect({ ...to, ...(from !== undefined && { source: from }) }, line)
  if (socket === undefined) return failed('Network is unreachable')
  line.socket = socket
  const why = yield* line.opens(timeout * SECOND)
  return why === null ? line : failed(why)
}

function* ask(
  primary: Greeter,
  { by, from }: { readonly by: Line; readonly from: Line },
  greeting: Greeting,
): Course<Welcome | null> {
  const { remote, timeout } = primary.resource
  by.say(greeting)
  const heard = yield* from.hears(timeout * SECOND)
  if ('is' in heard) return heard.is as Welcome
  primary.log('warning', `Unable to receive handshake header from ${remote}: ${heard.error}.`)
  return null
}

function refused(primary: Greeter, { says, waits }: Extract<Welcome, { is: 'refusal' }>): NotMet {
  primary.log('warning', says)
  if (says === SPLIT_BRAIN) {
    primary.becomes({ becomes: 'split-brain' })
    primary.hook('split-brain')
  }
  return waits ? 'primary' : 'failed'
}
