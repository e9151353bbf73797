import fc from 'fast-check'

/** What breaks files, in one format or another. */
const SCRAPS = [
  ...'"\'\\`$#;{}()<>&|!=\n\t \r/*.:-_019aZ\u201c\u2019\u0000\ufeff\ud800',
  ...['$(', '${', '/*', '*/', '//', '""', '<<', '\\\n', 'if ', ' fi', 'then', 'notify 1 {', '};', 'alias', 'iface '],
  ...['10.0.0.3/24', ' NONE', 'vhid 1 ', ' advskew 255', 'carp1', 'inet6 2001:db8::9 ', ' advbase 0'],
]

/** Cuts, doubles, swaps and mends of a text. */
export function mutated(good: string): fc.Arbitrary<string> {
  const at = fc.nat(good.length)
  const put = fc.record({ at, scrap: fc.constantFrom(...SCRAPS) }).map(
    ({ at, scrap }) =>
      (text: string) =>
        text.slice(0, at) + scrap + text.slice(at),
  )
  const cut = fc.record({ at, size: fc.integer({ min: 1, max: 20 }) }).map(
    ({ at, size }) =>
      (text: string) =>
        text.slice(0, at) + text.slice(at + size),
  )
  const move = fc.record({ at, to: at, size: fc.integer({ min: 1, max: 30 }) }).map(
    ({ at, to, size }) =>
      (text: string) =>
        text.slice(0, to) + text.slice(at, at + size) + text.slice(to),
  )
  return fc
    .array(fc.oneof(put, cut, move), { minLength: 1, maxLength: 6 })
    .map((edits) => edits.reduce((text, edit) => edit(text), good))
}
