import { parseHastConf } from '../../config/hast-conf.ts'
import { machineOf } from '../../trace/folds/pings.ts'
import type { Asking } from '../../trace/record.ts'
import type { Part, VhostName } from '../../trace/sentence.ts'
import type { GroupSpec, HostSpec, Scenario } from '../scenario.ts'
import { shown } from '../text/printable.ts'
import { didYouMean, listed, suggestion } from '../text/suggest.ts'
import { isNamed, listOf, type Member, membersOf, nameOf, plain } from './members.ts'
import { requestsOf } from './requests.ts'
import type { Word, Words } from './words.ts'

type NamedHost = Pick<HostSpec, 'interfaces' | 'carp' | 'ip' | 'files' | 'services' | 'writer'>

/** All that sentences can name. */
export class SentenceNames {
  /** Null: there were complaints about the host, and nothing that depends on it can be judged. */
  readonly hosts: ReadonlyMap<string, NamedHost | null>
  /** What the file calls groups: virtual hosts, as network/vhid, that belong together. */
  readonly groups: ReadonlyMap<string, readonly string[]>
  readonly members: readonly Member[]
  /** Of virtual hosts, as network/vhid. */
  readonly groupNames: readonly string[]
  /** Whether there were complaints about no host. */
  readonly complete: boolean
  readonly switchNames: readonly string[]

  constructor(
    hosts: ReadonlyMap<string, NamedHost | null>,
    groups: readonly GroupSpec[],
    switchNames: readonly string[] = [],
  ) {
    this.hosts = hosts
    this.switchNames = switchNames
    this.groups = new Map(groups.map(({ name, members }) => [name, members]))
    this.members = [...hosts].flatMap(([name, host]) => (host === null ? [] : membersOf(name, host)))
    this.groupNames = [...new Set(this.members.map(({ group }) => group))]
    this.complete = [...hosts.values()].every((host) => host !== null)
  }

  /** A machine and a group that it is of, for examples. */
  get example(): { readonly host: string; readonly group: string } {
    return this.members[0] ?? { host: 'fw1', group: 'lan/1' }
  }

  /** What can be named in a scenario that was read. */
  static of({ hosts, groups, switches = [] }: Pick<Scenario, 'hosts' | 'groups' | 'switches'>): SentenceNames {
    const switchNames = switches.map(({ name }) => name)
    return new SentenceNames(new Map(hosts.map((host) => [host.name, host])), groups, switchNames)
  }
}

/** Resolves the names in one sentence. Undefined: there was a complaint, here or earlier about what is named. */
export class Resolver {
  readonly #words: Words
  readonly #names: SentenceNames

  constructor(words: Words, names: SentenceNames) {
    this.#words = words
    this.#names = names
  }

  isHost(name: string): boolean {
    return this.#names.hosts.has(name)
  }

  /** Whether a word names a machine, or something of one, or nearly so. */
  isNamed(word: string): boolean {
    const { host = word } = partsOf(word) ?? {}
    return this.isHost(host) || didYouMean(host, this.hostNames) !== ''
  }

  /** The names of hosts, for suggestions. */
  get hostNames(): string[] {
    return [...this.#names.hosts.keys()]
  }

  /** One sentence of each kind: all that there are. */
  get examples(): string {
    const { host, group } = this.#names.example
    const masters = ['nobody is MASTER', 'two MASTERs', 'at most one MASTER'].map((count) => `${count} of ${group}`)
    const others = [
      `ping ${host} -> 10.0.0.3 fails`,
      `demotion of ${host} is 240`,
      `hast test of ${host} is primary`,
      `log of ${host} matches /preempting/`,
    ]
    return [`${host} is MASTER of ${group}`, `${host} becomes BACKUP`, ...masters, ...others].join(' · ')
  }

  host(word: Word): string | undefined {
    if (this.isHost(word.text)) return this.#isRead(word.text) ? word.text : undefined
    const { host } = partsOf(word.text) ?? {}
    if (host !== undefined && this.isHost(host)) return this.#words.wrong(word, `here comes a whole host: ${host}`)
    return this.#unknown(word, 'host', this.hostNames)
  }

  /** The resources of HAST that the files of a machine name. */
  resourcesOf(host: string): readonly string[] {
    const text = this.#names.hosts.get(host)?.files?.['/etc/hast.conf'] ?? ''
    return parseHastConf(text).settings.flatMap((one) => (one.kind === 'resource' ? [one.name.text] : []))
  }

  /** What a machine asks over TCP, with its port; that may be left out where there is only one. */
  requested(host: string, of: Asking, word: Word): string | undefined {
    const asked = requestsOf(this.#names.hosts.get(host), of)
    const found = asked.filter((address) => address === word.text || machineOf(address) === word.text)
    if (found.length === 1) return found[0]
    const verb = of === 'fetch' ? 'fetches' : 'keeps connections to'
    if (found.length > 1) return this.#words.wrong(word, `which port? write ${listed(found, ' or ')}`)
    const known = asked.length === 0 ? `${host} ${verb} nothing` : `it ${verb} ${listed(asked)}`
    return this.#words.wrong(word, `${host} does not ask ${shown(word.text || 'nothing')} so: ${known}`)
  }

  /** The one virtual host that a name, and `of lan/1` behind it, mean. */
  vhost(word: Word, group: Word | undefined): VhostName | undefined {
    const found = this.#matching(word, group)
    if (found === undefined) return undefined
    if (found.length === 1) return plain(found[0]!)
    const choices = found.map((member) => `${word.text} … of ${member.group}`)
    const same = new Set(choices).size < choices.length
    const written = same ? found.map(nameOf) : choices
    return this.#words.wrong(word, `which virtual host? write ${listed(written, ' or ')}`)
  }

  /** All virtual hosts that a name, and `of lan/1` behind it, mean: one or more. */
  vhosts(word: Word, group: Word | undefined): readonly VhostName[] | undefined {
    return this.#matching(word, group)?.map(plain)
  }

  #matching(word: Word, group: Word | undefined): readonly Member[] | undefined {
    const named = this.#part(word)
    const of = group && this.group(group)
    if (named === undefined || (group !== undefined && of === undefined)) return undefined
    const found = this.#names.members.filter(
      (member) => isNamed(member, named) && (of === undefined || member.group === of),
    )
    if (found.length > 0) return found
    const own = this.#names.members.filter((member) => isNamed(member, named))
    if (group !== undefined && own.length > 0) {
      const groups = listed(own.map((member) => member.group))
      return this.#words.wrong(group, `${shown(word.text)} has no virtual host in ${of}; it has one in ${groups}`)
    }
    const ofHost = this.#names.members.filter(({ host }) => host === named.host)
    return this.#words.wrong(word, `${shown(word.text)} has no virtual host${listOf(ofHost)}`)
  }

