import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads what a folder, or a file, holds: one JSON value a `.json` file, one a line of an `.ndjson` file; by id. */
export function readById<T extends { readonly id: string }>(path: string): Map<string, T> {
  return new Map(
    filesIn(path)
      .flatMap(readFile<T>)
      .map((value) => [value.id, value]),
  )
}

function filesIn(path: string): string[] {
  if (/\.(nd)?json$/.test(path)) return [path]
  return readdirSync(path)
    .filter((name) => /\.(nd)?json$/.test(name))
    .sort()
    .map((name) => join(path, name))
}

function readFile<T>(file: string): T[] {
  const text = readFileSync(file, 'utf8')
  if (file.endsWith('.json')) return [JSON.parse(text) as T]
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T)
}
