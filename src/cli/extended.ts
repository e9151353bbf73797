import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import type { Open } from '../scenario/read/extends.ts'
import { Failure, fileFailure } from './exit.ts'

const MOST_BYTES = 1_000_000
const WITHIN = 'a scenario extends YAML files of its own folder and of folders in it'

/**
 * Opens what a scenario extends. Scenarios come from anywhere, and what is wrong in a file is shown: so they reach YAML
 * files of their own folder and of those in it, and nothing else, through no link either.
 *
 * @param file - the scenario; what comes from the standard input extends files of the current folder
 */
export function openerFor(file: string): Open {
  const top = file === '-' ? '.' : dirname(file)
  return (name, from) => {
    const path = join(dirname(from), name)
    if (isAbsolute(name) || !/^[^\0]*\.ya?ml$/.test(name) || !isWithin(top, path))
      return `${WITHIN}, such as other.yaml`
    try {
      return opened(top, path)
    } catch (error) {
      const failure = fileFailure(path, error)
      if (failure instanceof Failure) return failure.message
      throw failure
    }
  }
}

function opened(top: string, path: string): ReturnType<Open> {
  const [realTop, real] = [realpathSync(top), realpathSync(path)]
  if (!isWithin(realTop, real)) return `${path} leads out of its folder; ${WITHIN}`
  const found = statSync(real)
  if (!found.isFile()) return `${path}: this is no file`
  if (found.size > MOST_BYTES) return `${path}: larger than 1 MB; no scenario needs that`
  // One name for all ways to it.
  const file = join(top, relative(realTop, real))
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(real)), file }
  } catch (error) {
    if (error instanceof TypeError) return `${path}: this is not UTF-8 text`
    throw error
  }
}

/** Whether a path is a folder, or in it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
