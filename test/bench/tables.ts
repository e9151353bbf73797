import type { Cast } from './peers.ts'
import { memoryOf, type Row, SUBJECT, timeOf } from './rows.ts'
import type { Target } from './targets.ts'
import { LOADS, type Load } from './workloads.ts'

/** Time, and how many times carpsim's time that is: above 1, carpsim is faster. */
export function tableOfRatios(rows: readonly Row[], { present, absent }: Cast): string {
  const head = ['implementation', ...LOADS, 'memory']
  const body = present.map(({ name }) => [
    name,
    ...LOADS.map((load) => cell(rows, name, load)),
    `${memoryOf(rows, name).toFixed(0)} MB`,
  ])
  const gone = absent.flatMap(({ names }) => names.map((name) => [name, ...LOADS.map(() => 'absent'), '']))
  return table([head, ...body, ...gone])
}

export function tableOfTargets(targets: readonly Target[]): string {
  const body = targets.map(({ text, value, verdict }) => [text, value?.toFixed(2) ?? '', verdict])
  return table([['target', 'measured', 'verdict'], ...body])
}

export function inMs(seconds: number): string {
  const ms = seconds * 1000
  return ms.toFixed(ms < 1 ? 3 : ms < 100 ? 1 : 0)
}

function cell(rows: readonly Row[], name: string, load: Load): string {
  const time = timeOf(rows, name, load)
  const own = timeOf(rows, SUBJECT, load)
  if (time === undefined || own === undefined) return ''
  const ratio = time / own
  return name === SUBJECT ? `${inMs(time)} ms` : `${inMs(time)} ms ${ratio.toFixed(ratio < 10 ? 2 : 0)}x`
}

/** A Markdown table whose columns line up: the first to the left, the others to the right. */
export function table(cells: readonly (readonly string[])[]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)))
  const padded = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)
  const line = (row: readonly string[]) => `| ${row.map(padded).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(cells[0]!), line(rule), ...cells.slice(1).map(line)].join('\n')
}
