import { expect, test } from 'vitest'
import type { Sink, Step, Watcher } from '../../src/shell/machine.ts'
import type { TestMachine } from './machine.ts'
import { type Played, play } from './play.ts'

/** A watcher that writes down when commands begin and end, and hears what they write. */
function listening(told: string[]): (machine: TestMachine) => Watcher {
  return (machine) => ({
    begins({ words, by, line, io }: Step) {
      const name = words.join(' ')
      told.push(`${machine.now} line ${line} ${by} ${name}`)
      const stdout: Sink = {
        *write(text) {
          told.push(`${machine.now} ${name} > ${text.trimEnd()}`)
          return yield* io.stdout.write(text)
        },
      }
      return { io: { ...io, stdout }, ended: (status) => told.push(`${machine.now} ${name} ended ${status}`) }
    },
  })
}

function watched(source: string): { readonly told: readonly string[]; readonly played: Played } {
  const told: string[] = []
  return { played: play(source, { watcher: listening(told) }), told }
}

test('programs, builtins and functions begin, write and end, each at its time', () => {
  const { told, played } = watched('f() {\n  echo in\n  sleep 1\n}\nx=1\nf a\nfalse\n')
  expect(told).toEqual([
    '0 line 6 function f a',
    '0 line 2 builtin echo in',
    '0 echo in > in',
    '0 f a > in',
    '0 echo in ended 0',
    '30 line 3 program sleep 1',
    '1000030 sleep 1 ended 0',
    '1000030 f a ended 0',
    '1000030 line 7 builtin false',
    '1000030 false ended 1',
  ])
  expect(played).toMatchObject({ stdout: 'in\n', status: 1, at: 1_000_060 })
})

test('what is found nowhere is told, too; and nobody need watch', () => {
  expect(watched('nope\n').told).toEqual(['0 line 1 nothing nope', '0 nope ended 127'])
  expect(play('echo a').stdout).toBe('a\n')
})

test('a command that is left by an error or a signal ends all the same', () => {
  expect(watched('f() { exit 3; }\nf\n').told.at(-1)).toBe('0 f ended 3')
})
