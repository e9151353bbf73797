import type { Micros } from '../../time.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { once } from '../once.ts'
import { outputLines } from '../story/details.ts'

/** A command of a machine, as its console shows it. */
export interface Typed {
  readonly t: Micros
  /** The record of what had it run; commands of one line have the same. */
  readonly by: number | null
  readonly command: string
  /** What it printed in the end; null: it never ended. */
  readonly output: { readonly t: Micros; readonly lines: readonly string[] } | null
}

/** All commands of each machine, in the order in which they began. */
const transcripts = once(({ records }: Trace): ReadonlyMap<string, readonly Typed[]> => {
  const outputs = new Map<number, RecordOf<'output'>>()
  for (const record of records) if (record.kind === 'output' && record.cause !== null) outputs.set(record.cause, record)
  const all = new Map<string, Typed[]>()
  for (const record of records) {
    if (record.kind !== 'command') continue
    const output = outputs.get(record.id)
    const typed = all.get(record.host) ?? []
    typed.push({
      t: record.t,
      by: record.cause,
      command: record.command,
      output: output === undefined ? null : { t: output.t, lines: outputLines(output).map(withoutTabs) },
    })
    all.set(record.host, typed)
  }
  return all
})

/** What the console of a machine shows at a time: what was typed by then, and printed. */
export function transcript(trace: Trace, host: string, until: Micros): readonly Typed[] {
  return (transcripts(trace).get(host) ?? [])
    .filter(({ t }) => t <= until)
    .map((typed) => (typed.output !== null && typed.output.t > until ? { ...typed, output: null } : typed))
}

/** When the last command that was begun with one at that time has ended; null: one of them never does. */
export function endOf(trace: Trace, host: string, begun: Micros): Micros | null {
  const all = transcripts(trace).get(host) ?? []
  const first = all.find(({ t }) => t === begun)
  const line = all.filter(({ by, t }) => t >= begun && by === first?.by)
  const ends = line.map(({ output }) => output?.t)
  return ends.every((t) => t !== undefined) ? Math.max(begun, ...ends) : null
}

const TAB = 8

/** As a terminal shows it. */
function withoutTabs(line: string): string {
  let shown = ''
  for (const part of line.split(/(\t)/)) shown += part === '\t' ? ' '.repeat(TAB - (shown.length % TAB)) : part
  return shown
}
