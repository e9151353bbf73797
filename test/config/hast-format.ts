import fc from 'fast-check'
import {
  type HastName,
  type HastSetting,
  type HastValue,
  parseHastConf,
  printHastConf,
} from '../../src/config/hast-conf.ts'
import type { Place, Word } from '../../src/config/text.ts'

const NOWHERE: Place = { start: 0, end: 0, line: 1, column: 1 }
const place = fc.constant(NOWHERE)
const word = (text: string): Word => ({ text, place: NOWHERE })
const text = fc
  .constantFrom('test', 'testname', '/dev/ad6', '192.168.1.52', 'tcp4://10.0.0.1:8457', 'a', '[::1]')
  .map(word)

const CHOICES: Readonly<Record<string, fc.Arbitrary<Word>>> = {
  replication: fc.constantFrom('fullsync', 'memsync', 'async').map(word),
  checksum: fc.constantFrom('none', 'crc32', 'sha256').map(word),
  compression: fc.constantFrom('none', 'hole', 'lzf').map(word),
  metaflush: fc.constantFrom('on', 'off').map(word),
  timeout: fc.integer({ min: 1, max: 600 }).map((seconds) => word(`${seconds}`)),
}

function valuesOf(names: readonly HastName[]): fc.Arbitrary<HastValue> {
  const all = names.map((name) =>
    fc.record({ kind: fc.constant('value' as const), name: fc.constant(name), value: CHOICES[name] ?? text, place }),
  )
  return fc.oneof(...all)
}

function nodeOf(names: readonly HastName[]) {
  const values = fc.array(valuesOf(names), { maxLength: 4 })
  return fc.record({ kind: fc.constant('on' as const), node: text, values, place })
}

const settings: fc.Arbitrary<readonly HastSetting[]> = fc
  .array(
    fc.oneof(
      valuesOf(['control', 'pidfile', 'listen', 'replication', 'checksum', 'compression', 'timeout', 'exec']),
      nodeOf(['control', 'pidfile', 'listen']),
      fc.record({
        kind: fc.constant('resource' as const),
        name: text,
        entries: fc.array(
          fc.oneof(
            valuesOf(['replication', 'name', 'local', 'metaflush']),
            nodeOf(['name', 'local', 'remote', 'source']),
          ),
          { maxLength: 4 },
        ),
        place,
      }),
    ),
    { maxLength: 6 },
  )
  .map((all) => all.map((one, at) => (one.kind === 'resource' ? { ...one, name: word(`${one.name.text}${at}`) } : one)))

export const HAST_FORMAT = {
  parse: (file: string) => parseHastConf(file),
  print: printHastConf,
  good: `# two nodes
replication memsync
on hasta { listen 192.168.1.51 }
resource test {
    timeout 10 # seconds
    on hasta {
        local /dev/ad6
        remote 192.168.1.52
    }
    on hastb.example.org { local /dev/ad6 remote none source 192.168.1.52 }
}
`,
  any: settings,
}
