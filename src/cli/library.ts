import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean } from '../scenario/text/suggest.ts'
import { Failure } from './exit.ts'

/** The package's own scenarios, two folders up from here and from the built file. */
export const LIBRARY: string = fileURLToPath(new URL('../../scenarios', import.meta.url))

/** A JSON Schema is none, nor what npm and TypeScript read. */
export const SCENARIO_FILE = /(?<!\.schema|(?:^|[/\\])(?:package|package-lock|tsconfig))\.(?:ya?ml|json)$/

/** A scenario file in a folder. */
export interface Found {
  /** Within the folder, without its ending: `basics/cable-pull`. */
  readonly name: string
  readonly path: string
}

/**
 * The scenario files in a folder and below, by name. Hidden ones are left out, and what npm installed.
 *
 * @throws an error of the file system where the folder cannot be read
 */
export function scenariosIn(folder: string): Found[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return paths
    .filter((path) => SCENARIO_FILE.test(path) && !path.split(sep).some((part) => /^\.|^node_modules$/.test(part)))
    .map((path) => ({ name: path.replaceAll(sep, '/').replace(SCENARIO_FILE, ''), path: join(folder, path) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * The file that is meant: itself, or where there is none the scenario of the library with that name; its folder may be
 * left out where only one is called so.
 *
 * @throws Failure where there is neither, but a name that is nearly that
 */
export function located(file: string): string {
  if (file === '-' || existsSync(file)) return file
  const library = scenariosIn(LIBRARY)
  const found = library.find(({ name, path }) => name === file || relative(LIBRARY, path) === file)
  if (found !== undefined) return shortest(found.path)
  const [called, another] = library.filter(({ name }) => name.endsWith(`/${file}`))
  if (called !== undefined && another === undefined) return shortest(called.path)
  const names = library.flatMap(({ name }) => [name, name.slice(name.lastIndexOf('/') + 1)])
  const near = didYouMean(file, names)
  if (near !== '') throw new Failure(`${file}: no such file${near}`)
  return file
}

/** As one would type it here. */
export function shortest(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}
