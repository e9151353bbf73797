import { Meter } from '../../../config/meter.ts'
import { isGnu } from '../../manners.ts'
import { cannotDo } from '../complaint.ts'
import { type Flags, isOutcome, readFlags, readsWith, type Syntax } from '../flags.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import { pathOf, textOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'
import { Editing } from './editing.ts'
import { type Line, readLines } from './printed.ts'
import { ScriptReader } from './reader.ts'
import { BadScript, type Script } from './script.ts'

const USAGE =
  'usage: sed script [-Ealnru] [-i extension] [file ...]\n       sed [-Ealnu] [-i extension] [-e script] ... [-f script_file] ... [file ...]'
const GNU_USAGE = 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n'
const SED: Syntax = {
  name: 'sed',
  letters: 'Eae:f:i:lnrsuz',
  long: { expression: 'e', file: 'f', quiet: 'n', silent: 'n', 'regexp-extended': 'E', separate: 's', 'in-place': 'i' },
  usage: USAGE,
}

/** sed(1) */
export const sed: Program = (call, args) => {
  const gnu = isGnu(call.space.userland)
  const given = gnu ? args.map(withSuffix) : args
  const flags = readFlags(call, given, gnu ? { ...SED, letters: SED.letters.replace('i:', 'iI:') } : SED)
  if (isOutcome(flags)) return gnu ? failed(`${flags.stderr.split('\n')[0]}\n${GNU_USAGE}`) : flags
  const [first, ...others] = flags.rest
  const isNamed = flags.has('ef')
  const text = scriptOf(call, flags, first)
  if (text === null) return failed(gnu ? GNU_USAGE : USAGE)
  if (typeof text !== 'string') return text
  try {
    const grammar = { is: flags.has('Er') ? 'extended' : 'basic', gnu, ignoresCase: false, meter: new Meter() } as const
    const script = new ScriptReader(text, grammar).read()
    return edited(call, flags, {
      script,
      names: isNamed ? flags.rest : others,
      isQuiet: flags.has('n') || text.startsWith('#n\n'),
    })
  } catch (error) {
    if (!(error instanceof BadScript)) throw error
    return failed(gnu ? `sed: ${error.message}` : `sed: 1: "${shortened(text)}": ${error.message}`, error.exit)
  }
}

/** Whether it is given no file behind its script; in place it edits files alone. */
export function sedReads(args: readonly string[]): boolean {
  if (args.some((word) => /^(?:-[nErs]*i|--in-place)/.test(word))) return false
  return readsWith(SED, ({ has }) => (has('ef') ? 0 : 1))(args)
}

/** GNU's suffix is a part of the word. */
function withSuffix(word: string): string {
  const [, suffix] = /^(?:-i|--in-place=)(.+)$/.exec(word) ?? []
  return suffix === undefined ? word : `-iI${suffix}`
}

function shortened(text: string): string {
  return text.length > 20 ? `${text.slice(0, 17).replaceAll('\n', '\\n')} ...` : text.replaceAll('\n', '\\n')
}

/** All of -e and -f, or the first word; null: there is none. */
function scriptOf(call: Call, flags: Flags, first: string | undefined): string | Outcome | null {
  if (!flags.has('ef')) return first ?? null
  const parts = [...flags.values('e')]
  for (const name of flags.values('f')) {
    const text = textOf(call, name)
    if ('error' in text)
      return failed(flags.gnu ? `sed: couldn't open file ${name}: ${text.error}` : `sed: ${name}: ${text.error}`)
    parts.push(text.is.replace(/\n$/, ''))
  }
  return parts.join('\n')
}

interface Edited {
  readonly script: Script
  readonly names: readonly string[]
  readonly isQuiet: boolean
}

function edited(call: Call, flags: Flags, { script, names, isQuiet }: Edited): Outcome {
  const editing = new Editing(script, filesOf(call), { isQuiet, gnu: flags.gnu })
  const inPlace = flags.has('i')
  let [stdout, stderr, exit] = ['', '', 0]
  const stream: Line[] = []
  for (const name of names.length === 0 ? ['-'] : names) {
    if (editing.isOver) break
    const text = textOf(call, name)
    if ('error' in text) {
      const gnu =
        text.error === 'Is a directory'
          ? `couldn't edit ${name}: not a regular file`
          : `can't read ${name}: ${text.error}`
      stderr += flags.gnu ? `sed: ${gnu}\n` : cannotDo(call, { program: 'sed', file: name }, text.error).stderr
      exit = flags.gnu ? 2 : 1
    } else if (inPlace) {
      const path = pathOf(call, name)
      const suffix = flags.gnu ? (flags.value('I') ?? '') : flags.value('i')!
      if (suffix !== '') call.space.files.write(path + suffix, text.is)
      call.space.files.write(path, editing.run(readLines(text.is)))
      editing.begin()
    } else if (flags.has('s')) stdout += editing.run(readLines(text.is))
    else for (const line of readLines(text.is)) stream.push(line)
  }
  if (!inPlace && !flags.has('s')) stdout += editing.run(stream)
  if (editing.isEndless) return { stdout, stderr: `${stderr}sed: carpsim stops a script that never ends\n`, exit: 4 }
  return { ...printed(stdout), stderr, exit: flags.gnu ? exit || editing.exit : editing.exit || exit }
}

function filesOf(call: Call) {
  const written = new Set<string>()
  const { files } = call.space
  return {
    read: (name: string) => {
      const text = files.read(pathOf(call, name))
      return 'is' in text ? text.is : ''
    },
    write: (name: string, text: string) => {
      const path = pathOf(call, name)
      if (written.has(path)) files.append(path, text)
      else files.write(path, text)
      written.add(path)
    },
  }
}
