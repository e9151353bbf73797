import type { Finding, Place, Word } from '../../config/text.ts'
import type { FileFinding } from './settings.ts'

/** Findings about the files of one machine, in the order of the files. */
export class Notes {
  readonly all: FileFinding[] = []

  /** Those of a parser. */
  add(file: string, findings: readonly Finding[]): void {
    for (const finding of findings) this.all.push({ ...finding, file })
  }

  find(file: string, { place }: { readonly place: Place } | Word, name: string, says: string, instead?: string): void {
    this.all.push({ file, place, name, says, ...(instead !== undefined && { instead }) })
  }

  /** Of a file as a whole. */
  whole(file: string, text: string, name: string, says: string, instead?: string): void {
    const end = text.indexOf('\n')
    const place = { start: 0, end: end === -1 ? text.length : end, line: 1, column: 1 }
    this.find(file, { place }, name, says, instead)
  }
}
