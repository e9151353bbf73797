import type { Packet } from '../../src/trace/record.ts'
import {
  advertInterval,
  comesUpAsMaster,
  comparesDemotionFirst,
  demotionByte,
  effectiveSkew,
  isOpenbsd,
  masterDownTime,
} from './expected.ts'
import type { Effect } from './recording-port.ts'
import type { Moment, Rig } from './rig.ts'

/** Something that must hold after each act: gives what is wrong, or null. */
export type Invariant = (rig: Rig, moment: Moment) => string | null

type Become = Extract<Effect, { do: 'become' }>
type Send = Extract<Effect, { do: 'send' }>

export function becomings({ effects }: Moment): Become[] {
  return effects.filter((effect) => effect.do === 'become')
}

export function sends({ effects }: Moment): Send[] {
  return effects.filter((effect) => effect.do === 'send')
}

function announced({ effects }: Moment): (number | string)[] {
  return effects.filter((effect) => effect.do === 'announce').map(({ address }) => address)
}

/** A virtual host is an interface, as it is on the older kernels. */
function hasOwnInterface({ system }: Rig): boolean {
  return system.runs === 'kernel' && system.device === 'carpN'
}

/** The skew changed in the middle of the step: such steps are looked at in examples. */
function demotedMeanwhile(rig: Rig, { effects, before }: Moment): boolean {
  return effects.some((effect) => effect.do === 'demote') || before.suppressed !== rig.vhost.suppressed
}

/** An alarm that is wrong makes a virtual host deaf or mute for ever. */
const timersOfTheState: Invariant = (rig) => {
  const armed = [...rig.port.armed.keys()].sort().join(' ')
  if (rig.asleep === 'stand down') return null
  if (rig.gone || rig.asleep === 'link') return armed === '' ? null : `nothing may be armed: ${armed}`
  const { state, addresses } = rig.vhost
  const allowed = {
    // OpenBSD lets the timers of one that has lost its last address run on.
    INIT: isOpenbsd(rig) && addresses.length === 0 ? ['', 'advertise', 'master-down', 'advertise master-down'] : [''],
    BACKUP: ['master-down'],
    // A kernel leaves a stale master-down timer alone; a daemon keeps both of its times.
    MASTER: rig.system.runs === 'kernel' ? ['advertise', 'advertise master-down'] : ['advertise master-down'],
  }[state]
  return allowed.includes(armed) ? null : `armed in ${state}: ${armed || 'nothing'}`
}

/** Where INIT is followed by MASTER, one in each family goes out before. */
const onlyMastersAdvertise: Invariant = (_, moment) => {
  const starts = becomings(moment).filter(({ from, to }) => from === 'INIT' && to === 'MASTER')
  const others = sends(moment).filter(({ state }) => state !== 'MASTER')
  const early = others.filter(({ state }) => state === 'INIT').length
  return others.length === early && early === starts.length ? null : `advertises in ${others[0]?.state}`
}

/** 255, 255, where a master that is a carp interface is taken down, and nowhere else. */
const goodbyes: Invariant = (rig, moment) => {
  const { effects, act, before } = moment
  const leaving = hasOwnInterface(rig) && act.do === 'down' && before.state === 'MASTER'
  const said = sends(moment).filter(({ packet }) => packet.advbase === 255)
  if (!leaving) return said.length === 0 ? null : 'a goodbye of one that stays'
  // Where the goodbye is the third send that fails, its demotion makes it say so once more.
  const most = demotedMeanwhile(rig, moment) ? 2 : 1
  if (said.length < 1 || said.length > most) return `${said.length} goodbyes`
  const at = effects.indexOf(said[0]!)
  const left = effects.findIndex((effect) => effect.do === 'become' && effect.to === 'INIT')
  return said[0]!.packet.advskew === 255 && at < left ? null : 'a goodbye that is none'
}

const KERNEL_MOVES: Readonly<Record<string, readonly string[]>> = {
  'INIT BACKUP': ['interface up', 'address added', 'address removed', 'parameters set', 'taken up'],
  'BACKUP MASTER': ['master-down timer', 'slower master heard', 'master too slow', 'forced'],
  'MASTER BACKUP': ['better advertisement heard', 'forced'],
  'BACKUP INIT': ['interface up', 'interface down', 'address added', 'address removed', 'taken down', 'destroyed'],
  'MASTER INIT': ['interface up', 'interface down', 'address added', 'address removed', 'taken down', 'destroyed'],
}
const DAEMON_MOVES: Readonly<Record<string, readonly string[]>> = {
  'INIT BACKUP': ['started'],
  'BACKUP MASTER': ['master-down timer', 'slower master heard', 'master too slow'],
  'MASTER BACKUP': ['better advertisement heard', 'told to stand down', 'interface down'],
}

