import type { Mount } from '../../storage/mounts.ts'
import { usage } from '../../storage/ufs/fsck.ts'
import { readOptions } from '../options.ts'
import { failed, printed } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'

const USAGE = 'usage: df [-b | -g | -H | -h | -k | -m | -P] [-acilnT] [-t type] [-,] [file | filesystem ...]'
/** What newfs(8) keeps back for root (minfree), in per cent. */
const RESERVED = 8
const FRAGMENT = 2
const LEAST_NAME = 11
/** How wide a column of -h is. */
const HUMAN = 7

interface Line {
  readonly from: string
  readonly on: string
  /** In KB. */
  readonly size: number
  readonly used: number
  readonly left: number
}

/** What the machine's own disk is like: as one is installed, nobody counts its blocks. */
const ROOT = { size: 20_308_398, used: 1_064_372, left: 17_619_356 }

/** df(1): in blocks of 1 KB, or with -h as people say it. */
export const df: Program = (call, args) => {
  const options = readOptions(args, 'abckHhilmnPt:gT')
  if (options === undefined) return failed(USAGE)
  const lines = options.rest.length === 0 ? call.space.mounts.all : options.rest.map((name) => over(call, name))
  const missing = options.rest.find((_, i) => lines[i] === undefined)
  if (missing !== undefined) return failed(`df: ${missing}: No such file or directory`)
  const isHuman = options.given.has('h') || options.given.has('H')
  return printed(
    table(
      lines.flatMap((one) => (one === undefined ? [] : [lineOf(call, one)])),
      isHuman,
    ),
  )
}

function over(call: Call, name: string): Mount | undefined {
  const path = pathOf(call, name)
  const { mounts, files } = call.space
  const found = mounts.find(path) ?? mounts.over(path)
  return found ?? (files.exists(path) ? mounts.all.find(({ on }) => on === '/') : undefined)
}

function lineOf({ space }: Call, { from, on, content }: Mount): Line {
  if (on === '/') return { from, on, ...ROOT }
  const device = space.storage.at(from)
  if (content === null || device === undefined) return { from, on, size: 1, used: 1, left: 0 }
  const { used, free } = usage(content, device)
  const size = (used + free) * FRAGMENT
  const left = Math.max(0, free * FRAGMENT - Math.ceil((size * RESERVED) / 100))
  return { from, on, size, used: used * FRAGMENT, left }
}

function table(lines: readonly Line[], isHuman: boolean): string {
  const told = lines.map((one) => ({ ...one, numbers: [one.size, one.used, one.left].map(isHuman ? humanly : String) }))
  const heads = isHuman ? ['Size', 'Used', 'Avail'] : ['1K-blocks', 'Used', 'Avail']
  const name = Math.max(LEAST_NAME, ...lines.map(({ from }) => from.length))
  const widths = heads.map((head, i) =>
    Math.max(isHuman ? HUMAN : head.length, ...told.map((one) => one.numbers[i]!.length)),
  )
  const columns = (words: readonly string[]) => words.map((word, i) => word.padStart(widths[i]!)).join(' ')
  const rows = told.map(({ from, on, used, left, numbers }) => {
    const percent = used + left === 0 ? 100 : Math.ceil((100 * used) / (used + left))
    return `${from.padEnd(name)} ${columns(numbers)} ${`${percent}%`.padStart(6)}    ${on}\n`
  })
  return `${'Filesystem'.padEnd(name)} ${columns(heads)} Capacity  Mounted on\n${rows.join('')}`
}

/** humanize_number(3): `496M`, and one decimal below 10. */
function humanly(kilobytes: number): string {
  let [value, unit] = [kilobytes, 0]
  if (value === 0) return '0B'
  for (; value >= 1000; unit += 1) value /= 1024
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${'KMGTP'[unit]}`
}
