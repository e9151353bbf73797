import { formatTime, type Micros } from '../../time.ts'
import { lastBy } from '../../views/events/events.ts'
import { harmless, paragraphs } from '../../views/wrap.ts'
import { choices } from '../session/choices.ts'
import { seenIn } from '../session/known.ts'
import { stateAt, transitionsOf } from '../session/seen.ts'
import { currentOf, type Session } from '../session/session.ts'
import { speedInWords } from '../session/time.ts'
import { type Does, TEXTS } from '../texts/texts.ts'
import { doesOf } from './bindings.ts'
import { consoleTold } from './console.ts'
import { helpOf, keyOf } from './keys.ts'
import { rowsOf } from './listing.ts'
import { inWords } from './panes.ts'
import { predictTold } from './predict-told.ts'
import { promptBefore } from './prompts.ts'
import { PANES, type PaneName, type Player } from './state.ts'
import { comparedTold, partingTold, pickedTold, selectionTold } from './telling-selected.ts'
import { branchRows } from './tree.ts'

const SAYS = TEXTS.telling
/** So many events are told at once, and so many changes looked through for who is MASTER. */
const MOST = 12
const MANY = 200

/**
 * What changed, in lines of words, for those who do not see a screen: nothing in them is drawn.
 *
 * @param key - what was pressed; null: time went by, or it begins
 */
export function told(before: Player | null, after: Player, key: string | null): string[] {
  if (before === null) return begun(after)
  const does = key === null || after.over !== null || after.asking !== null ? undefined : doesOf(key, after.keys)
  // What is opened is told, also where it stood in the same pane before.
  const asks = does !== undefined && (SHOWING.has(does) || (does === 'details' && after.focus === 'inspector'))
  const lines = [
    ...branchTold(before.session, after.session),
    ...timeTold(before.session, after.session),
    ...playTold(before.session, after.session),
    ...selectionTold(before.session, after.session),
    ...(asks ? [] : pickedTold(before.session, after.session)),
    ...comparedTold(before.session, after.session),
    ...overTold(before, after),
    ...paneTold(after, asks || before.focus !== after.focus ? after.focus : null),
    ...messageTold(before, after),
  ]
  return lines.map(clean)
}

/** Keys that show a pane. */
const SHOWING: ReadonlySet<Does> = new Set<Does>(['why', 'inspector', 'pane'])

/** Blanks that put things below each other are one, and what is an arrow is read as a word. */
function clean(line: string): string {
  return harmless(line)
    .replace(/ +(?:→|->) +/g, ` ${SAYS.to} `)
    .replace(/^> /, `${SAYS.now} `)
    .replace(/ {2,}/g, ' ')
    .trim()
}

function begun(player: Player): string[] {
  const { session, keys } = player
  const { scenario } = currentOf(session)
  const help = keyOf('help', keys, true)
  return [
    SAYS.opened(scenario.title, formatTime(scenario.until)),
    ...paragraphs(scenario.story).filter((line) => line !== ''),
    ...inWords(player, 'network'),
    ...(help === '' ? [] : [SAYS.keys(help)]),
  ].map(clean)
}

function branchTold(before: Session, after: Session): string[] {
  if (before.current === after.current) return []
  const { id, name, act } = currentOf(after)
  return [SAYS.branch(id + 1, after.branches.length, act ?? name)]
}

/** The time, what happened by then, and who is MASTER where that is another. */
function timeTold(before: Session, after: Session): string[] {
  if (before.cursor === after.cursor && before.current === after.current) return []
  const now = formatTime(after.cursor)
  const forward = after.cursor > before.cursor
  const all = rowsOf(after)
  const first = lastBy(all, forward ? before.cursor : after.cursor - 1) + 1
  const end = lastBy(all, after.cursor) + 1
  const events = all.slice(Math.max(first, end - MOST), end).map(({ line }) => line.map(({ text }) => text).join(''))
  const time = forward ? SAYS.at(now, formatTime(currentOf(after).scenario.until)) : SAYS.back(now)
  return [
    // While it plays, events say when they are.
    ...(after.playing && before.playing ? [] : [time]),
    ...(end - first > MOST ? [SAYS.passed(end - first)] : []),
    ...events,
    ...mastersTold(before, after),
  ]
}

function mastersTold(before: Session | null, after: Session): string[] {
  const earlier = before === null ? new Map<string, string[]>() : mastersOf(before)
  return [...mastersOf(after)].flatMap(([group, masters]) => {
    if (earlier.get(group)?.join() === masters.join()) return []
    const [only, ...others] = masters
    if (only === undefined) return [SAYS.nobody(group)]
    return [others.length === 0 ? SAYS.master(group, only) : SAYS.several(group, masters.join(', '))]
  })
}

