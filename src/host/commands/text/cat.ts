import { cannotDo } from '../complaint.ts'
import { isOutcome, readFlags, type Syntax } from '../flags.ts'
import { each, type Outcome, printed } from '../outcome.ts'
import { pathOf, textOf, wholeLinesOf } from '../paths.ts'
import type { Program } from '../program.ts'

export const CAT: Syntax = {
  name: 'cat',
  letters: 'AbeElnstTuv',
  long: {
    number: 'n',
    'number-nonblank': 'b',
    'squeeze-blank': 's',
    'show-ends': 'E',
    'show-tabs': 'T',
    'show-all': 'A',
  },
  usage: 'usage: cat [-belnstuv] [file ...]',
}

/** cat(1) */
export const cat: Program = (call, args) => {
  const flags = readFlags(call, args, CAT)
  if (isOutcome(flags)) return flags
  let number = 0
  let blanks = 0
  /** Whether the last line of the file before had no end. */
  let goesOn = false
  const shown = (line: string): string => {
    const isBlank = line === '\n'
    blanks = isBlank ? blanks + 1 : 0
    if (flags.has('s') && blanks > 1) return ''
    const counts = flags.has('b') ? !isBlank : flags.has('n')
    const head = counts && !goesOn ? `${`${++number}`.padStart(6)}\t` : ''
    goesOn = !line.endsWith('\n')
    const tabs = flags.has('tTA') ? line.replaceAll('\t', '^I') : line
    return head + (flags.has('eEA') ? tabs.replace(/\n$/, '$\n') : tabs)
  }
  const isPlain = !flags.has('AbeEnstT')
  return each(flags.rest.length === 0 ? ['-'] : flags.rest, (name) => {
    const text = textOf(call, name)
    if ('error' in text) return cannotDo(call, { program: 'cat', file: name }, text.error)
    return printed(isPlain ? text.is : wholeLinesOf(text.is).map(shown).join(''))
  })
}

const TEE = {
  name: 'tee',
  letters: 'aip',
  long: { append: 'a', 'ignore-interrupts': 'i' },
  usage: 'usage: tee [-ai] [file ...]',
}

/** tee(1) */
export const tee: Program = (call, args) => {
  const flags = readFlags(call, args, TEE)
  if (isOutcome(flags)) return flags
  const text = textOf(call, undefined)
  const input = 'is' in text ? text.is : ''
  const { files } = call.space
  const written: Outcome = each(flags.rest, (name) => {
    const path = pathOf(call, name)
    const why = flags.has('a') ? files.append(path, input) : files.write(path, input)
    return why === null ? printed('') : cannotDo(call, { program: 'tee', file: name }, why)
  })
  return { ...written, stdout: input }
}
