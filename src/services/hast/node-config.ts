import {
  type HastConf,
  type HastName,
  type HastNode,
  type HastResource,
  parseHastConf,
} from '../../config/hast-conf.ts'
import type { Release, Replication } from './release.ts'

/** What hastd on one node makes of hast.conf. */
export interface NodeConfig {
  readonly control: string
  readonly pidfile: string
  /** Where it listens; none: at every address, port 8457. */
  readonly listen: readonly string[]
  readonly resources: readonly ResourceConfig[]
}

export interface ResourceConfig {
  readonly name: string
  /** Of its device: /dev/hast/NAME. */
  readonly provider: string
  readonly local: string
  /** As it is written; `none`: there is no other node. */
  readonly remote: string
  readonly source: string | null
  readonly replication: Replication
  readonly checksum: string
  readonly compression: string
  /** In seconds. */
  readonly timeout: number
  /** What is run when something happens; null: nothing. */
  readonly exec: string | null
}

/** As which a machine is known in hast.conf, the first ones first. */
export interface Names {
  readonly host: string
  readonly uuid: string
  readonly id: number
}

/** What hastd and hastctl print before they begin, what they warn of, and what they know then; or why they give up. */
export interface Configured {
  readonly echoed: string
  readonly warnings: readonly string[]
  readonly is: NodeConfig | { readonly error: string }
}

/** parse.y, yy_config_parse(). */
export function configOf(text: string, names: Names, release: Release): Configured {
  const conf = parseHastConf(text, release.language)
  const { echoed } = conf
  const made = new Making(conf, names, release)
  const is = made.error === null ? made.config : { error: made.error }
  // It looks through the resources when all is read.
  return { echoed, warnings: made.error === null ? made.warnings : [], is }
}

type Values = Partial<Readonly<Record<HastName, string>>>

class Making {
  readonly warnings: string[] = []
  error: string | null = null
  readonly #conf: HastConf
  readonly #names: Names
  readonly #release: Release
  readonly #resources: ResourceConfig[] = []

  constructor(conf: HastConf, names: Names, release: Release) {
    this.#conf = conf
    this.#names = names
    this.#release = release
    const usual = this.#values(conf.settings)
    for (const setting of conf.settings) {
      if (setting.kind !== 'resource' || this.error !== null) continue
      const made = this.#resource(setting, usual)
      if (typeof made === 'string') this.error = made
      else this.#resources.push(made)
    }
    this.error ??= conf.error?.says ?? null
  }

  get config(): NodeConfig {
    const { settings } = this.#conf
    const here = settings.flatMap((one) => (one.kind === 'on' && this.#isMe(one) ? one.values : []))
    const mine = this.#values(here)
    const usual = this.#values(settings)
    return {
      control: mine.control ?? usual.control ?? '/var/run/hastctl',
      pidfile: mine.pidfile ?? usual.pidfile ?? '/var/run/hastd.pid',
      listen: [...settings, ...here].flatMap((one) =>
        one.kind === 'value' && one.name === 'listen' ? [one.value.text] : [],
      ),
      resources: this.#resources,
    }
  }

  /** What is said last of each. */
  #values(entries: readonly { readonly kind: string }[]): Values {
    const values: Partial<Record<HastName, string>> = {}
    for (const entry of entries as HastConf['settings'])
      if (entry.kind === 'value') values[entry.name] = entry.value.text
    return values
  }

  /** @returns what is wrong with it */
  #resource({ name: { text: name }, entries }: HastResource, usual: Values): ResourceConfig | string {
    const nodes = entries.filter((entry): entry is HastNode => entry.kind === 'on' && this.#isMe(entry))
    if (nodes.length === 0)
      return `No resource ${name} configuration for this node (acceptable node names: ${this.#all}).`
    const here = this.#values(nodes.flatMap(({ values }) => values))
    const own = this.#values(entries)
    const { remote } = here
    const local = here.local ?? own.local
    if (remote === undefined) return `Remote address not configured for resource ${name}.`
    if (local === undefined) return `Path to local component not configured for resource ${name}.`
    return {
      name,
      provider: here.name ?? own.name ?? name,
      local,
      remote,
      source: here.source ?? null,
      replication: this.#replication(own.replication ?? usual.replication),
      checksum: own.checksum ?? usual.checksum ?? 'none',
      compression: own.compression ?? usual.compression ?? 'hole',
      timeout: Number(own.timeout ?? usual.timeout ?? 20),
      exec: own.exec ?? usual.exec ?? null,
    }
  }

  /** How a resource is copied by this release: carpsim plays all three modes, hastd of old had not all of them yet. */
  #replication(said: string | undefined): Replication {
    const wanted = (said as Replication | undefined) ?? this.#release.replication
    if (this.#release.does.includes(wanted)) return wanted
    // The real hastd's words of itself, for each resource: FreeBSD 8.1 to 9.1, sbin/hastd/parse.y, yy_config_parse().
    this.warnings.push(`Replication mode "${wanted}" is not implemented, falling back to "fullsync".`)
    return 'fullsync'
  }

  /** isitme() */
  #isMe({ node: { text } }: HastNode): boolean {
    const { host, uuid, id } = this.#names
    const [first] = host.split('.')
    return [host, first, `hostid${id}`].includes(text) || text.toLowerCase() === uuid
  }

  /** node_names() */
  get #all(): string {
    const { host, uuid, id } = this.#names
    const dot = host.indexOf('.')
    return [...(dot > 0 ? [host.slice(0, dot)] : []), host, uuid, `hostid${id}`].join(', ')
  }
}
