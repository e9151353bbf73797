import { github } from './github.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { type PrettyOptions, pretty } from './pretty.ts'
import type { Reporter } from './reporter.ts'
import { tap } from './tap.ts'

export type { PrettyOptions } from './pretty.ts'
export type { Reporter } from './reporter.ts'

const REPORTERS = ['pretty', 'junit', 'tap', 'json', 'github'] as const
export type ReporterName = (typeof REPORTERS)[number]

/** @param options - for the one that people read */
export function reporterNamed(name: ReporterName, options: PrettyOptions): Reporter {
  return name === 'pretty' ? pretty(options) : { junit, tap, json, github }[name]()
}
