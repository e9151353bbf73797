import fc from 'fast-check'
import { expect, test } from 'vitest'
import { absolute, Disk, NO_ENTRY, NO_SPACE, NOT_DIRECTORY, TOO_MANY_LINKS } from '../../src/host/disk.ts'

test('what is given is there, and there again after all else has gone', () => {
  const files = new Disk({ '/etc/rc.conf': 'hostname="a"\n' }, { '/etc/rc.conf': 0o600 })
  files.write('/etc/rc.conf', 'other')
  files.write('/tmp/x', 'new')
  files.remove('/etc')
  expect(files.read('/etc/rc.conf')).toEqual({ error: NO_ENTRY })
  files.reset()
  expect(files.read('/etc/rc.conf')).toEqual({ is: 'hostname="a"\n' })
  expect(files.exists('/tmp/x')).toBe(false)
  expect(files.modeOf('/etc/rc.conf')).toBe(0o600)
})

test('a link is what it leads to, in the middle of a path, too; links in a circle lead nowhere', () => {
  const files = new Disk({}, {})
  files.makeAll('/a/b')
  files.link('/short', 'a/b')
  expect(files.write('/short/file', 'text')).toBeNull()
  expect(files.read('/a/b/file')).toEqual({ is: 'text' })
  expect(files.make('/short/folder')).toBeNull()
  expect(files.list('/a/b')).toEqual({ is: ['file', 'folder'] })
  files.remove('/short/folder')
  expect(files.list('/short')).toEqual({ is: ['file'] })
  files.link('/one', '/two')
  files.link('/two', '/one')
  expect(files.read('/one')).toEqual({ error: TOO_MANY_LINKS })
  expect(files.write('/one', '')).toBe(TOO_MANY_LINKS)
})

test('what cannot be written says why, and a full disk is full', () => {
  const files = new Disk({}, {})
  expect(files.write('/nowhere/x', '')).toBe(NO_ENTRY)
  files.write('/tmp/file', '')
  expect(files.write('/tmp/file/x', '')).toBe(NOT_DIRECTORY)
  expect(files.write('/tmp/large', 'x'.repeat(16_777_216))).toBeNull()
  expect(files.write('/tmp/more', 'x')).toBe(NO_SPACE)
  files.remove('/tmp/large')
  expect(files.write('/tmp/more', 'x')).toBeNull()
})

const path = fc.array(fc.constantFrom('a', 'b', '..', '.', ''), { maxLength: 6 }).map((names) => `/${names.join('/')}`)

test('a path without dots leads where it led before, and nothing is above the root', () => {
  fc.assert(
    fc.property(path, path, (one, other) => {
      const whole = absolute(one, '/')
      expect(whole).toMatch(/^\/$|^(\/[ab])+$/)
      expect(absolute(whole, other)).toBe(whole)
      expect(absolute(`.${other}`, whole)).toBe(absolute(`${one}/${other}`, '/'))
    }),
  )
})

test('whatever is done to files, each name but the root is in a directory', () => {
  const act = fc.tuple(fc.constantFrom('write', 'make', 'makeAll', 'remove', 'link'), path, path)
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const files = new Disk({}, {})
      for (const [what, given, to] of acts) {
        const at = absolute(given, '/')
        if (what === 'write') files.write(at, 'x')
        else if (what === 'link') files.link(at, to)
        else if (what !== 'remove') files[what](at)
        else if (at !== '/') files.remove(at)
      }
      for (const name of files.paths) {
        const above = name.slice(0, name.lastIndexOf('/')) || '/'
        expect(files.isDirectory(above)).toBe(true)
        expect(files.linkAt(above)).toBeUndefined()
      }
    }),
  )
})
