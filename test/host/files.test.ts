import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  BUSY,
  CROSS_DEVICE,
  Disk,
  NAME_TOO_LONG,
  NO_ENTRY,
  NO_SPACE,
  NOT_SUPPORTED,
  READ_ONLY,
  TOO_MANY_LINKS,
} from '../../src/host/disk.ts'
import { FileTree } from '../../src/host/files/tree.ts'
import { NaiveFiles } from './files.ts'

const names = (least: number) => fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: least, maxLength: 4 })
const path = names(1).map((steps) => `/${steps.join('/')}`)
const crooked = fc
  .array(fc.constantFrom('a', 'b', '..', '.', ''), { minLength: 1, maxLength: 5 })
  .filter((steps) => /[ab]/.test(steps.at(-1)!))
  .map((steps) => steps.join('/') || 'a')

const acts = fc.oneof(
  fc.record({ do: fc.constantFrom('make' as const, 'rmdir' as const, 'unlink' as const, 'read' as const), path }),
  fc.record({ do: fc.constant('write' as const), path, text: fc.constantFrom('', 'x', 'yy') }),
  fc.record({ do: fc.constant('link' as const), path, to: crooked }),
  fc.record({ do: fc.constantFrom('rename' as const, 'name' as const), path, to: path }),
)
type Act = typeof acts extends fc.Arbitrary<infer A> ? A : never

function onDisk(files: Disk, act: Act): string | null {
  if (act.do === 'write') return files.write(act.path, act.text)
  if (act.do === 'link') return files.link(act.path, act.to)
  if (act.do === 'rename') return files.rename(act.path, act.to)
  if (act.do === 'name') return files.name(act.path, act.to)
  if (act.do === 'make') return files.make(act.path)
  if (act.do !== 'read') return files.unlink(act.path, act.do === 'rmdir' ? 'directory' : 'file')
  const text = files.read(act.path)
  return 'is' in text ? `= ${text.is}` : text.error
}

function naively(files: NaiveFiles, act: Act): string | null {
  if (act.do === 'write') return files.write(act.path, act.text)
  if (act.do === 'link') return files.add(act.path, { is: 'link', to: act.to })
  if (act.do === 'rename') return files.rename(act.path, act.to)
  if (act.do === 'name') return files.name(act.path, act.to)
  if (act.do === 'make') return files.add(act.path, { is: 'directory' })
  if (act.do !== 'read') return files.unlink(act.path, act.do === 'rmdir' ? 'directory' : 'file')
  return files.read(act.path)
}

function allOf(files: Disk): readonly string[] {
  return files.paths.map((each) => {
    const stat = files.lstat(each)
    if ('error' in stat) return stat.error
    if (stat.is.kind === 'directory') return each
    const text = files.read(each)
    const shown = stat.is.kind === 'link' ? `-> ${files.linkAt(each)}` : 'is' in text ? text.is : text.error
    return `${each} ${shown} ${stat.is.links}`
  })
}

test('whatever is done to files, they are as in a list of whole paths, and answer the same', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 40 }), (all) => {
      const files = new Disk({}, {})
      for (const given of files.paths) if (given !== '/') files.remove(given)
      const naive = new NaiveFiles()
      for (const act of all) expect([act, onDisk(files, act)]).toEqual([act, naively(naive, act)])
      expect(allOf(files).toSorted()).toEqual(naive.all)
    }),
    { numRuns: 1_000 },
  )
})

test('a directory is named by itself, by the one above, and by each below', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 40 }), (all) => {
      const files = new Disk({}, {})
      for (const act of all) onDisk(files, act)
      for (const each of files.paths) {
        const stat = files.lstat(each)
        if ('error' in stat || stat.is.kind !== 'directory') continue
        const below = files.list(each)
        const kinds = 'is' in below ? below.is.map((name) => files.lstat(`${each}/${name}`)) : []
        const folders = kinds.filter((one) => 'is' in one && one.is.kind === 'directory')
        expect(stat.is.links).toBe(2 + folders.length)
      }
    }),
  )
})

test('a file has as many bytes as its text in UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const files = new Disk({ '/x': text }, {})
      expect(files.stat('/x')).toMatchObject({ is: { size: Buffer.byteLength(text) } })
    }),
  )
})

