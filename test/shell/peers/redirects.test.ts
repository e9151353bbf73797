import { expect, test } from 'vitest'
import { bash } from '../../../src/shell/dialects/bash.ts'
import { dash } from '../../../src/shell/dialects/dash.ts'
import { differences, told } from './compare.ts'
import { present } from './real.ts'

// What cannot be expanded in a redirection ends the shell, or the command alone: it depends on whose files they are.

const COMMANDS = ['cat', 'read a', '{ cat; }', 'f', ':', 'nosuch', 'exec cat', 'if true; then cat; fi']
/** Whose lines are told from elsewhere, or which no rule fits. */
const OTHERS = ['( cat )', 'x=1']
const IN_FILES = ['< $u', '> ${u}', '>&$u', '< $((1/0))', '> ${u?says}']
const DOCUMENTS = ['<<E\n$u\nE', '<<E\n$((1/0))\nE']

function scripts(): string[] {
  const all = COMMANDS.flatMap((command) => [...IN_FILES, ...DOCUMENTS].map((to) => `${command} ${to}`))
  const some = [...IN_FILES.map((to) => `${OTHERS[0]} ${to}`), ...DOCUMENTS.map((to) => `${OTHERS[1]} ${to}`)]
  return [...all, ...some].map((line) => `set -u\nf() { cat; }\n${line}\necho after $?`)
}

for (const dialect of [dash, bash]) {
  const { name } = dialect
  test.skipIf(!present(name))(`${name} and ours end alike where a redirection cannot be expanded`, async () => {
    const found = await differences(name, dialect, scripts())
    expect(found.map(told)).toEqual([])
  })
}
