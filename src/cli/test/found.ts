import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileFailure } from '../exit.ts'
import { located, scenariosIn } from '../library.ts'

/** A YAML file in a folder may be anything; these words begin a scenario. */
const SCENARIO = /^\s*["']?(?:carpsim["']?\s*:\s*["']?\d|extends["']?\s*:)/m
const TITLE = /^title: *(['"]?)(.*)\1$/m

/**
 * The scenario files that are meant: files by their names, and all that are below folders, in their order, each once.
 *
 * @throws Failure where a path is none, or cannot be read
 */
export function testFiles(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap(below))]
}

function below(path: string): string[] {
  try {
    if (!existsSync(path) || !statSync(path).isDirectory()) return [located(path)]
    return scenariosIn(path)
      .map((found) => (path === '.' ? found.path : join(path, found.path.slice(join(path).length))))
      .filter((file) => SCENARIO.test(readFileSync(file, 'utf8')))
  } catch (error) {
    throw fileFailure(path, error)
  }
}

/** Those whose name or title has that text in it. */
export function filtered(files: readonly string[], text: string): string[] {
  const sought = text.toLowerCase()
  return files.filter((file) => file.toLowerCase().includes(sought) || titleOf(file).toLowerCase().includes(sought))
}

function titleOf(file: string): string {
  return TITLE.exec(readFileSync(file, 'utf8'))?.[2] ?? ''
}

/** One of several shares of equal size: `2/3` is the second of three. */
export interface Shard {
  readonly place: number
  readonly of: number
}

/** The files of a share: together the shares are all, and none is in two. */
export function sharded(files: readonly string[], { place, of }: Shard): string[] {
  return files.filter((_, i) => i % of === place - 1)
}