/** What the byte of OpenBSD's advertisements leads to: the first where it is compared before skew. */
const LESS_DEMOTED = ['MASTER BACKUP less demoted master heard']
const MORE_DEMOTED = ['BACKUP MASTER more demoted master heard']
/** On NetBSD each running change is a reset. */
const RESETS = ['BACKUP INIT parameters set', 'MASTER INIT parameters set']
/** As MASTER where others are a BACKUP first. */
const STARTS = KERNEL_MOVES['INIT BACKUP']!.map((rule) => `INIT MASTER ${rule}`)

function ownMoves(rig: Rig): readonly string[] {
  if (rig.system.name === 'netbsd-2015') return RESETS
  if (comesUpAsMaster(rig)) return rig.vhost.machine.preempt ? STARTS : []
  if (comparesDemotionFirst(rig)) return [...LESS_DEMOTED, ...MORE_DEMOTED]
  return isOpenbsd(rig) ? MORE_DEMOTED : []
}

const legalMoves: Invariant = (rig, moment) => {
  const moves = rig.system.runs === 'kernel' ? KERNEL_MOVES : DAEMON_MOVES
  const bad = becomings(moment).find(
    ({ from, to, rule }) => !moves[`${from} ${to}`]?.includes(rule) && !ownMoves(rig).includes(`${from} ${to} ${rule}`),
  )
  return bad === undefined ? null : `${bad.from} -> ${bad.to} by "${bad.rule}"`
}

/** An advertisement in the step of taking over; and on a kernel, before anything else that is heard outside. */
const mastersSayso: Invariant = (rig, { effects }) => {
  for (const [i, effect] of effects.entries()) {
    if (effect.do !== 'become' || effect.to !== 'MASTER' || effect.from === 'INIT') continue
    const outside = effects.slice(i + 1).filter(({ do: what }) => what === 'send' || what === 'announce')
    const place = rig.system.runs === 'kernel' ? 0 : rig.vhost.addresses.length
    if (outside[place]?.do !== 'send') return 'a master that does not say so'
  }
  return null
}

/** One for each address, in order of configuration, for each take-over; ucarp and OpenBSD repeat it later. */
const gratuitousArps: Invariant = (rig, moment) => {
  const { before, act } = moment
  const addresses = act.do === 'add' ? rig.vhost.addresses : before.addresses
  let rounds = becomings(moment).filter(({ to }) => to === 'MASTER').length
  if (rig.system.runs === 'daemon') {
    const stays =
      act.do === 'hear' && moment.refused === undefined && before.state === 'MASTER' && rig.vhost.state === 'MASTER'
    if (stays && rig.asleep === null) rounds += 1
  }
  if (before.delayedGarp > 0 && before.delayedGarp <= sends(moment).length) rounds += 1
  const expected = Array.from({ length: rounds }, () => addresses).flat()
  const got = announced(moment)
  return got.join() === expected.join()
    ? null
    : `announced ${got.join() || 'nothing'}, expected ${expected.join() || 'nothing'}`
}

/** What goes out is what is configured, with the demotion of that time. */
const honestAdvertisements: Invariant = (rig, moment) => {
  if (demotedMeanwhile(rig, moment)) return null
  const said = ({ advbase, advskew, demotion }: Packet) => `${advbase}+${advskew}, demoted by ${demotion}`
  const { advbase } = rig.vhost
  const truth = said({ advbase, advskew: effectiveSkew(rig) & 0xff, demotion: demotionByte(rig) } as Packet)
  const lie = sends(moment).find(({ packet }) => packet.advbase !== 255 && said(packet) !== truth)
  return lie === undefined ? null : `sent ${said(lie.packet)}, is ${truth}`
}

