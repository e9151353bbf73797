import { interruption, runCommand } from '../../../host/commands/command.ts'
import { fed, powered, thoseThatAre } from './power.ts'
import { hostOf, type VerbRules, whenOn } from './rule.ts'
import { powerSwitch, restartSwitch } from './switches.ts'

type Power = 'boot' | 'crash' | 'shutdown' | 'reboot' | 'pause' | 'resume'

/** What can happen to a machine. */
export const MACHINES: VerbRules<Power | 'run' | 'interrupt' | 'signal' | 'start' | 'flush-arp' | 'flush-addresses'> = {
  boot: {
    deed: (action, stage) =>
      powered(action, stage, { host: (host) => host.boot(), switch: (name) => powerSwitch(name, stage, true) }),
    words: (action, target) => `${target} boots${fed(action)}`,
    undo: (action, stage) => ({ ...thoseThatAre('off', action, stage), verb: 'crash' }),
  },
  crash: {
    deed: (action, stage) =>
      powered(action, stage, { host: (host) => host.crash(), switch: (name) => powerSwitch(name, stage, false) }),
    words: (action, target) => `${target} loses power${fed(action)}`,
    undo: (action, stage) => ({ ...thoseThatAre('on', action, stage), verb: 'boot' }),
  },
  shutdown: {
    deed: (action, stage) =>
      powered(action, stage, { host: (host) => host.shutdown(), switch: (name) => powerSwitch(name, stage, false) }),
    words: (action, target) => `${target} is shut down${fed(action)}`,
    undo: (action, stage) => ({ ...thoseThatAre('on', action, stage), verb: 'boot' }),
  },
  reboot: {
    deed: (action, stage) =>
      powered(action, stage, { host: (host) => host.reboot(), switch: (name) => restartSwitch(name, stage) }),
    words: (action, target) => `${target} reboots${fed(action)}`,
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
    deed: (action, stage) =>
      whenOn(action, stage, (host) => () => runCommand(host, action.command, action.input, action.attended)),
    words: ({ command }, target) => `${target}# ${command}`,
    undo: ({ host }) => ({ verb: 'interrupt', host }),
    lasting: (action) => ({ ...action, attended: true }),
  },
  interrupt: {
    deed: (action, stage) => whenOn(action, stage, interruption),
    words: (_, target) => `${target}# ^C`,
  },
  'flush-arp': {
    deed: (action, stage) =>
      whenOn(action, stage, ({ name, ip }) =>
        ip.neighbours === 0 ? `${name} remembers no neighbour` : () => ip.flush(),
      ),
    words: ({ host }) => `${host} forgets its ARP table`,
  },
  'flush-addresses': {
    deed: (action, stage) =>
      whenOn(action, stage, (host) => {
        const nic = host.nic(action.interface)
        const flush = () => {
          nic.blame('not forwarded', host.world.engine.cause)
          nic.addresses.scripted.clear()
        }
        return nic.addresses.scripted.size === 0 ? `${host.name}.${nic.name} has no address but its own` : flush
      }),
    words: (_, target) => `${target}: addresses flushed, its own is there again`,
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
