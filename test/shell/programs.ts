import { type Course, UNTIL_WOKEN } from '../../src/engine/course.ts'
import { dash } from '../../src/shell/dialects/dash.ts'
import { wholePath } from '../../src/shell/expand/glob.ts'
import type { Called, Command } from '../../src/shell/machine.ts'
import { runScript } from '../../src/shell/shell.ts'
import type { TestMachine } from './machine.ts'

type Program = (called: Called, machine: TestMachine) => number | Course<number>

function* cat({ args, io, directory }: Called, { files }: TestMachine): Course<number> {
  let status = 0
  for (const name of args.length === 0 ? ['-'] : args) {
    if (name === '-') {
      for (let text = yield* io.stdin.read(); text !== null; text = yield* io.stdin.read())
        if (!(yield* io.stdout.write(text))) return 141
      continue
    }
    const got = files.read(wholePath(name, directory))
    if ('is' in got) yield* io.stdout.write(got.is)
    else {
      yield* io.stderr.write(`cat: ${name}: ${got.error}\n`)
      status = 1
    }
  }
  return status
}

function* sleep({ args }: Called, machine: TestMachine): Course<number> {
  const until = machine.now + Math.round(Number(args[0]) * 1_000_000)
  while (machine.now < until) yield until - machine.now
  return 0
}

function* yes({ args, io }: Called): Course<number> {
  for (;;) if (!(yield* io.stdout.write(`${args[0] ?? 'y'}\n`))) return 141
}

function* head({ args, io }: Called): Course<number> {
  let left = Number((args.find((arg) => arg.startsWith('-')) ?? '-10').replace(/^-n?/, '') || args[1])
  let rest = ''
  while (left > 0) {
    const at = rest.indexOf('\n')
    if (at >= 0) {
      yield* io.stdout.write(rest.slice(0, at + 1))
      rest = rest.slice(at + 1)
      left--
      continue
    }
    const text = yield* io.stdin.read()
    if (text === null) break
    rest += text
  }
  if (left > 0 && rest !== '') yield* io.stdout.write(rest)
  return 0
}

function* all({ io }: Called): Course<string> {
  let whole = ''
  for (let text = yield* io.stdin.read(); text !== null; text = yield* io.stdin.read()) whole += text
  return whole
}

function* tr(called: Called): Course<number> {
  const range = (set: string) =>
    set.replace(/(.)-(.)/g, (_, from: string, to: string) => {
      const count = to.charCodeAt(0) - from.charCodeAt(0) + 1
      return Array.from({ length: count }, (_, index) => String.fromCharCode(from.charCodeAt(0) + index)).join('')
    })
  const [from, to] = called.args.map(range) as [string, string]
  const text = yield* all(called)
  yield* called.io.stdout.write(
    [...text].map((each) => (from.includes(each) ? (to[from.indexOf(each)] ?? to.at(-1)!) : each)).join(''),
  )
  return 0
}

function* wc(called: Called): Course<number> {
  const text = yield* all(called)
  yield* called.io.stdout.write(`${called.args[0] === '-c' ? text.length : text.split('\n').length - 1}\n`)
  return 0
}

function* show({ io }: Called, text: string): Course<number> {
  return (yield* io.stdout.write(text)) ? 0 : 141
}

/** What the machine of these tests can do, besides a shell. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  cat,
  sleep,
  yes,
  head,
  tr,
  wc,
  ps: (called, { titles }) => show(called, titles.map((title) => `${title}\n`).join('')),
  true: () => 0,
  false: () => 1,
  date: (called, machine) => show(called, `${(machine.now / 1_000_000).toFixed(6)}\n`),
  printenv: (called) => (called.env.has(called.args[0]!) ? show(called, `${called.env.get(called.args[0]!)}\n`) : 1),
  env: (called) => show(called, [...called.env].map(([name, value]) => `${name}=${value}\n`).join('')),
  seq: (called) => {
    const numbers = called.args.map(Number)
    const first = numbers.length > 1 ? numbers[0]! : 1
    return show(
      called,
      Array.from({ length: numbers.at(-1)! - first + 1 }, (_, index) => `${first + index}\n`).join(''),
    )
  },
  expr: (called) => {
    const [a, operator, b] = called.args.map(Number)
    const sums: Record<string, number> = { '+': a! + b!, '-': a! - b!, '*': a! * b! }
    return show(called, `${sums[called.args[1]!] ?? operator}\n`)
  },
  *forever() {
    for (;;) yield UNTIL_WOKEN
  },
  mkdir: (called, { files }) => {
    files.make(wholePath(called.args[0]!, called.directory), 'directory', 0o755)
    return 0
  },
  touch: (called, { files }) => {
    const wrong = called.args.map((arg) => files.append(wholePath(arg, called.directory), ''))
    return wrong.some((each) => each !== null) ? 1 : 0
  },
  echo: (called) => show(called, `${called.args.join(' ')}\n`),
  sh: (called, machine) => {
    const [option, source = '', name = 'sh', ...args] = called.args
    const script = option === '-c' ? { source, name, args, isText: true } : null
    if (script === null) return 127
    return runScript(script, machine, { ...called, dialect: dash, watcher: null })
  },
  rm: (called, { files }) => {
    for (const arg of called.args) if (!arg.startsWith('-')) files.remove(wholePath(arg, called.directory))
    return 0
  },
  chmod: (called, { files }) => {
    const path = wholePath(called.args[1]!, called.directory)
    const got = files.read(path)
    if ('is' in got) files.make(path, 'file', 0o755, got.is)
    return 0
  },
}

export function programOf(name: string, machine: TestMachine): Command | undefined {
  const program = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined
  return program === undefined ? undefined : (called) => program(called, machine)
}
