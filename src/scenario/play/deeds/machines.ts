import { runCommand } from '../../../host/commands/command.ts'
import { hostOf, type VerbRules, whenOn } from './rule.ts'
import { powerSwitch } from './switches.ts'

type Power = 'boot' | 'crash' | 'shutdown' | 'reboot' | 'pause' | 'resume'

/** What can happen to a machine. */
export const MACHINES: VerbRules<Power | 'run' | 'signal' | 'start' | 'flush-arp'> = {
  boot: {
    deed: (action, stage) =>
      'switch' in action ? powerSwitch(action.switch, stage, true) : hostOf(action, stage).boot(),
    words: (_, target) => `${target} boots`,
    undo: (action) => ({ ...action, verb: 'crash' }),
  },
  crash: {
    deed: (action, stage) =>
      'switch' in action ? powerSwitch(action.switch, stage, false) : hostOf(action, stage).crash(),
    words: (_, target) => `${target} loses power`,
    undo: (action) => ({ ...action, verb: 'boot' }),
  },
  shutdown: {
    deed: (action, stage) => hostOf(action, stage).shutdown(),
    words: ({ host }) => `${host} is shut down`,
    undo: (action) => ({ ...action, verb: 'boot' }),
  },
  reboot: {
    deed: (action, stage) => hostOf(action, stage).reboot(),
    words: ({ host }) => `${host} reboots`,
    undo: (action) => ({ ...action, verb: 'boot' }),
    lasting: (action) => ({ ...action, verb: 'shutdown' }),
  },
  pause: {
    deed: (action, stage) => hostOf(action, stage).pause(action),
    words: ({ host }) => `${host} stands still`,
    undo: ({ host }) => ({ verb: 'resume', host }),
  },
  resume: { deed: (action, stage) => hostOf(action, stage).resume(), words: ({ host }) => `${host} goes on` },
  run: {
    deed: (action, stage) => whenOn(action, stage, (host) => () => runCommand(host, action.command)),
    words: ({ command }, target) => `${target}# ${command}`,
  },
  'flush-arp': {
    deed: (action, stage) =>
      whenOn(action, stage, ({ name, ip }) =>
        ip.neighbours === 0 ? `${name} remembers no neighbour` : () => ip.flush(),
      ),
    words: ({ host }) => `${host} forgets its ARP table`,
  },
  signal: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.signal(action.name)),
    words: ({ name }, target) => `${target}: SIG${name} to ucarp`,
  },
  start: {
    deed: (action, stage) =>
      whenOn(action, stage, ({ carp }) => carp.start(action.interface, action.vhid, action.takes)),
    words: (_, target) => `${target}: ucarp is started`,
  },
}
