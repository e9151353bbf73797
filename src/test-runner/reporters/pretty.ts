import { type Check, nameOf, outcomeOf, type Totals, totalsOf } from '../result.ts'
import type { Reporter } from './reporter.ts'

export interface PrettyOptions {
  readonly ascii: boolean
  /** Paints a text, where colours are wanted. */
  paint(text: string, style: 'strong' | 'faint' | 'master' | 'alarm' | 'trouble'): string
}

const MARKS = { passed: ['✓', '+', 'master'], failed: ['✗', 'x', 'alarm'], open: ['?', '?', 'trouble'] } as const

/** For people: a line a file, failures in full, and what all of it comes to. */
export function pretty({ ascii, paint }: PrettyOptions): Reporter {
  const mark = (verdict: Check['verdict']) => {
    const [sign, plain, style] = MARKS[verdict]
    return paint(ascii ? plain : sign, style)
  }
  const checkLines = (check: Check): string[] => {
    const { verdict, name, message, text, reopen } = check
    if (verdict === 'passed') return []
    const said = text === undefined || text.length === 0 ? [message ?? ''] : text
    return [
      `  ${mark(verdict)} ${name}`,
      ...said.map((line) => `    ${line}`.trimEnd()),
      ...(reopen === undefined ? [] : [`    ${paint(`look:  ${reopen}`, 'faint')}`]),
    ]
  }
  return {
    result: (result) => {
      const { title, checks, problem, seeds, updated, wall } = result
      const broken = problem === undefined ? [] : problem.split('\n').map((line) => `    ${line}`.trimEnd())
      const outcome = outcomeOf(result)
      const facts = [
        `${checks.length} ${checks.length === 1 ? 'check' : 'checks'}`,
        ...(seeds === undefined ? [] : [`${seeds} seeds`]),
        ...(updated === undefined ? [] : ['golden written']),
        `${Math.round(wall)} ms`,
      ]
      const head = `${mark(outcome === 'passed' ? 'passed' : 'failed')} ${nameOf(result)}  ${title}  `
      const lines = [head + paint(facts.join(', '), 'faint'), ...broken, ...checks.flatMap(checkLines)]
      return lines.map((line) => `${line}\n`).join('')
    },
    end: (results, wall) => {
      const seconds = (wall / 1_000).toFixed(1)
      return `\n${paint(summary(totalsOf(results)), 'strong')}\n${paint(`in ${seconds} s`, 'faint')}\n`
    },
  }
}

/** `36 files: 34 passed, 1 failed, 1 cannot be played; 180 checks: 178 passed, 2 failed` */
export function summary({ files, checks }: Totals): string {
  const parts = (counts: readonly (readonly [number, string])[]) =>
    counts
      .filter(([count], i) => i === 0 || count > 0)
      .map(([count, word]) => `${count} ${word}`)
      .join(', ')
  const all = files.passed + files.failed + files.broken
  const judged = checks.passed + checks.failed + checks.open
  return [
    `${all} ${all === 1 ? 'file' : 'files'}: ${parts([
      [files.passed, 'passed'],
      [files.failed, 'failed'],
      [files.broken, 'cannot be played'],
    ])}`,
    `${judged} ${judged === 1 ? 'check' : 'checks'}: ${parts([
      [checks.passed, 'passed'],
      [checks.failed, 'failed'],
      [checks.open, 'open'],
    ])}`,
  ].join('; ')
}
