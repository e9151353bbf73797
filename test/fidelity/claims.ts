import { MIXED } from '../conformance/case.ts'

/** How many recorded cases of a family are reproduced. */
export interface Claim {
  /** Its name, or `mixed`. */
  readonly system: string
  /** Of the family. */
  readonly name: string
  readonly figures: Figures
}

export interface Figures {
  readonly recorded: number
  readonly reproduced: number
  readonly withBytes: number
  readonly withLogs: number
}

export const COLUMNS = ['family', 'what', 'recorded', 'reproduced', 'with bytes', 'with logs'] as const

/** What a report says: its rows, under the headings of systems. */
export function claimsIn(report: string): Claim[] {
  return report
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const system = /^`([^`]+)`/m.exec(section)?.[1] ?? MIXED
      return section.split('\n').flatMap((line) => claimOf(system, line))
    })
}

function claimOf(system: string, line: string): Claim[] {
  const cells = line.split('|').map((cell) => cell.trim())
  const [, name = '', , ...numbers] = cells
  const [recorded, reproduced, withBytes, withLogs] = numbers.map((text) => Number(text || Number.NaN))
  if (cells.length !== COLUMNS.length + 2 || Number.isNaN(recorded)) return []
  return [
    {
      system,
      name,
      figures: { recorded: recorded!, reproduced: reproduced!, withBytes: withBytes!, withLogs: withLogs! },
    },
  ]
}
