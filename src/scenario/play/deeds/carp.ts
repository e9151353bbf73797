import type { Parameters } from '../../../host/carp.ts'
import { formatPrefix } from '../../../network/address.ts'
import type { Stage } from '../compile.ts'
import { type ActionOf, hostOf, type VerbRules, whenOn } from './rule.ts'

type Setting = 'set' | 'force' | 'preempt' | 'allow' | 'demote'

/** What can be done to the election of a machine. */
export const CARP: VerbRules<Setting | 'carp-down' | 'carp-up' | 'add-address' | 'remove-address'> = {
  set: {
    deed: (action, stage) =>
      whenOn(action, stage, ({ carp }) => carp.set(action.interface, action.vhid, action.parameters)),
    words: ({ parameters }, target) => {
      const { password, ...numbers } = parameters
      const words = Object.entries(numbers).map(([name, value]) => `${name} ${value}`)
      return `${target}: ${[...words, ...(password === undefined ? [] : ['another password'])].join(', ')}`
    },
    undo: (action, stage) => ({ ...action, parameters: before(action, stage) }),
  },
  force: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.force(action.interface, action.vhid, action.to)),
    words: ({ to }, target) => `${target}: state ${to.toLowerCase()}`,
  },
  'carp-down': {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.setUp(action.interface, action.vhid, false)),
    words: (_, target) => `${target}: ifconfig down`,
    undo: (action) => ({ ...action, verb: 'carp-up' }),
  },
  'carp-up': {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.setUp(action.interface, action.vhid, true)),
    words: (_, target) => `${target}: ifconfig up`,
    undo: (action) => ({ ...action, verb: 'carp-down' }),
  },
  'add-address': {
    deed: (action, stage) =>
      whenOn(action, stage, ({ carp }) => carp.addAddress(action.interface, action.vhid, action.address)),
    words: ({ address }, target) => `${target}: address ${formatPrefix(address)} added`,
    undo: (action) => ({ ...action, verb: 'remove-address' }),
  },
  'remove-address': {
    deed: (action, stage) =>
      whenOn(action, stage, ({ carp }) => carp.removeAddress(action.interface, action.vhid, action.address)),
    words: ({ address }, target) => `${target}: address ${formatPrefix(address)} removed`,
    undo: (action) => ({ ...action, verb: 'add-address' }),
  },
  preempt: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.setPreempt(action.to)),
    words: ({ to }, target) => `${target}: net.inet.carp.preempt=${to ? 1 : 0}`,
    undo: (action) => ({ ...action, to: !action.to }),
  },
  allow: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.setAllow(action.to)),
    words: ({ to }, target) => `${target}: net.inet.carp.allow=${to ? 1 : 0}`,
    undo: (action) => ({ ...action, to: !action.to }),
  },
  demote: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.demote(action.by, action.reason, action.group)),
    words: ({ by, reason, group }, target) => {
      const of = group === undefined ? '' : ` of group ${group}`
      const why = reason === undefined ? '' : ` (${reason})`
      return `${target}: demotion${of} ${by < 0 ? '' : '+'}${by}${why}`
    },
    undo: (action) => ({ ...action, by: -action.by }),
  },
}

/** The present values of what is to be set. */
function before({ host, interface: on, vhid, parameters }: ActionOf<'set'>, stage: Stage): Parameters {
  const vhost = hostOf({ host }, stage).carp.find(on, vhid)
  if (vhost === undefined) return parameters
  return {
    ...(parameters.advbase !== undefined && { advbase: vhost.advbase }),
    ...(parameters.advskew !== undefined && { advskew: vhost.advskew }),
  }
}
