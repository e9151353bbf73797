import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Dialect } from '../../../src/shell/dialect.ts'
import { bash } from '../../../src/shell/dialects/bash.ts'
import { dash } from '../../../src/shell/dialects/dash.ts'
import { freebsdSh } from '../../../src/shell/dialects/freebsd-sh.ts'
import { check } from '../../../src/shell/syntax/parse.ts'
import { NAME, present, runReal } from './real.ts'

// The shell files of tutorials that people follow, where those lie beside the project.

const DOCUMENTS = join(import.meta.dirname, '../../../../shared/tutorials')
const isThere = existsSync(DOCUMENTS) && present('dash') && present('bash')
if (!isThere) console.log('no ../shared/tutorials here, or no dash and bash: their shell files are not read')

/** A text from some lines on, which stand there together, up to another one, this left out, without its margin. */
function cut(document: string, begin: string, end: string): string {
  const name = readdirSync(DOCUMENTS).find((file) => file.startsWith(document))!
  const text = readFileSync(join(DOCUMENTS, name), 'utf8')
  const from = text.indexOf(begin)
  const margin = text.slice(text.lastIndexOf('\n', from) + 1, from)
  const lines = text.slice(from, text.indexOf(end, from)).split('\n')
  return `${lines
    .map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line))
    .join('\n')
    .trimEnd()}\n`
}

function files(): Readonly<Record<string, string>> {
  return {
    '002 settings': cut('002', '# Интерфейс на котором', 'Теперь пришло'),
    '002 up': cut('002', '#!/bin/bash', '/etc/ucarp/ucarp-down.sh\n\n#!'),
    '002 down': cut(
      '002',
      '#!/bin/bash\nsource /etc/ucarp/ucarp.conf\nifconfig $UCARP_IF_ALIAS down',
      'ucarp-up.sh будет',
    ),
    '002 start': cut('002', 'source /etc/ucarp/ucarp.conf\n\nucarp', 'Первая строчка'),
    '003 switch': cut('003', '#!/bin/sh', '    這個script'),
    '004 settings': cut('004', '# Location of the ucarp executable', 'Paramètres'),
    '004 interface': cut('004', '#\n# Location of the ucarp pid', 'Fichier de service'),
    '004 service': cut('004', '#!/bin/sh', 'Une fois créé'),
  }
}

/** The exit code of a shell that does not read a script. */
const REFUSES = 2

/** What is refused, in the shell's words, and the exit code; nothing of what is read. */
function refused(scripts: Readonly<Record<string, string>>, dialect: Dialect): Record<string, string> {
  const told = Object.entries(scripts).flatMap(([name, script]) => {
    return check(script, dialect).map((fault) => {
      return [name, `${dialect.syntaxError(fault, { name: NAME, line: fault.line })}, ${REFUSES}`]
    })
  })
  return Object.fromEntries(told)
}

test.skipIf(!isThere).each([dash, bash])('$name refuses of them what the real one does', async (dialect) => {
  const scripts = files()
  const real = await runReal(dialect.name, Object.values(scripts), '-n')
  const names = Object.keys(scripts)
  const there = names.flatMap((name, index) => {
    const { status, stderr } = real[index]!
    return status === 0 ? [] : [[name, `${stderr.trimEnd()}, ${status}`]]
  })
  expect(refused(scripts, dialect)).toEqual(Object.fromEntries(there))
  expect(Object.keys(refused(scripts, dialect))).toEqual(['003 switch', '004 interface'])
  expect(check(scripts['003 switch']!, dialect)).toMatchObject([{ line: 79, column: 13 }])
})

test.skipIf(!isThere)('FreeBSD’s sh reads the empty then of 003, and not the password of 004', () => {
  expect(refused(files(), freebsdSh)).toEqual({
    '004 interface': `${NAME}: 22: Syntax error: newline unexpected (expecting word), 2`,
  })
})
