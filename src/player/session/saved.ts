import { saveScenario } from '../../scenario/save/save.ts'
import type { EventSpec, Scenario } from '../../scenario/scenario.ts'
import { SentenceNames } from '../../scenario/sentences/names.ts'
import { readTruth } from '../../scenario/sentences/read.ts'
import { judge } from '../../simulate.ts'
import { formatTime, type Micros } from '../../time.ts'
import type { Expectation } from '../../trace/expectation.ts'
import type { RecordOf } from '../../trace/record.ts'
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
  const story = `What happens here, and why? Write it in place of this.\n${list === '' ? '' : `\nDone in the player:\n${list}`}`
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

/** When the first change of state happens that the parent does not have, and who is MASTER at the end. */
function pinsOf(session: Session, branch: Branch): Expectation[] {
  const { scenario } = branch
  const names = SentenceNames.of(scenario)
  const at = (t: Micros, texts: readonly string[]): Expectation[] => {
    // A machine that is in a group twice is named with its interface.
    const that = texts.map((text) => readTruth(text, names).sentence).find((sentence) => sentence !== undefined)
    return that === undefined ? [] : [{ wrapper: 'at', at: t, that }]
  }
  const first = firstNew(session, branch)
  const group = first && groupOf(scenario, first)
  const becomes = first && namesOf(first).map((name) => `${name} becomes ${first.to} of ${group}`)
  const ends = stateAt(branch, scenario.until).groups.flatMap(({ name: of, masters }) => {
    if (masters.length === 0) return at(scenario.until, [`nobody is MASTER of ${of}`])
    return masters.flatMap((master) =>
      at(
        scenario.until,
        namesOf(master).map((name) => `${name} is MASTER of ${of}`),
      ),
    )
  })
  return [...(first === undefined ? [] : at(first.t, becomes!)), ...ends]
}

function namesOf({ host, interface: on }: { readonly host: string; readonly interface: string }): string[] {
  return [host, `${host}.${on}`]
}

function groupOf({ hosts }: Scenario, { host, interface: on, vhid }: RecordOf<'transition'>): string {
  const card = hosts.find(({ name }) => name === host)?.interfaces.find(({ name }) => name === on)
  return `${card?.plug ?? on}/${vhid}`
}

function firstNew(session: Session, branch: Branch): RecordOf<'transition'> | undefined {
  if (branch.parent === null) return undefined
  const before = new Set(transitionsOf(branchNamed(session, branch.parent)!).map(changeText))
  return transitionsOf(branch).find((change) => change.t > branch.from && !before.has(changeText(change)))
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
