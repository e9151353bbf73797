import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const SCENARIOS: string = join(import.meta.dirname, '../../scenarios')

/** The page on the language. */
export const PAGE: string = readFileSync(join(SCENARIOS, 'README.md'), 'utf8')

/** Its examples, each a whole file. */
export function examples(): string[] {
  return [...PAGE.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text)
}
