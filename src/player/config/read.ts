import type { z } from 'zod'
import { Complaints } from '../../scenario/read/complaints.ts'
import { Reader } from '../../scenario/read/reader.ts'
import type { Path } from '../../scenario/text/node.ts'
import { shown } from '../../scenario/text/printable.ts'
import { suggestion } from '../../scenario/text/suggest.ts'
import { readYaml } from '../../scenario/text/yaml.ts'
import { ALWAYS_QUITS, type Bindings, bind, isKey, KEY_NAMES, KEYS, USUAL } from '../app/bindings.ts'
import type { Does } from '../texts/texts.ts'
import { TEXTS } from '../texts/texts.ts'
import { config } from './schema.ts'

/** How somebody wants the player to be. What is not said is as usual. */
export interface Config extends Omit<z.output<typeof config.schema>, 'keys'> {
  readonly keys: Bindings
}

export const USUAL_CONFIG: Config = { keys: USUAL }

const SAYS = TEXTS.config

/**
 * Reads a configuration.
 *
 * @param file - its name, for messages only
 * @throws ScenarioError with all that is wrong in the file, each with its place and what to write instead
 */
export function readConfig(text: string, file: string): Config {
  if (saysNothing(text)) return USUAL_CONFIG
  const complaints = new Complaints()
  const root = readYaml(complaints.open(text, file), complaints.add)
  if (root === undefined) return complaints.giveUp()
  if (root.kind !== 'map') {
    complaints.add(root.place, [], SAYS.map)
    return complaints.giveUp()
  }
  const reader = new Reader(root, complaints)
  const said = reader.check(config, [])
  const keys = readKeys(reader)
  complaints.finish()
  return { ...said!, keys }
}

function saysNothing(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))
}

const ACTIONS: readonly Does[] = KEYS.map(([does]) => does)
const AT: Path = ['keys']

function readKeys(reader: Reader): Bindings {
  const node = reader.at(AT)
  if (node === undefined) return USUAL
  if (node.kind !== 'map') reader.complain(AT, SAYS.keysMap)
  const own = new Map<Does, readonly string[]>()
  /** Of each key that is written, whose it is and where. */
  const taken = new Map<string, { readonly does: Does; readonly path: Path }>()
  for (const name of reader.keys(AT)) {
    const does = ACTIONS.find((action) => action === name)
    if (does === undefined) {
      const message = SAYS.noAction(shown(name)) + suggestion(name, ACTIONS, SAYS.actions)
      reader.complain([...AT, name], message, 'key')
      continue
    }
    const paths = keyPaths(reader, does)
    own.set(
      does,
      paths.map((path) => reader.text(path)),
    )
    for (const path of paths) {
      const wrong = wrongKey(reader.text(path)) ?? clash(reader.text(path), taken)
      if (wrong !== undefined && !(does === 'quit' && reader.text(path) === ALWAYS_QUITS)) reader.complain(path, wrong)
      else taken.set(reader.text(path), { does, path })
    }
  }
  for (const [does, usual] of KEYS) {
    if (own.has(does)) continue
    for (const key of usual) if (taken.has(key)) reader.complain(taken.get(key)!.path, SAYS.usual(key, does))
  }
  return bind(own)
}

/** The ways to its keys: one alone, or a list. */
function keyPaths(reader: Reader, does: Does): Path[] {
  const path = [...AT, does]
  const node = reader.at(path)!
  if (node.kind === 'text') return [path]
  const items = reader.items(path, SAYS.keysList(does))
  const flat = items.every((item) => reader.at(item)!.kind === 'text')
  if (!flat) reader.complain(path, SAYS.keysList(does))
  return flat ? items : []
}

function wrongKey(key: string): string | undefined {
  if (key === ALWAYS_QUITS) return SAYS.always(key)
  const known = isKey(key)
  if (known === true) return undefined
  if (typeof known === 'string') return SAYS.sameKey(key, known)
  const near = suggestion(key, KEY_NAMES, '')
  return `${SAYS.noKey(shown(key))}: ${near.startsWith('; did') ? KEY_NAMES.join(', ') + near : KEY_NAMES.join(', ')}`
}

function clash(key: string, taken: ReadonlyMap<string, { readonly does: Does }>): string | undefined {
  const other = taken.get(key)
  return other && SAYS.twice(key, other.does)
}
