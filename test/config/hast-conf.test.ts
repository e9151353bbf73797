import { expect, test } from 'vitest'
import { parseHastConf } from '../../src/config/hast-conf.ts'

const saidOf = (text: string, language?: 'old' | 'new') => {
  const { error, echoed } = parseHastConf(text, language)
  return { says: error?.says, echoed }
}

test('a comment from a web page: its signs are printed and passed over, its letters are words of the language', () => {
  const text =
    'resource test {\n    on hasta {\n        local /dev/ad6 ( 看你那顆HD要來做同步 )\n        remote 192.168.1.52\n    }\n}\n'
  expect(saidOf(text)).toEqual({
    says: "Unable to parse configuration file at line 3 near 'HD': syntax error",
    echoed: '(看你那顆',
  })
})

test('quotes and semicolons do no harm, but are printed', () => {
  const { settings, error, echoed } = parseHastConf('resource "test" { local "/dev/ad6"; };')
  expect([error, echoed]).toEqual([undefined, '"""";;'])
  expect(settings).toMatchObject([
    { kind: 'resource', name: { text: 'test' }, entries: [{ value: { text: '/dev/ad6' } }] },
  ])
})

test.each([
  ['resource test { on a { remote } }', "near '}': syntax error"],
  ['resource test {', "near '': syntax error"],
  ['resource name { }', "near 'name': syntax error"],
  ['resource 12 { }', "near '12': syntax error"],
  ['on 7 { }', "near '7': syntax error"],
  ['resource test { replication sync }', "near 'sync': syntax error"],
  ['remote 10.0.0.1', "near 'remote': syntax error"],
  ['resource test { control /x }', "near 'control': syntax error"],
  ['timeout ten', "near 'ten': syntax error"],
])('%s: %s', (text, says) => {
  expect(saidOf(text).says).toBe(`Unable to parse configuration file at line 1 ${says}`)
})

test('a keyword is one by itself alone: the longest word wins', () => {
  const { settings } = parseHastConf('resource testname { on local1 { local on/off remote none } }')
  expect(settings).toMatchObject([{ name: { text: 'testname' }, entries: [{ node: { text: 'local1' } }] }])
})

test('what is said twice, and what makes no sense, ends it where it stands', () => {
  expect(saidOf('timeout 0').says).toBe('Negative or zero timeout.')
  expect(saidOf('resource a { }\nresource a { } {').says).toBe('Resource a configured more than once.')
})

test('what came later is no keyword of 8.1 and 8.2', () => {
  const text = 'resource test { checksum crc32 }'
  expect(saidOf(text).says).toBeUndefined()
  expect(saidOf(text, 'old').says).toBe("Unable to parse configuration file at line 1 near 'checksum': syntax error")
  expect(saidOf('resource hole { }', 'old').says).toBeUndefined()
})
