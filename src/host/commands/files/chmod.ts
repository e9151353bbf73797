import { isGnu } from '../../manners.ts'
import { Accounts, named } from '../../users.ts'
import { cannotDo, quote } from '../complaint.ts'
import { isOutcome, missing, readFlags } from '../flags.ts'
import { each, failed, type Outcome } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'
import { changed } from './modes.ts'
import { walk } from './tree.ts'

const LONG = {
  recursive: 'R',
  silent: 'f',
  quiet: 'f',
  verbose: 'v',
  changes: 'c',
  reference: 'r',
  'no-dereference': 'h',
}
const CHMOD = {
  name: 'chmod',
  letters: 'RHLPfhvcr:',
  long: LONG,
  usage: 'usage: chmod [-fhv] [-R [-H | -L | -P]] mode file ...',
}

/** chmod(1) */
export const chmod: Program = (call, args) => {
  // A mode may begin as an option does: -x, -w.
  const at = args.findIndex((word) => /^-[rwxXstugo]+(?:,.*)?$/.test(word) && !/^-R/.test(word))
  const mode = at === -1 || args.slice(0, at).some((word) => !word.startsWith('-')) ? undefined : args[at]
  const flags = readFlags(call, mode === undefined ? args : args.toSpliced(at, 1), CHMOD)
  if (isOutcome(flags)) return flags
  const [given, ...names] = mode === undefined ? flags.rest : [mode, ...flags.rest]
  if (given === undefined) return missing(call, CHMOD, 'missing operand')
  if (names.length === 0)
    return missing(call, CHMOD, mode === undefined ? `missing operand after ${quote(given)}` : 'missing operand')
  if (changed(given, 0, false) === undefined)
    return flags.gnu
      ? missing(call, CHMOD, `invalid mode: ${quote(given)}`)
      : failed(`chmod: invalid file mode: ${given}`)
  return onEach(call, names, { program: 'chmod', all: flags.has('R'), isQuiet: flags.has('f') }, (path) => {
    const { files } = call.space
    const stat = files.stat(path)
    if ('error' in stat) return stat.error
    return files.set(path, { mode: changed(given, stat.is.mode, stat.is.kind === 'directory')! })
  })
}

const CHOWN = {
  name: 'chown',
  letters: 'RHLPfhvcx',
  long: LONG,
  usage:
    'usage: chown [-fhvx] [-R [-H | -L | -P]] owner[:group] file ...\n       chown [-fhvx] [-R [-H | -L | -P]] :group file ...',
}
const CHGRP = { ...CHOWN, name: 'chgrp', usage: 'usage: chgrp [-fhvx] [-R [-H | -L | -P]] group file ...' }

/** chown(8) */
export const chown: Program = (call, args) => owned(call, args, CHOWN)

/** chgrp(1) */
export const chgrp: Program = (call, args) => owned(call, args, CHGRP)

function owned(call: Call, args: readonly string[], syntax: typeof CHOWN): Outcome {
  const flags = readFlags(call, args, syntax)
  if (isOutcome(flags)) return flags
  const [given, ...names] = flags.rest
  if (given === undefined) return missing(call, syntax, 'missing operand')
  if (names.length === 0) return missing(call, syntax, `missing operand after ${quote(given)}`)
  const whose = syntax === CHGRP ? ownership(call, '', given) : splitOwner(call, given)
  if ('wrong' in whose) {
    const { wrong, kind } = whose
    return failed(
      `${syntax.name}: ${flags.gnu ? `invalid ${kind}: ${quote(kind === 'user' ? given : wrong)}` : `${wrong}: illegal ${kind} name`}`,
    )
  }
  const doesFollow = !flags.has('h')
  return onEach(call, names, { program: syntax.name, all: flags.has('R'), isQuiet: flags.has('f') }, (path) =>
    call.space.files.set(path, whose, doesFollow),
  )
}

type Ownership = { readonly owner?: string; readonly group?: string }

/** `root:wheel`, `root`, `:wheel`; a dot was a colon once. */
function splitOwner(call: Call, given: string): Ownership | { wrong: string; kind: 'user' | 'group' } {
  const at = given.indexOf(':') === -1 ? given.indexOf('.') : given.indexOf(':')
  return at === -1 ? ownership(call, given, '') : ownership(call, given.slice(0, at), given.slice(at + 1))
}

function ownership(call: Call, user: string, of: string): Ownership | { wrong: string; kind: 'user' | 'group' } {
  const { users, groups } = new Accounts(call.space.files, call.space.userland)
  const owner = user === '' ? '' : named(user, users)
  const group = of === '' ? '' : named(of, groups)
  if (owner === undefined) return { wrong: user, kind: 'user' }
  if (group === undefined) return { wrong: of, kind: 'group' }
  return { ...(owner !== '' && { owner }), ...(group !== '' && { group }) }
}

interface How {
  readonly program: string
  readonly all: boolean
  readonly isQuiet: boolean
}

/** Does something to each file, and with -R to all below it. */
function onEach(
  call: Call,
  names: readonly string[],
  { program, all, isQuiet }: How,
  act: (path: string) => string | null,
): Outcome {
  const { files, userland } = call.space
  // GNU's goes into what a link leads to that is named itself.
  const opened = (name: string) => (isGnu(userland) && files.isDirectory(pathOf(call, name)) ? `${name}/` : name)
  const said = each(names, (name) => {
    const isLinked = files.linkAt(pathOf(call, name)) !== undefined
    const below = all ? [...walk(call, isLinked ? opened(name) : name)] : [{ name, path: pathOf(call, name) }]
    return each(below, (one) => {
      const isLink = files.linkAt(one.path) !== undefined
      const why = all && isLink ? null : act(one.path)
      if (why === null) return { stdout: '', stderr: '', exit: 0 }
      return cannotDo(call, { program, file: one.name, gnu: `cannot access ${quote(one.name)}` }, why)
    })
  })
  return isQuiet ? { ...said, stderr: '' } : said
}