/** Who is MASTER when, in the time that is in view. */
function courseTold(session: Session): string[] {
  const branch = currentOf(session)
  const view = { from: session.view.from, to: Math.min(session.view.to, seenIn(session)) }
  const changes = transitionsOf(branch).filter(({ t }) => t > view.from && t <= view.to)
  const times = [...new Set([view.from, ...changes.slice(0, MANY).map(({ t }) => t)])]
  const lines = times.flatMap((t, i) => {
    const at = (cursor: Micros): Session => ({ ...session, cursor })
    const told = i === 0 ? mastersTold(null, at(t)) : mastersTold(at(times[i - 1]!), at(t))
    return told.map((line) => `${formatTime(t)} ${line}`)
  })
  return [SAYS.view(formatTime(view.from), formatTime(view.to)), ...lines, ...partingTold(session)]
}

function mastersOf(session: Session): Map<string, string[]> {
  const { groups } = stateAt(currentOf(session), session.cursor)
  return new Map(groups.map(({ name, masters }) => [name, masters.map(({ host }) => host)]))
}

function playTold(before: Session, after: Session): string[] {
  if (before.playing !== after.playing) return [after.playing ? SAYS.playing(speedInWords(after.speed)) : SAYS.paused]
  const { from, to } = after.view
  const moved = from !== before.view.from || to !== before.view.to
  return moved && before.cursor === after.cursor ? [SAYS.view(formatTime(from), formatTime(to))] : []
}

/** A list when it opens; then what is chosen of it. */
function overTold(player: Player, after: Player): string[] {
  const { over: before, session } = player
  const { over } = after
  if (over === null) return before === null || session !== after.session ? [] : [SAYS.left]
  if (over.is === 'predict') return predictTold(player, after, over)
  if (over.is === 'console') return consoleTold(player, after)
  if (over.is === 'help') {
    if (before?.is === 'help' && before.search === over.search) return []
    const found = helpOf(over.search, true, after.keys)
    return [
      over.search === '' ? TEXTS.help : TEXTS.matches(over.search),
      ...found.map(({ keys, says }) => `${keys}: ${says}`),
    ]
  }
  const items = over.is === 'menu' ? menuItems(after.session) : branchItems(after.session)
  if (before?.is === over.is) return before.at === over.at ? [] : [SAYS.of(over.at + 1, items.length, items[over.at]!)]
  const title = over.is === 'menu' ? TEXTS.menu(after.session.selected?.host ?? '') : TEXTS.branches
  return [title, SAYS.choose(items.length), ...items.map((item, i) => SAYS.item(i + 1, item))]
}

function menuItems(session: Session): string[] {
  return choices(session).map(({ key, words }) => `${key}: ${words}`)
}

function branchItems(session: Session): string[] {
  return branchRows(session).map(({ id, branch }) => {
    const place = id === session.current ? SAYS.here : id === session.compared ? SAYS.compared : ''
    return [branch.name, branch.act ?? '', place].filter((part) => part !== '').join(', ')
  })
}

function paneTold(player: Player, name: PaneName | null): string[] {
  if (name === null || player.over !== null) return []
  const lines = name === 'time' ? courseTold(player.session) : inWords(player, name)
  return [SAYS.pane(TEXTS.panes[PANES[PANES.indexOf(name)]!]), ...(lines.length === 0 ? [SAYS.empty] : lines)]
}

function messageTold(before: Player, after: Player): string[] {
  const { session, notice, waits } = after
  const asks =
    waits === null || waits === before.waits
      ? []
      : [waits.for === 'replace' ? TEXTS.taken(waits.file) : waits.for === 'mark' ? TEXTS.markWhich : TEXTS.toMarkWhich]
  const filter =
    session.filter === '' || session.filter === before.session.filter ? [] : [TEXTS.filtered(session.filter)]
  const isNews = session.message !== null && session !== before.session && session.message !== currentOf(session).act
  return [
    ...asks,
    ...filter,
    ...(isNews ? [session.message!] : []),
    ...(notice === null || notice === before.notice ? [] : [notice]),
  ]
}

/** The line that is being typed, which is there for as long as it is. */
export function promptOf(player: Player): string {
  const { asking, over } = player
  if (asking === null) return over?.is === 'predict' ? harmless(over.line.text) : ''
  return harmless(`${promptBefore(player, asking)}${asking.text}`)
}
