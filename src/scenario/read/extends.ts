import { merged, type Node } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { listed } from '../text/suggest.ts'
import { MAX_CHARACTERS, readYaml } from '../text/yaml.ts'
import type { Complaints } from './complaints.ts'

/** A file that was opened. Its name is one for all ways to it, so that circles are seen. */
export interface Opened {
  readonly text: string
  readonly file: string
}

/**
 * Opens the file that another one extends.
 *
 * @param name - as it is written
 * @param from - the file in which it is
 * @returns why not, where it cannot be opened
 */
export type Open = (name: string, from: string) => Opened | string

const LONGEST_CHAIN = 16
const NO_FILES = 'extends needs other files, and here are none; leave it out, and write all of it in one file'
const A_MAP = 'a scenario is keys with values, such as { carpsim: … }'

/** Reads a scenario and all that it extends into one tree, each laid over what it extends. */
export function readFiles(text: string, file: string, open: Open | undefined, complaints: Complaints): Node {
  const layers: Node[] = []
  const files = [file]
  let size = 0
  for (let next: Opened | undefined = { text, file }; next !== undefined; ) {
    const node = readYaml(complaints.open(next.text, next.file), complaints.add)
    if (node === undefined) return complaints.giveUp()
    if (node.kind !== 'map') {
      complaints.add(node.place, [], A_MAP)
      return complaints.giveUp()
    }
    layers.unshift(node)
    size += next.text.length
    next = extended(node, files, open, complaints)
    if (next === undefined) break
    if (size + next.text.length > MAX_CHARACTERS) {
      return refused(node, 'with all that it extends, the scenario is larger than 1 MB', complaints)
    }
    files.push(next.file)
  }
  return layers.reduce(merged)
}

/** What a file extends, opened. */
function extended(
  node: Node,
  files: readonly string[],
  open: Open | undefined,
  complaints: Complaints,
): Opened | undefined {
  const entry = node.kind === 'map' ? node.entries.get('extends') : undefined
  if (entry?.value.kind !== 'text') return undefined
  const name = entry.value.text
  if (open === undefined) return refused(node, NO_FILES, complaints)
  const found = open(name, files.at(-1)!)
  if (typeof found === 'string') return refused(node, found, complaints)
  const known = files.indexOf(found.file)
  if (known !== -1) {
    const round = [...files.slice(known), found.file].map(shown)
    return refused(node, `this goes round in a circle: ${listed(round, ' extends ')}; take one of them out`, complaints)
  }
  if (files.length < LONGEST_CHAIN) return found
  return refused(node, `this is the ${files.length}th file that extends another; no scenario needs that`, complaints)
}

function refused(node: Node, message: string, complaints: Complaints): never {
  const entry = node.kind === 'map' ? node.entries.get('extends') : undefined
  complaints.add(entry?.value.place ?? node.place, ['extends'], message)
  return complaints.giveUp()
}
