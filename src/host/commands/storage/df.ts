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
const LEAST_BLOCKS = 9
const LEAST_SIZE = 5

interface Line {
  readonly from: string
  readonly on: string
  /** In KB. */
  readonly size: number
  readonly used: number
  readonly left: number
}

/** df(1), in blocks of 1 KB. */
export const df: Program = (call, args) => {
  const options = readOptions(args, 'abckHhilmnPt:gT')
  if (options === undefined) return failed(USAGE)
  const lines = options.rest.length === 0 ? call.space.mounts.all : options.rest.map((name) => over(call, name))
  const missing = options.rest.find((_, i) => lines[i] === undefined)
  if (missing !== undefined) return failed(`df: ${missing}: No such file or directory`)
  return printed(table(lines.flatMap((one) => (one === undefined ? [] : [lineOf(call, one)]))))
}

function over(call: Call, name: string): Mount | undefined {
  const path = pathOf(call, name)
  const { mounts, files } = call.space
  const found = mounts.find(path) ?? mounts.over(path)
  return found ?? (files.exists(path) ? mounts.all.find(({ on }) => on === '/') : undefined)
}

function lineOf({ space }: Call, { from, on, content }: Mount): Line {
  const device = space.storage.at(from)
  if (content === null || device === undefined) return { from, on, size: 1, used: 1, left: 0 }
  const { used, free } = usage(content, device)
  const size = (used + free) * FRAGMENT
  const left = Math.max(0, free * FRAGMENT - Math.ceil((size * RESERVED) / 100))
  return { from, on, size, used: used * FRAGMENT, left }
}

function table(lines: readonly Line[]): string {
  const name = Math.max(LEAST_NAME, ...lines.map(({ from }) => from.length))
  const size = Math.max(LEAST_BLOCKS, ...lines.map((one) => String(one.size).length))
  const used = Math.max(LEAST_SIZE, ...lines.map((one) => String(one.used).length))
  const left = Math.max(LEAST_SIZE, ...lines.map((one) => String(one.left).length))
  const head = `${'Filesystem'.padEnd(name)} ${'1K-blocks'.padStart(size)} ${'Used'.padStart(used)} ${'Avail'.padStart(left)} Capacity  Mounted on\n`
  const rows = lines.map((one) => {
    const sum = one.used + one.left
    const percent = sum === 0 ? 100 : Math.ceil((100 * one.used) / sum)
    const numbers = `${String(one.size).padStart(size)} ${String(one.used).padStart(used)} ${String(one.left).padStart(left)}`
    return `${one.from.padEnd(name)} ${numbers} ${`${percent}%`.padStart(7)}    ${one.on}\n`
  })
  return head + rows.join('')
}
