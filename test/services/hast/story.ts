import { holds } from '../../../src/host/storage/content.ts'
import { parseTime } from '../../../src/time.ts'
import { type HastPair, hastLog, recordsOf, SET_UP } from './pair.ts'
import { Rig } from './rig.ts'

/**
 * A story of HAST: what there is and what is done, `----`, and what hastd logged and hastctl printed.
 *
 *     release 8.1                      of both machines; so are `global`, `inside` (of hast.conf), `size`, `until`
 *     set up                           a is primary, b secondary, from the 13th second on
 *     20s a# hastctl status            typed there
 *     20s crash: b                     any event
 *     writes a from 14s every 1s 1 2   somebody writes to these extents, again and again, while the device is there
 *     write b at 20s to 3              once
 */
export function retell(text: string): string {
  const [given = ''] = text.split(/^----$/m)
  return `${given}----\n${told(given).join('\n')}\n`
}

interface Told {
  pair: { -readonly [K in keyof HastPair]: HastPair[K] }
  readonly events: string[]
  readonly does: ((rig: Rig) => void)[]
}

function told(given: string): string[] {
  const story: Told = { pair: { until: '60s' }, events: [], does: [] }
  for (const line of given.split('\n')) if (line !== '' && !line.startsWith('#')) read(line, story)
  const rig = new Rig({ ...story.pair, events: story.events })
  for (const does of story.does) does(rig)
  rig.run(parseTime(story.pair.until!)!)
  return [...happened(rig), ...summary(rig)]
}

const KEYS = ['release', 'global', 'inside', 'size', 'until', 'system', 'seed'] as const

function read(line: string, { pair, events, does }: Told): void {
  const [word = '', ...rest] = line.split(' ')
  const key = KEYS.find((one) => one === word)
  const typed = /^(\S+) (\S+)# (.*)$/.exec(line)
  const writes = /^writes (\S+) from (\S+) every (\S+) (.*)$/.exec(line)
  const write = /^write (\S+) at (\S+) to (\d+)$/.exec(line)
  if (key !== undefined) pair[key] = rest.join(' ')
  else if (line === 'enabled') pair.enabled = true
  else if (line === 'set up') events.push(...SET_UP)
  else if (typed !== null) {
    const [, at, host, command] = typed
    events.push(`{ at: ${at}, run: ${host}, command: ${JSON.stringify(command)} }`)
  } else if (writes !== null) {
    const [, host = '', from = '', every = '', extents = ''] = writes
    const how = { every: parseTime(every)!, extents: extents.split(' ').map(Number) }
    does.push((rig) => rig.writes(host, parseTime(from)!, how))
  } else if (write !== null) {
    const [, host = '', at = '', extent = ''] = write
    does.push((rig) => rig.write(host, parseTime(at)!, Number(extent)))
  } else events.push(`{ at: ${word}, ${rest.join(' ')} }`)
}

/** What was logged and printed, in order, and when a write took long or failed. */
function happened(rig: Rig): string[] {
  const { records } = rig
  const logged = hastLog(records).map((line) => ({ t: Number(line.split(' ')[0]), line }))
  const outputs = recordsOf(records, 'output').flatMap(({ t, host, text, exit }) => {
    const shown = text.trimEnd().replace(/((?:pid|PIDS)[=: ]+)\d+/g, '$1N')
    const lines = [...(text === '' ? [] : shown.split('\n')), ...(exit === 0 ? [] : [`(exit ${exit})`])]
    return t < 10e6 ? [] : lines.map((line) => ({ t: t / 1e6, line: `${(t / 1e6).toFixed(6)} ${host} > ${line}` }))
  })
  const faults = recordsOf(records, 'fault').flatMap(({ t, verb, text }) =>
    verb === 'run' ? [] : [{ t: t / 1e6, line: `${(t / 1e6).toFixed(6)} ${text}` }],
  )
  const slow = rig.written
    .filter(({ write, done }) => done - write.issued > 500_000)
    .map(({ host, write, done }) => ({
      t: done / 1e6,
      line: `${(done / 1e6).toFixed(6)} ${host} write ${write.by} ${write.number} took ${(done - write.issued) / 1e6} s`,
    }))
  const failed = rig.failed.map(({ host, t, error }) => ({
    t: t / 1e6,
    line: `${(t / 1e6).toFixed(6)} ${host} write: ${error}`,
  }))
  return [...logged, ...faults, ...outputs, ...slow, ...failed].sort((a, b) => a.t - b.t).map(({ line }) => line)
}

/** Of the writes that somebody was told are done, how many each disk has. */
function summary(rig: Rig): string[] {
  const { written } = rig
  if (written.length === 0) return []
  const has = (name: string) => written.filter(({ write }) => holds(rig.at(name, write.extent), write)).length
  return [`${written.length} writes acknowledged: a has ${has('a')}, b has ${has('b')}`]
}
