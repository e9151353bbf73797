import { countAddresses, MAX_ERRORS } from '../kernel-rules.ts'
import { type Port, type Rule, rule } from '../rule.ts'
import { linkGood, MASTER_DOWN_IN_INIT } from '../suppression.ts'
import type { Vhost } from '../vhost.ts'
import { hearingRules } from './hearing.ts'
import { advertise, advertiseAll, becomeAll, each, resealAll, setRunAll, stopAll, takeOver } from './interface.ts'
import type { Release } from './release.ts'

/** The rules of a release. What happens to a carp interface as a whole happens to its leader, and means all nodes. */
export function openbsdRules(release: Release): Rule[] {
  return [
    ...hearingRules(release),
    ...timerRules(release),
    ...interfaceRules(release),
    ...addressRules(release),
    ...settingRules(release),
  ]
}

/** carp_master_down(), carp_timer_ad(). */
function timerRules(release: Release): Rule[] {
  return [
    rule({
      name: 'master-down timer',
      from: 'BACKUP',
      on: 'master-down',
      then: (vhost, port) => takeOver(release, vhost, port),
    }),
    MASTER_DOWN_IN_INIT,
    rule({
      name: 'time to advertise',
      from: 'any',
      on: 'advertise',
      then: (vhost, port) => advertise(release, vhost, port),
    }),
  ]
}

/** What happens to the interface, and to its parent. */
function interfaceRules(release: Release): Rule[] {
  return [
    rule({
      name: 'interface up',
      from: 'any',
      on: 'link',
      when: linkGood,
      then: (vhost, port) => evaluateGood(release, vhost, port),
    }),
    rule({ name: 'interface down', from: 'any', on: 'link', then: evaluateBad }),
    rule({
      name: 'taken up',
      from: 'any',
      on: 'up',
      then: (vhost, port) => {
        vhost.up = true
        if (vhost.state === 'INIT') setRunAll(release, port)
      },
    }),
    rule({
      // carp_ioctl(), SIOCSIFFLAGS: "we need the interface up to bow out". The leader's state alone decides.
      name: 'taken down',
      from: 'any',
      on: 'down',
      then: (vhost, port) => {
        const runs = vhost.state !== 'INIT'
        if (runs) sayGoodbye(release, vhost, port)
        vhost.up = false
        if (!runs) return
        becomeAll(port, 'INIT')
        setRunAll(release, port)
      },
    }),
    rule({
      // carp_send_ad_all(), and carp_ioctl(), SIOCSIFGATTR.
      name: 'demotion changed',
      from: 'any',
      on: 'demotion',
      when: (vhost) => vhost.up && vhost.running,
      then: (_, port) => advertiseAll(release, port),
    }),
    rule({
      // carp_clone_destroy(), carpdetach(): no goodbye; what it held against its groups goes with it.
      name: 'destroyed',
      from: 'any',
      on: 'destroy',
      then: (vhost, port) => {
        stopAll(port)
        if (vhost.suppressed) port.demote(-1, 'detach')
        if (vhost.errors >= MAX_ERRORS * port.nodes.length) port.demote(-1, 'detach')
        becomeAll(port, 'INIT')
      },
    }),
  ]
}

/** carp_set_addr(), carp_addr_updated(). */
function addressRules(release: Release): Rule[] {
  return [
    rule({
      // carp_ioctl(), SIOCAIFADDR; carp_set_addr(): backups again, without goodbye; carp_addr_updated().
      name: 'address added',
      from: 'any',
      on: 'address added',
      then: (vhost, port) => {
        vhost.up = true
        countAddresses(vhost)
        becomeAll(port, 'INIT')
        resealAll(release, port)
        setRunAll(release, port)
      },
    }),
    rule({
      // carp_addr_updated(): without addresses the interface is down, and its timers run on.
      name: 'address removed',
      from: 'any',
      on: 'address removed',
      then: (vhost, port) => {
        vhost.addressed = vhost.has('inet')
        vhost.addressed6 = vhost.has('inet6')
        if (vhost.addressed || vhost.addressed6) resealAll(release, port)
        else {
          vhost.up = false
          becomeAll(port, 'INIT')
        }
        setRunAll(release, port)
      },
    }),
  ]
}

/** carp_ioctl(), SIOCSVH. */
function settingRules(release: Release): Rule[] {
  return [
    rule({
      // All timers start anew; another vhid begins from the beginning.
      name: 'parameters set',
      from: 'any',
      on: 'set',
      then: (_, port, { renumbered }) => {
        if (renumbered) {
          stopAll(port)
          becomeAll(port, 'INIT')
        }
        setRunAll(release, port)
      },
    }),
    rule({
      // All nodes, whatever the state of each.
      name: 'forced',
      from: 'BACKUP',
      on: 'force',
      when: (_, { state }) => state === 'MASTER',
      then: (_, port) =>
        each(port, (vhost, own) => {
          if (vhost.state === 'BACKUP') takeOver(release, vhost, own)
        }),
    }),
    rule({
      name: 'forced',
      from: 'MASTER',
      on: 'force',
      when: (_, { state }) => state === 'BACKUP',
      then: (_, port) => {
        port.disarm('advertise')
        becomeAll(port, 'BACKUP')
        setRunAll(release, port)
      },
    }),
  ]
}

/** carp_carpdev_state(), the parent can be used. */
function evaluateGood(release: Release, vhost: Vhost, port: Port): void {
  const { suppressed } = vhost
  if (release.returnsFromSuppressionOnly && !suppressed) return
  becomeAll(port, 'INIT')
  vhost.suppressed = false
  setRunAll(release, port)
  if (suppressed) port.demote(-1, 'carpdev')
}

/** carp_carpdev_state(), it cannot. */
function evaluateBad(vhost: Vhost, port: Port): void {
  const { suppressed } = vhost
  stopAll(port)
  each(port, (node) => {
    node.running = false
  })
  becomeAll(port, 'INIT')
  vhost.suppressed = true
  if (!suppressed) port.demote(1, 'carpdev')
}

function sayGoodbye(release: Release, vhost: Vhost, port: Port): void {
  stopAll(port)
  vhost.leaving = true
  advertiseAll(release, port)
  vhost.leaving = false
}