test('links lead on 32 times, and names and paths are as long as they may be', () => {
  const files = new Disk({ '/0': 'end' }, {})
  for (let i = 1; i <= 33; i++) files.link(`/${i}`, `${i - 1}`)
  expect(files.read('/32')).toEqual({ is: 'end' })
  expect(files.read('/33')).toEqual({ error: TOO_MANY_LINKS })
  expect(files.write(`/${'n'.repeat(255)}`, '')).toBeNull()
  expect(files.write(`/${'n'.repeat(256)}`, '')).toBe(NAME_TOO_LONG)
  expect(files.write(`/${'./'.repeat(600)}x`, '')).toBe(NAME_TOO_LONG)
})

test('two names are one file, until the last of them goes', () => {
  const files = new Disk({ '/a': 'one' }, {})
  files.name('/a', '/b')
  files.append('/b', ' two')
  expect(files.read('/a')).toEqual({ is: 'one two' })
  expect(files.stat('/a')).toMatchObject({ is: { links: 2, size: 7 } })
  const held = files.find('/a')
  files.unlink('/a')
  files.unlink('/b')
  expect(files.read('/b')).toEqual({ error: NO_ENTRY })
  // Who has it open still writes to it.
  expect('is' in held && held.is.tree.rewrite(held.is, 'three')).toBeNull()
})

test('what is attached hides what was there, and has its own room and names', () => {
  const files = new Disk({ '/hast/test/hidden': 'under' }, {})
  const tree = new FileTree({ now: () => 7, group: 'operator', characters: 5 })
  expect(files.attach('/hast/test', tree)).toBeNull()
  expect(files.list('/hast/test')).toEqual({ is: [] })
  expect(files.write('/hast/test/file', 'five!')).toBeNull()
  expect(files.append('/hast/test/file', '!')).toBe(NO_SPACE)
  expect(files.stat('/hast/test/file')).toMatchObject({ is: { modified: 7, group: 'operator' } })
  expect(files.name('/hast/test/file', '/tmp/other')).toBe(CROSS_DEVICE)
  expect(files.rename('/hast/test/file', '/tmp/other')).toBe(CROSS_DEVICE)
  for (const held of ['/hast/test', '/hast', '/hast/test/.']) expect(files.remove(held)).toBe(BUSY)
  expect(files.rename('/hast', '/other')).toBe(BUSY)
  files.link('/hast/test/up', '../..')
  expect(files.list('/hast/test/up')).toEqual(files.list('/'))
  tree.isReadOnly = true
  expect(files.write('/hast/test/file', '')).toBe(READ_ONLY)
  expect(files.unlink('/hast/test/file')).toBe(READ_ONLY)
  expect(files.detach(tree)).toBeNull()
  expect(files.read('/hast/test/hidden')).toEqual({ is: 'under' })
  expect(files.detach(tree)).toBe(BUSY)
})

test('one is attached on the other, and goes first', () => {
  const files = new Disk({}, {})
  const [outer, inner] = [1, 2].map(() => new FileTree({ now: () => 0, group: 'wheel' })) as [FileTree, FileTree]
  files.attach('/tmp', outer)
  files.make('/tmp/on')
  files.attach('/tmp/on', inner)
  files.write('/tmp/on/x', 'inner')
  files.attach('/tmp', new FileTree({ now: () => 0, group: 'wheel' }))
  expect(files.exists('/tmp/on/x')).toBe(false)
  expect(files.detach(outer)).toBe(BUSY)
  files.reset()
  expect(files.list('/tmp')).toEqual({ is: [] })
})

test('devices take and give what they like; nothing else is made where devices are', () => {
  const files = new Disk({}, {})
  files.attach('/dev', new FileTree({ now: () => 0, group: 'wheel', onlyDevices: true }))
  const written: string[] = []
  const device = {
    kind: 'character device' as const,
    number: '0x10',
    read: () => 'given',
    write: (text: string) => (written.push(text) > 2 ? NO_SPACE : null),
  }
  expect(files.makeSpecial('/dev/x', device)).toBeNull()
  expect(files.read('/dev/x')).toEqual({ is: 'given' })
  expect([files.write('/dev/x', 'a'), files.append('/dev/x', 'b'), files.write('/dev/x', 'c')]).toEqual([
    null,
    null,
    NO_SPACE,
  ])
  expect(written).toEqual(['a', 'b', 'c'])
  expect(files.stat('/dev/x')).toMatchObject({ is: { kind: 'character device', device: '0x10', size: 0 } })
  expect(files.write('/dev/none', '')).toBe(NOT_SUPPORTED)
  expect(files.make('/dev/folder')).toBe(NOT_SUPPORTED)
  expect(files.makeSpecial('/tmp/socket', 'socket')).toBeNull()
  expect(files.read('/tmp/socket')).toEqual({ error: NOT_SUPPORTED })
})