/** The master-down timer counts the configured skew, demoted or not. */
const patience: Invariant = (rig, { effects }) => {
  const { advskew, state } = rig.vhost
  const expected =
    rig.system.runs === 'daemon' && state === 'MASTER' ? advertInterval(rig, advskew) : masterDownTime(rig)
  const last = effects.findLast((effect) => effect.do === 'arm' && effect.timer === 'master-down')
  if (last === undefined || last.do !== 'arm' || last.delay === expected) return null
  return `master-down timer of ${last.delay}, expected ${expected}`
}

/** An undisturbed master advertises each interval; the first one after a take-over is as configured. */
const rhythm: Invariant = (rig, moment) => {
  const { advskew, state } = rig.vhost
  const took = becomings(moment).some(({ to }) => to === 'MASTER')
  if (state !== 'MASTER' || demotedMeanwhile(rig, moment) || sends(moment).length !== 1) return null
  if (!took && moment.act.do !== 'expire') return null
  const skew = took && rig.system.runs === 'kernel' ? advskew : effectiveSkew(rig)
  const expected = advertInterval(rig, skew)
  const armed = rig.port.armed.get('advertise')
  return armed === expected ? null : `next advertisement in ${armed}, expected ${expected}`
}

/** Carrier lost is INIT on the kernels; so is, but on FreeBSD 8 and 9, an interface that is down; on FreeBSD 12 allow, too. */
const badLinkIsInit: Invariant = (rig) => {
  if (rig.system.runs === 'daemon' || rig.vhost.state === 'INIT') return null
  const { on, machine } = rig.vhost
  const up = on.up || ['freebsd-8.2', 'freebsd-9.3'].includes(rig.system.name)
  const allowed = machine.allow || hasOwnInterface(rig)
  return on.carrier && up && allowed ? null : `${rig.vhost.state} on a bad link`
}

/** Nothing of the machine's demotion comes from nowhere, or stays behind. */
const ledger: Invariant = (rig) => {
  if (rig.system.runs === 'daemon') return null
  const { vhost, demotedByOthers, sendErrors, system } = rig
  const unit = hasOwnInterface(rig) ? 1 : 240
  // What is destroyed gives back what it held; FreeBSD 12 keeps the errors of the dead.
  const errors = rig.gone && hasOwnInterface(rig) ? 0 : unit * sendErrors.demotions
  const own = errors + (vhost.suppressed && !rig.gone ? unit : 0)
  const sum = demotedByOthers + own
  if (vhost.machine.demotion !== sum) return `demotion ${vhost.machine.demotion}, expected ${sum}`
  if (isOpenbsd(rig) && vhost.ownDemotion !== own) return `demotion ${vhost.ownDemotion} of its own, expected ${own}`
  return !rig.gone && vhost.suppressed && system.linkGood(vhost) ? 'suppressed on a good link' : null
}

/** A virtual host that nobody asks for does not run. */
const noAddressNoRun: Invariant = (rig) => {
  const { addresses, addressed, state } = rig.vhost
  const asked = hasOwnInterface(rig) && !isOpenbsd(rig) ? addressed : addresses.length > 0
  return asked || state === 'INIT' || rig.gone ? null : `${state} without an address`
}

const refusalsChangeNothing: Invariant = (rig, { refused, effects, before }) => {
  if (refused === undefined) return null
  return effects.length === 0 && rig.vhost.state === before.state ? null : 'a refused packet did something'
}

/** FreeBSD 12: new parameters touch nothing that runs. */
const quietChanges: Invariant = (rig, { act, effects }) => {
  if (act.do !== 'set' || rig.system.runs === 'daemon' || hasOwnInterface(rig)) return null
  return effects.length === 0 ? null : `a change of parameters did ${effects.length} things`
}

export const INVARIANTS: Readonly<Record<string, Invariant>> = {
  'exactly the timers of the state are armed': timersOfTheState,
  'only a master advertises': onlyMastersAdvertise,
  'goodbye is said by a master that is taken down': goodbyes,
  'states change only by the rules for it, from INIT to MASTER only where it may preempt': legalMoves,
  'who becomes master says so at once': mastersSayso,
  'one gratuitous ARP for each address of a take-over': gratuitousArps,
  'advertisements say what is configured': honestAdvertisements,
  'a backup waits for its own time': patience,
  'a master keeps its interval': rhythm,
  'a bad link is INIT': badLinkIsInit,
  'demotion is the sum of its reasons': ledger,
  'who has no address does not run': noAddressNoRun,
  'a refused packet changes nothing': refusalsChangeNothing,
  'new parameters are quiet': quietChanges,
}
