import { isGnu } from '../../manners.ts'
import { type Flags, isOutcome, readFlags, readsWith, type Syntax } from '../flags.ts'
import { failed, type Outcome } from '../outcome.ts'
import { linesOf, textOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'
import { Running } from './run.ts'
import { readProgram } from './statements.ts'
import { unescaped } from './tokens.ts'
import { BadProgram } from './tree.ts'
import { Read } from './values.ts'

const AWK: Syntax = {
  name: 'awk',
  letters: 'F:f:v:',
  usage: 'usage: awk [-F fs][-v var=value][prog | -f progfile][file ...]',
  stops: true,
  exits: { bsd: 2, gnu: 2 },
}

/** Whether it is given no file behind its program. */
export const awkReads = readsWith(AWK, ({ has }) => (has('f') ? 0 : 1))

/** awk(1), without functions of one's own, getline and files that it writes itself. */
export const awk: Program = (call, args) => {
  const flags = readFlags(call, args, AWK)
  if (isOutcome(flags)) return flags
  const program = programOf(call, flags)
  if (program === null) return failed(isGnu(call.space.userland) ? GNU_USAGE : AWK.usage, 2)
  if (typeof program !== 'string') return program
  let running: Running | null = null
  try {
    running = new Running(readProgram(program))
    const separator = flags.value('F')
    if (separator !== undefined) running.variables.set('FS', separator === 't' ? '\t' : unescaped(separator))
    for (const setting of flags.values('v')) set(running, setting)
    return ran(call, running, flags.has('f') ? flags.rest : flags.rest.slice(1))
  } catch (error) {
    if (!(error instanceof BadProgram)) throw error
    return { stdout: running?.output ?? '', stderr: `awk: ${error.message}\n`, exit: 2 }
  }
}

const GNU_USAGE = 'Usage: mawk [Options] [Program] [file ...]'

function programOf(call: Call, flags: Flags): string | Outcome | null {
  if (!flags.has('f')) return flags.rest[0] ?? null
  const parts: string[] = []
  for (const name of flags.values('f')) {
    const text = textOf(call, name)
    if ('error' in text) return failed(`awk: can't open file ${name}`, 2)
    parts.push(text.is)
  }
  return parts.join('\n')
}

function set(running: Running, setting: string): void {
  const [, name, value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(setting) ?? []
  if (name === undefined) throw new BadProgram(`-v ${setting}: no assignment`)
  running.variables.set(name, new Read(unescaped(value)))
}

/** A word behind the program that is an assignment is one when it is reached. */
function ran(call: Call, running: Running, words: readonly string[]): Outcome {
  running.begin()
  let [stderr, hasFile] = ['', false]
  const names = [...words, ...(words.some((word) => !/^[A-Za-z_]\w*=/.test(word)) ? [] : ['-'])]
  for (const name of running.readsLines ? names : []) {
    if (running.isOver) break
    if (/^[A-Za-z_]\w*=/.test(name)) {
      set(running, name)
      continue
    }
    hasFile = true
    const text = textOf(call, name)
    if ('error' in text) {
      stderr += isGnu(call.space.userland)
        ? `awk: cannot open ${name} (${text.error})\n`
        : `awk: can't open file ${name}\n`
      running.exit = 2
      if (!isGnu(call.space.userland)) break
      continue
    }
    running.variables.set('FILENAME', name === '-' ? '' : name)
    running.variables.set('FNR', 0)
    for (const line of linesOf(text.is)) if (!running.isOver) running.line(line)
  }
  if (!running.isOver || hasFile) running.end()
  return { stdout: running.output, stderr, exit: running.exit }
}