  /** The virtual hosts of a group, or of all. */
  members(group: string | undefined): readonly VhostName[] {
    return this.#names.members.filter((member) => group === undefined || member.group === group).map(plain)
  }

  /** A group, as network/vhid. */
  group(word: Word): string | undefined {
    const all = this.#names.groupNames
    if (all.includes(word.text)) return word.text
    if (!this.#names.complete) return undefined
    return this.#unknown(word, 'group of virtual hosts', all)
  }

  /** The group that is meant where none is named. */
  onlyGroup(word: Word): string | undefined {
    const all = this.#names.groupNames
    if (!this.#names.complete) return undefined
    if (all.length === 1) return all[0]
    if (all.length === 0) return this.#words.wrong(word, 'no machine has a virtual host')
    const choices = all.map((group) => `${word.text} of ${group}`)
    return this.#words.wrong(word, `of which virtual hosts? write ${listed(choices, ' or ')}`)
  }

  /** What the file calls a group: its virtual hosts on one machine. */
  ownedBy(host: string, word: Word): readonly VhostName[] | undefined {
    const members = this.#names.groups.get(word.text)
    if (members === undefined) {
      const known = [...this.#names.groups.keys()]
      if (known.length > 0) return this.#unknown(word, 'group', known)
      const own = this.#names.members.filter((member) => member.host === host).map(({ group }) => group)
      if (own.length === 0) return this.#words.wrong(word, `${host} has no virtual host, and can never own any`)
      const example = `groups: { ${shown(word.text || 'outside')}: [${listed(own)}] }`
      return this.#words.wrong(word, `the file names no groups; write beside hosts: ${example}`)
    }
    const own = this.#names.members.filter((member) => member.host === host && members.includes(member.group))
    const missing = members.find((member) => !own.some(({ group }) => group === member))
    if (missing === undefined) return own.map(plain)
    return this.#words.wrong(word, `${host} has no virtual host in ${missing}, and can never own ${word.text}`)
  }

  /** A host, a host.interface, a virtual host, or a group of them; none for `any`. */
  parts(word: Word): readonly Part[] | undefined {
    if (word.text === 'any') return []
    if (this.#names.groupNames.includes(word.text) && !this.isHost(word.text)) return this.members(word.text)
    const part = this.#part(word)
    return part && [part]
  }

  #part(word: Word): Part | undefined {
    const part = partsOf(word.text)
    if (part === undefined || !this.isHost(part.host)) {
      if (part !== undefined && this.#names.groupNames.includes(word.text)) {
        const say = `${word.text} is a group, not a machine; for any of its machines write somebody … of ${word.text}`
        return this.#words.wrong(word, say)
      }
      return this.#unknown(word, 'host', this.hostNames)
    }
    const host = this.#names.hosts.get(part.host)
    if (!host) return undefined
    const cards = host.interfaces.map(({ name }) => name)
    if (part.interface === undefined || cards.includes(part.interface)) return part
    return this.#unknown(
      word,
      'interface',
      cards.map((card) => `${part.host}.${card}`),
    )
  }

  switch(word: Word): string | undefined {
    const all = this.#names.switchNames
    return all.includes(word.text) ? word.text : this.#unknown(word, 'switch', all)
  }

  /** One of the names that the machines give, of that kind. */
  known(kind: string, word: Word, of: (hosts: SentenceNames['hosts']) => readonly string[]): string | undefined {
    const all = of(this.#names.hosts)
    return all.includes(word.text) ? word.text : this.#unknown(word, kind, all)
  }

  #isRead(host: string): boolean {
    return this.#names.hosts.get(host) !== null
  }

  #unknown(word: Word, kind: string, known: readonly string[]): undefined {
    if (word.text === '') return this.#words.wrong(word, `here is missing: a ${kind}${listOfNames(known)}`)
    return this.#words.wrong(word, `there is no ${kind} ${shown(word.text)}${suggestion(word.text, known, 'known')}`)
  }
}

function partsOf(text: string): Part | undefined {
  const match = /^([a-z][a-z0-9-]*)(?:\.([a-z][a-z0-9._-]*))?(?:\/(\d{1,3}))?$/.exec(text)
  if (!match) return undefined
  const [, host = '', on, vhid] = match
  return { host, ...(on !== undefined && { interface: on }), ...(vhid !== undefined && { vhid: Number(vhid) }) }
}

function listOfNames(names: readonly string[]): string {
  return names.length === 0 ? '' : `, such as ${names[0]}`
}
