import { type Check, nameOf, type Result } from '../result.ts'
import type { Reporter } from './reporter.ts'

/** The Test Anything Protocol, version 14: a test a check, those of a file as its subtest. */
export function tap(): Reporter {
  let files = 0
  return {
    begin: (count) => `TAP version 14\n1..${count}\n`,
    result: (result) => {
      files += 1
      const { checks, problem } = result
      const failing = problem !== undefined || checks.some(({ verdict }) => verdict === 'failed')
      const lines = [
        `# Subtest: ${escaped(nameOf(result))}`,
        ...indented(testsOf(result)),
        `${failing ? 'not ok' : 'ok'} ${files} - ${escaped(nameOf(result))}`,
      ]
      return lines.map((line) => `${line}\n`).join('')
    },
    end: () => '',
  }
}

function testsOf({ checks, problem }: Result): string[] {
  if (problem !== undefined) return ['1..1', 'not ok 1 - can be played', ...diagnostics({ message: problem })]
  return [`1..${checks.length}`, ...checks.flatMap(testOf)]
}

function testOf(check: Check, i: number): string[] {
  const { verdict, name, message = '', place, text, reopen } = check
  if (verdict === 'passed') return [`ok ${i + 1} - ${escaped(name)}`]
  if (verdict === 'open') return [`ok ${i + 1} - ${escaped(name)} # SKIP ${message.replaceAll('\n', ' ')}`]
  const at = place === undefined ? undefined : `${place.file}:${place.line}:${place.column}`
  return [`not ok ${i + 1} - ${escaped(name)}`, ...diagnostics({ message, at, reopen, text: text?.join('\n') })]
}

/** A YAML block below a test. */
function diagnostics(facts: Readonly<Record<string, string | undefined>>): string[] {
  const lines = Object.entries(facts).flatMap(([key, value]) => {
    if (value === undefined) return []
    if (!value.includes('\n')) return [`${key}: ${JSON.stringify(value)}`]
    return [`${key}: |2`, ...value.split('\n').map((line) => `  ${line}`.trimEnd())]
  })
  return ['  ---', ...lines.map((line) => `  ${line}`.trimEnd()), '  ...']
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`.trimEnd())
}

/** A hash would begin a directive. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('#', '\\#').replaceAll('\n', ' ')
}
