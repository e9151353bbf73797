import { formatAddress, formatIpv4, formatPrefix } from '../../network/address.ts'
import type { Direction } from '../../network/health.ts'
import { formatTime } from '../../time.ts'
import { formatPercent } from '../percent.ts'
import { settings } from '../play/deeds/switches.ts'
import { spanText } from '../play/drawn.ts'
import type { Action } from '../scenario.ts'
import { type Fields, unlessDefault } from './fields.ts'

/** What an action says beside its verb and what it acts on. */
export function argumentsOf(action: Action): Fields {
  switch (action.verb) {
    case 'cut':
    case 'heal':
      return { network: action.network, family: action.family }
    case 'partition':
      return { groups: action.groups }
    case 'pause':
      return unlessDefault({ clock: action.clock, queued: action.queued }, { clock: 'jumps', queued: 0 })
    case 'impair':
      return impairment(action)
    case 'flap':
      return { down: spanText(action.down), up: spanText(action.up) }
    case 'brown-out':
      return { gap: formatTime(action.gap), off: action.off === 0 ? undefined : formatTime(action.off) }
    case 'inject':
      return { frame: action.frame }
    case 'configure':
      return settings(action)
    case 'burst':
      return { frames: String(action.frames), over: formatTime(action.over), kind: action.kind }
    case 'send-error':
      return { errno: action.errno, times: String(action.times) }
    case 'lose-garp':
      return { times: action.times === 1 ? undefined : String(action.times) }
    case 'port-dead':
    case 'port-alive':
      return { direction: oneWay(action.directions) }
    case 'block':
    case 'unblock':
      return { proto: action.proto, direction: oneWay(action.directions) }
    default:
      return onMachine(action)
  }
}

/** The same of what is done to a machine, or to a virtual host. */
function onMachine(action: Action): Fields {
  switch (action.verb) {
    case 'set':
      return unlessDefault(action.parameters, {})
    case 'force':
      return { to: action.to.toLowerCase() }
    case 'add-address':
    case 'remove-address':
      return { address: formatPrefix(action.address) }
    case 'preempt':
    case 'allow':
      return { to: String(action.to) }
    case 'demote':
      return { by: String(action.by), reason: action.reason, group: action.group }
    case 'signal':
      return { name: action.name }
    case 'route-to':
      return {
        gateway: action.gateway === null ? 'none' : formatIpv4(action.gateway),
        except: action.except.length === 0 ? undefined : action.except,
      }
    case 'reload-filter':
    case 'start':
      return { takes: action.takes === 0 ? undefined : formatTime(action.takes) }
    case 'probe':
      return { client: formatAddress(action.client), mac: action.mac }
    case 'run':
      return { command: action.command, input: action.input }
    default:
      return {}
  }
}

/** Both go without saying. */
function oneWay(directions: readonly Direction[]): string | undefined {
  return directions.length > 1 ? undefined : directions.join()
}

function impairment({ loss, delay, jitter, duplicate, ...way }: Action & { readonly verb: 'impair' }): Fields {
  return {
    network: 'to' in way ? way.network : undefined,
    loss: formatPercent(loss),
    delay: formatTime(delay),
    jitter: jitter === undefined ? undefined : formatTime(jitter),
    duplicate: duplicate === undefined ? undefined : formatPercent(duplicate),
  }
}
