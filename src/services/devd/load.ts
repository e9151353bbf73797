import { parseDevdConf } from '../../config/devd-conf.ts'
import type { Disk } from '../../host/disk.ts'
import { MOST_STEPS, type Rule, ruleOf } from './rule.ts'
import { expand } from './variables.ts'

export const MAIN = '/etc/devd.conf'

/**
 * What a system comes with, as far as it does something here (etc/devd.conf): where others put their files, and what
 * asks for an address when a card gets its link.
 */
export const DISTRIBUTED = `options {
	directory "/etc/devd";
	directory "/usr/local/etc/devd";
	pid-file "/var/run/devd.pid";
};
notify 0 {
	match "system" "IFNET";
	match "type" "LINK_UP";
	media-type "ethernet";
	action "/etc/rc.d/dhclient quietstart $subsystem";
};
`

/** The rules of all files, in the order in which devd reads them; or what it says where it gives up. */
export type Loaded = { readonly rules: readonly Rule[] } | { readonly says: string }

type Readable = Pick<Disk, 'read' | 'list'>

/** The main file, then of each directory that it names every file that ends in .conf. */
export function load(files: Readable): Loaded {
  const reading = new Reading(files)
  if (!reading.read(MAIN)) return { says: reading.says ?? `devd: Cannot open config file ${MAIN}` }
  for (const directory of reading.directories) {
    const names = files.list(directory)
    const found = 'is' in names ? names.is.filter((name) => name.endsWith('.conf')) : []
    for (const name of found) {
      reading.read(`${directory}/${name}`)
      if (reading.says !== null) return { says: reading.says }
    }
  }
  return { rules: reading.rules }
}

class Reading {
  readonly rules: Rule[] = []
  readonly directories: string[] = []
  /** What devd says before it ends. */
  says: string | null = null
  readonly #files: Readable
  readonly #variables = new Map<string, string>()
  #room = MOST_STEPS

  constructor(files: Readable) {
    this.#files = files
  }

  /** @returns false where there is nothing to read, or devd ends over it */
  read(path: string): boolean {
    const text = this.#files.read(path)
    if ('error' in text) return false
    const { settings, error } = parseDevdConf(text.is)
    if (error !== undefined) {
      this.says = `devd: ${error.says}\ndevd: Cannot parse ${path} at line ${error.line}`
      return false
    }
    const setVariable = (name: string) => this.#variables.get(name) ?? ''
    for (const block of settings) {
      if (block.kind !== 'options') this.#add(ruleOf(block, path, setVariable, this.#room))
      else
        for (const option of block.options) {
          if (option.kind === 'directory') this.directories.push(option.value.text)
          else if (option.kind === 'set') this.#variables.set(option.name.text, expand(option.value.text, setVariable))
        }
    }
    return true
  }

  #add(rule: Rule): void {
    this.rules.push(rule)
    this.#room -= rule.size
  }
}
