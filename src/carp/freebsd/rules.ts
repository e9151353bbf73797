import {
  countAddresses,
  electionRules,
  forcedRules,
  isCounted,
  reseal,
  startTimer,
  stopTimers,
  type Ways,
} from '../kernel-rules.ts'
import { type Port, type Rule, rule } from '../rule.ts'
import {
  advertise,
  DESTROYED,
  initialize,
  linkGood,
  MASTER_DOWN_IN_INIT,
  suppressedSkew,
  takenDown,
} from '../suppression.ts'
import type { Vhost } from '../vhost.ts'

/** carp_setrun() in INIT, where all that is needed to run is there. */
export type Start = (vhost: Vhost, port: Port) => void

/** It is a backup first. */
export const startAsBackup: Start = (vhost, port) => startTimer(vhost, port, 'initialized', isCounted)

/** The rules of a release, which differ by what becomes of INIT. */
export function freebsdRules(start: Start): Rule[] {
  const ways = waysOf(start)
  return [
    ...electionRules(ways),
    MASTER_DOWN_IN_INIT,
    ...linkRules(ways),
    rule({ name: 'parameters set', from: 'any', on: 'set', then: ways.setRun }),
    ...forcedRules(ways, ''),
    takenUp(ways),
    takenDown(ways.setRun),
    rule({
      // carp_send_ad_all().
      name: 'demotion changed',
      from: 'MASTER',
      on: 'demotion',
      when: (vhost) => vhost.up && vhost.running,
      then: advertise,
    }),
    DESTROYED,
  ]
}

function waysOf(start: Start): Ways {
  return {
    skew: suppressedSkew,
    advertise,
    // carp_setrun(). RUNNING asks for carrier, not for the up flag of the parent.
    setRun: (vhost, port) => {
      vhost.running = vhost.up && vhost.vhid > 0 && (vhost.addressed || vhost.addressed6) && vhost.on.carrier
      if (!vhost.running) return
      if (vhost.state === 'INIT') start(vhost, port)
      else startTimer(vhost, port, '', isCounted)
    },
    reasons: {
      timer: '',
      slower: 'preempting a slower master',
      tooSlow: 'master timed out',
      better: 'more frequent advertisement received',
    },
  }
}

/** carp_carpdev_state_locked() for one virtual host. */
function lookAtLink(setRun: Ways['setRun'], vhost: Vhost, port: Port): void {
  if (linkGood(vhost)) {
    vhost.up ||= vhost.upBefore
    initialize(vhost, port)
    setRun(vhost, port)
    if (vhost.suppressed) port.demote(-1, 'interface up')
    vhost.suppressed = false
  } else {
    // A second loss on top of the first stores "not up": nothing brings it back then.
    vhost.upBefore = vhost.up
    vhost.up = false
    vhost.running = false
    stopTimers(port)
    initialize(vhost, port)
    if (!vhost.suppressed) port.demote(1, 'interface down')
    vhost.suppressed = true
  }
}

function linkRules({ setRun }: Ways): Rule[] {
  const evaluate = (vhost: Vhost, port: Port) => lookAtLink(setRun, vhost, port)
  return [
    rule({ name: 'interface up', from: 'any', on: 'link', when: linkGood, then: evaluate }),
    rule({ name: 'interface down', from: 'any', on: 'link', then: evaluate }),
    rule({
      // carp_set_addr(), carp_set_addr6(): UP, then as at a change of carrier; a running master starts anew, without goodbye.
      name: 'address added',
      from: 'any',
      on: 'address added',
      then: (vhost, port, { own }) => {
        if (own) vhost.advskew = 0
        vhost.up = true
        countAddresses(vhost)
        evaluate(vhost, port)
        setRun(vhost, port)
        reseal(vhost, port)
      },
    }),
  ]
}

function takenUp({ setRun }: Ways): Rule {
  return rule({
    name: 'taken up',
    from: 'INIT',
    on: 'up',
    then: (vhost, port) => {
      vhost.up = true
      setRun(vhost, port)
      reseal(vhost, port)
    },
  })
}
