import { type Check, nameOf, type Result, totalsOf } from '../result.ts'
import { summary } from './pretty.ts'
import type { Reporter } from './reporter.ts'

/** Workflow commands of GitHub Actions: a failure is shown at its line of the file. */
export function github(): Reporter {
  return {
    result: (result) => {
      const { file, problem, checks } = result
      if (problem !== undefined) return command('error', { file, title: 'cannot be played' }, problem)
      return checks.map((check) => annotation(check, result)).join('')
    },
    end: (results) => `${summary(totalsOf(results))}\n`,
  }
}

function annotation({ verdict, name, message = '', text, reopen, place }: Check, result: Result): string {
  if (verdict === 'passed') return ''
  const at = place === undefined ? { file: result.file } : { file: place.file, line: place.line, col: place.column }
  const said = [message, ...(text ?? []), ...(reopen === undefined ? [] : [`look:  ${reopen}`])].join('\n')
  return command(verdict === 'failed' ? 'error' : 'notice', { ...at, title: `${nameOf(result)}: ${name}` }, said)
}

function command(level: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const said = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`)
  return `::${level} ${said.join(',')}::${escaped(message)}\n`
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
