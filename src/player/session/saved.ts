import { saveScenario } from '../../scenario/save/save.ts'
import type { EventSpec, Scenario } from '../../scenario/scenario.ts'
import { SentenceNames } from '../../scenario/sentences/names.ts'
import { readTruth } from '../../scenario/sentences/read.ts'
import { judge } from '../../simulate.ts'
import { formatTime, type Micros } from '../../time.ts'
import type { Expectation } from '../../trace/expectation.ts'
import type { RecordOf } from '../../trace/record.ts'
import { TEXTS } from '../texts/texts.ts'
import type { Branch } from './branch.ts'
import { stateAt, transitionsOf } from './seen.ts'
import { branchNamed, currentOf, type Session } from './state.ts'

/**
 * The current branch as a file that runs to the same transitions: its story is left to fill in, and it expects what was
 * expected and came true, and what is new.
 *
 * @param base - the name of the file that was opened, where this is to be a patch that extends it
 */
export function saved(session: Session, base?: string): string {
  const text = saveScenario(told(session))
  return base === undefined ? text : patch(text, base)
}

/** The scenario of the current branch, with what a file says of it. */
function told(session: Session): Scenario {
  const branch = currentOf(session)
  const { scenario } = branch
  const acts = actsOf(session, branch)
  const words = acts.map(({ act }) => act).join(', ')
  const title = scenario.title === '' || words === '' ? scenario.title || words : `${scenario.title}: ${words}`
  const list = acts.map(({ act, from }) => `- ${formatTime(from + 1)} ${act}\n`).join('')
  const { story: open, done } = TEXTS.session.saved
  const story = `${open}\n${list === '' ? '' : `\n${done}\n${list}`}`
  const events = scenario.events.flatMap((event) => withinRun(event, scenario.until))
  return { ...scenario, title, story, events, expect: holding(session, branch) }
}

/** The branches in which something was done, from the first one to this one. */
function actsOf(session: Session, branch: Branch): (Branch & { readonly act: string })[] {
  const { act, parent } = branch
  const before = parent === null ? [] : actsOf(session, branchNamed(session, parent)!)
  return act === null ? before : [...before, { ...branch, act }]
}

/** A run may end before its scenario does; what is later never happens, and a file does not take it. */
function withinRun(event: EventSpec, until: Micros): EventSpec[] {
  const { at, every } = event
  if (at === undefined) return [event]
  const last = typeof at === 'number' ? at : at.to - 1
  if ((typeof at === 'number' ? at : at.from) > until) return []
  if (every === undefined || last > until) return [event]
  const times = Math.min(every.times, Math.floor((until - last) / every.period) + 1)
  return [{ ...event, every: { ...every, times } }]
}

/** What was expected and what is new, as far as it is true here. */
function holding(session: Session, branch: Branch): Expectation[] {
  const { scenario, trace } = branch
  const known = new Set(scenario.expect.map(textOf))
  const pins = pinsOf(session, branch).filter((pin) => !known.has(textOf(pin)))
  const judgements = judge({ ...scenario, expect: [...scenario.expect, ...pins] }, trace)
  return judgements.filter(({ verdict }) => verdict === 'holds').map(({ expectation }) => expectation)
}

function textOf({ wrapper, that, ...rest }: Expectation): string {
  return `${wrapper} ${that.text} ${'at' in rest ? rest.at : ''}`
}

/** The first change of state that the parent does not have, the first new MASTER, and who is MASTER at the end. */
function pinsOf(session: Session, branch: Branch): Expectation[] {
  const { scenario } = branch
  const names = SentenceNames.of(scenario)
  // A machine that is in a group twice is named with its interface.
  const pin = (at: Micros, texts: readonly string[]): Expectation[] => {
    const that = texts.map((text) => readTruth(text, names).sentence).find((sentence) => sentence !== undefined)
    return that === undefined ? [] : [{ wrapper: 'at', at, that }]
  }
  const changes = newIn(session, branch)
  const firsts = new Set([changes[0], changes.find(({ to }) => to === 'MASTER')])
  return [
    ...[...firsts].flatMap((change) => {
      if (change === undefined) return []
      const group = groupOf(scenario, change)
      return pin(
        change.t,
        namesOf(change).map((name) => `${name} becomes ${change.to} of ${group}`),
      )
    }),
    ...stateAt(branch, scenario.until).groups.flatMap(({ name: of, masters }) => {
      const sentences = masters.map((master) => namesOf(master).map((name) => `${name} is MASTER of ${of}`))
      const all = masters.length === 0 ? [[`nobody is MASTER of ${of}`]] : sentences
      return all.flatMap((texts) => pin(scenario.until, texts))
    }),
  ]
}

function namesOf({ host, interface: on }: { readonly host: string; readonly interface: string }): string[] {
  return [host, `${host}.${on}`]
}

function groupOf({ hosts }: Scenario, { host, interface: on, vhid }: RecordOf<'transition'>): string {
  const card = hosts.find(({ name }) => name === host)?.interfaces.find(({ name }) => name === on)
  return `${card?.plug ?? on}/${vhid}`
}

function newIn(session: Session, branch: Branch): readonly RecordOf<'transition'>[] {
  if (branch.parent === null) return []
  const before = new Set(transitionsOf(branchNamed(session, branch.parent)!).map(changeText))
  return transitionsOf(branch).filter((change) => change.t > branch.from && !before.has(changeText(change)))
}

function changeText({ t, host, interface: on, vhid, to }: RecordOf<'transition'>): string {
  return `${t} ${host}.${on}/${vhid} ${to}`
}

/** What a file that extends another one says itself; its lists stand in place of the other's. */
const OWN = ['carpsim', 'title', 'story', 'seed', 'until', 'events', 'expect']

function patch(text: string, base: string): string {
  const parts = text.split(/^(?=[a-z])/m)
  const own = parts.filter((part) => OWN.includes(part.slice(0, part.indexOf(':'))))
  const [version = '', ...rest] = own
  const lists = ['events', 'expect'].filter((key) => !rest.some((part) => part.startsWith(`${key}:`)))
  const name = /^[\w./-]+$/.test(base) ? base : JSON.stringify(base)
  return [version, `extends: ${name}\n`, ...rest, ...lists.map((key) => `${key}: []\n`)].join('')
}
