import type { HostSpec } from '../../src/scenario/scenario.ts'
import { SentenceNames } from '../../src/scenario/sentences/names.ts'
import { readSentence } from '../../src/scenario/sentences/read.ts'
import type { Sentence } from '../../src/trace/sentence.ts'

/** Names of machines on one network, each with one virtual host, as `castOf` makes them. */
export function namesFor(...hosts: string[]): SentenceNames {
  const spec = {
    interfaces: [{ name: 'em0', plug: 'lan' }],
    carp: [{ interface: 'em0', vhid: 1 }],
  } as unknown as HostSpec
  return new SentenceNames(new Map(hosts.map((name) => [name, spec])), [{ name: 'outside', members: ['lan/1'] }])
}

/** A sentence about machines a and b that must be one. */
export function sentence(text: string): Sentence {
  const { sentence, flaw } = readSentence(text, namesFor('a', 'b'))
  if (sentence === undefined) throw new Error(`${text}: ${flaw?.message}`)
  return sentence
}
