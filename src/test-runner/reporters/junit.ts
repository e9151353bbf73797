import { type Check, nameOf, type Result, totalsOf } from '../result.ts'
import type { Reporter } from './reporter.ts'

/** JUnit's XML: a suite a file, a case a check; times in seconds. */
export function junit(): Reporter {
  return {
    result: () => '',
    end: (results, wall) => {
      const { checks, files } = totalsOf(results)
      const all = checks.passed + checks.failed + checks.open + files.broken
      const counts = { tests: all, failures: checks.failed, errors: files.broken, skipped: checks.open }
      const lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        open('testsuites', { name: 'carpsim', ...counts, time: seconds(wall) }),
        ...results.flatMap(suite),
        '</testsuites>',
      ]
      return `${lines.join('\n')}\n`
    },
  }
}

function suite(result: Result): string[] {
  const { file, checks, problem, wall } = result
  const name = nameOf(result)
  const number = (verdict: Check['verdict']) => checks.filter((check) => check.verdict === verdict).length
  const broken = problem === undefined ? 0 : 1
  const counts = { tests: checks.length + broken, failures: number('failed'), errors: broken, skipped: number('open') }
  return [
    `  ${open('testsuite', { name, file, ...counts, time: seconds(wall) })}`,
    ...checks.flatMap((check) => testcase(check, name)),
    ...(problem === undefined ? [] : unplayed(problem, name)),
    '  </testsuite>',
  ]
}

function testcase({ name, verdict, message = '', text, place, reopen }: Check, suiteName: string): string[] {
  const at = place === undefined ? {} : { file: place.file, line: place.line }
  const head = open('testcase', { name, classname: suiteName, ...at })
  if (verdict === 'passed') return [`    ${head.slice(0, -1)}/>`]
  if (verdict === 'open')
    return [`    ${head}`, `      ${open('skipped', { message }).slice(0, -1)}/>`, '    </testcase>']
  const said = [...(text ?? [message]), ...(reopen === undefined ? [] : [`look:  ${reopen}`])].join('\n')
  return [`    ${head}`, `      ${open('failure', { message })}${escaped(said)}</failure>`, '    </testcase>']
}

function unplayed(problem: string, suiteName: string): string[] {
  const [message = ''] = problem.split('\n')
  return [
    `    ${open('testcase', { name: 'can be played', classname: suiteName })}`,
    `      ${open('error', { message })}${escaped(problem)}</error>`,
    '    </testcase>',
  ]
}

function open(tag: string, attributes: Readonly<Record<string, string | number>>): string {
  const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
  return `<${tag}${said.join('')}>`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3)
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML 1.0 allows: other control characters, halves of surrogate pairs and two last places have no form in it. */
function escaped(text: string): string {
  const allowed = Array.from(text.toWellFormed(), (char) => (isAllowed(char.codePointAt(0)!) ? char : '\ufffd'))
  return allowed.join('').replaceAll(/[&<>"]/g, (char) => ENTITIES[char]!)
}

function isAllowed(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d
  return code !== 0xfffe && code !== 0xffff
}
