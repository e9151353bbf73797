import { expect, test } from 'vitest'
import { changed, errorOf } from './file.ts'

// What people see: the place, two lines before it, its line, and the message under the token.

test('one mistake', () => {
  expect(errorOf(changed(['ticks: 1000', 'ticks: 1024'])).message).toMatchInlineSnapshot(`
    "mine.yaml:12:12  hosts.old.ticks
      10 │     system: freebsd-9.3
      11 │     boot: 0s
    ▸ 12 │     ticks: 1024
         │            ^^^^ ticks is how often the clock of the kernel ticks in a second: 0 (exact), 100, 250, 1000 …"
  `)
})

test('a long line is cut to a window round the token', () => {
  expect(errorOf(changed(['advskew: 10 }', 'advskew: 300 }'])).message).toMatchInlineSnapshot(`
    "mine.yaml:18:89  hosts.old.carp[0].advskew
      16 │       em1: { address: 10.0.1.1/24, plug: dmz }
      17 │     carp:
    ▸ 18 │ …, password: secret, advskew: 300 }
         │                               ^^^ advskew is 0 to 254; it is one byte, 255 means goodbye"
  `)
})

test('all mistakes, in file order', () => {
  const text = changed(['until: 40s', 'untill: 40s'], ['ucarp: {', 'ucrap: {'], ['unplug: old.em0', 'unplug: odl.em0'])
  expect(errorOf(text).message).toMatchInlineSnapshot(`
    "mine.yaml:4:1  untill
      2 │ carpsim: 1
      3 │ title: A good file
    ▸ 4 │ untill: 40s
        │ ^^^^^^ untill is no key of a scenario; did you mean until?

    mine.yaml:29:5  hosts.web.ucrap
      27 │     interfaces: { eth0: { address: 10.0.0.4/24, plug: lan } }
      28 │     carp: [{ vhid: 1, addresses: [10.0.0.3], password: secret, advske…
    ▸ 29 │     ucrap: { deadratio: 3, shutdown: true }
         │     ^^^^^ ucrap is no key of a host; did you mean ucarp?

    mine.yaml:31:23  events[0].unplug
      29 │     ucrap: { deadratio: 3, shutdown: true }
      30 │ events:
    ▸ 31 │   - { at: 1s, unplug: odl.em0, for: 3s }
         │                       ^^^^^^^ there is no host odl; did you mean old?"
  `)
})

test('the first line has no line before it', () => {
  expect(errorOf('carpsim: 2').message).toMatchInlineSnapshot(`
    "mine.yaml:1:1  hosts
    ▸ 1 │ carpsim: 2
        │ ^ hosts is missing; hosts are the machines: hosts: { fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan } } } }

    mine.yaml:1:10  carpsim
    ▸ 1 │ carpsim: 2
        │          ^ carpsim is the version of the language: write carpsim: 1, the only one that there is"
  `)
})

test('what is never closed is shown where it opens', () => {
  expect(errorOf(changed(['title: A good file', 'title: "A good file'])).message).toMatchInlineSnapshot(`
    "mine.yaml:3:8
      1 │ # A file in which tests change a few words.
      2 │ carpsim: 1
    ▸ 3 │ title: "A good file
        │        ^ a text that begins with " must end with "; write \\" for a quote inside it"
  `)
})

test('tabs and what does not print take one column', () => {
  expect(errorOf('carpsim:\t2 # \u001b[31m').message).toMatchInlineSnapshot(`
    "mine.yaml:1:14
    ▸ 1 │ carpsim: 2 # ·[31m
        │              ^ the character U+001B has no place in a text file; save the file as UTF-8"
  `)
  expect(errorOf('hosts:\t{}\ntitle:\t\t[a]').message).toMatchInlineSnapshot(`
    "mine.yaml:1:1  carpsim
    ▸ 1 │ hosts: {}
        │ ^ carpsim is missing; carpsim is the version of the language: write carpsim: 1, the only one that there is

    mine.yaml:2:9  title
      1 │ hosts: {}
    ▸ 2 │ title:  [a]
        │         ^ title is one text; for several lines write title: | and indent them"
  `)
})

test('a token longer than the window', () => {
  expect(errorOf(changed(['unplug: old.em0', `unplug: old.${'em0'.repeat(40)}`])).message).toMatchInlineSnapshot(`
    "mine.yaml:31:23  events[0].unplug
      29 │     ucarp: { deadratio: 3, shutdown: true }
      30 │ events:
    ▸ 31 │   - { at: 1s, unplug: old.em0em0em0em0em0em0em0em0em0em0em0em0em0em0e…
         │                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ there is no interface old.em0em0em0em0em0em0em0em0em0em0em0em…; known: old.em0, old.em1"
  `)
})

test('an empty file', () => {
  expect(errorOf('\n').message).toMatchInlineSnapshot(`
    "mine.yaml:1:1
    ▸ 1 │
        │ ^ the file is empty; a scenario begins with carpsim: 1, and says hosts"
  `)
})

test('a problem says where it is, and how long the token is', () => {
  expect(errorOf(changed(['advskew: 10 }', 'advskew: 300 }'])).problems).toEqual([
    {
      file: 'mine.yaml',
      line: 18,
      column: 89,
      length: 3,
      path: 'hosts.old.carp[0].advskew',
      message: 'advskew is 0 to 254; it is one byte, 255 means goodbye',
    },
  ])
})

test('very many mistakes are counted, not all shown', () => {
  const error = errorOf(changed(['events:\n', `events:\n${'  - { at: 1s }\n'.repeat(150)}`]))
  expect(error.problems).toHaveLength(150)
  expect(error.message.split('what happens?')).toHaveLength(101)
  expect(error.message).toMatch(/… and 50 more$/)
})
