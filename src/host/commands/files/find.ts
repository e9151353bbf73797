import type { Course } from '../../../engine/course.ts'
import { isGnu } from '../../manners.ts'
import { cannotDo, quote } from '../complaint.ts'
import { failed, type Outcome } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Program } from '../program.ts'
import { ExpressionReader } from './find-expression.ts'
import { BadExpression, type Found, type Search } from './find-questions.ts'
import { type Below, walk } from './tree.ts'

const USAGE =
  'usage: find [-H | -L | -P] [-EXdsx] [-f path] path ... [expression]\n       find [-H | -L | -P] [-EXdsx] -f path [path ...] [expression]'

/** find(1): names in order. */
export const find: Program = (call, args) => {
  const gnu = isGnu(call.space.userland)
  const words = args.filter(
    (word, i) => !(/^-[HLPXdsxE]+$/.test(word) && args.slice(0, i).every((one) => one.startsWith('-'))),
  )
  const end = words.findIndex((word) => /^(?:-.|!$|\($)/.test(word))
  const named = end === -1 ? words : words.slice(0, end)
  if (named.length === 0 && !gnu) return failed(USAGE)
  const search: Search = {
    call,
    stdout: [],
    stderr: '',
    exit: 0,
    least: 0,
    most: Number.POSITIVE_INFINITY,
    below: false,
    quits: false,
    batches: [],
  }
  try {
    const test = new ExpressionReader(end === -1 ? [] : words.slice(end), search).read()
    return searched(search, named.length === 0 ? ['.'] : named, test)
  } catch (error) {
    if (!(error instanceof BadExpression)) throw error
    return failed(`find: ${error.message}`)
  }
}

function* searched(search: Search, names: readonly string[], test: (found: Found) => Course<boolean>): Course<Outcome> {
  const { call } = search
  for (const name of names) {
    const stat = call.space.files.lstat(pathOf(call, name))
    if ('error' in stat) {
      search.stderr += cannotDo(call, { program: 'find', file: name, gnu: quote(name) }, stat.error).stderr
      search.exit = 1
      continue
    }
    yield* below(search, name, test)
    if (search.quits) break
  }
  for (const finish of search.batches) yield* finish()
  return { stdout: search.stdout.join(''), stderr: search.stderr, exit: search.exit }
}

/** A directory comes before what is in it, or behind with -depth. What is pruned is not gone into. */
function* below(search: Search, name: string, test: (found: Found) => Course<boolean>): Course<void> {
  const all = [...walk(search.call, name)]
  const pruned: string[] = []
  for (const one of search.below ? bottomUp(all) : all) {
    if (one.depth > search.most || one.depth < search.least) continue
    if (pruned.some((path) => one.path.startsWith(`${path}/`))) continue
    const stat = search.call.space.files.lstat(one.path)
    if ('error' in stat) continue
    const found: Found = { ...one, stat: stat.is, isPruned: false }
    yield* test(found)
    if (found.isPruned) pruned.push(one.path)
    if (search.quits) return
  }
}

/** Each directory behind what is in it, names in order all the same. */
function bottomUp(all: readonly Below[]): readonly Below[] {
  const done: Below[] = []
  const open: Below[] = []
  for (const one of all) {
    while (open.length > 0 && open.at(-1)!.depth >= one.depth) done.push(open.pop()!)
    open.push(one)
  }
  return [...done, ...open.reverse()]
}
