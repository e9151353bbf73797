import type { Course } from '../../../engine/course.ts'
import { type Micros, SECOND } from '../../../time.ts'
import { absolute, baseOf, join } from '../../disk.ts'
import { commandOf } from '../program.ts'
import { wget as fetching } from '../wget.ts'
import { ends, type Made } from './called.ts'

/** Sources of ucarp, as somebody fetches, builds and installs them: a line each, in about the time that it takes. */
const ARCHIVE = /^(ucarp-[\d.]+)\.tar\.(?:bz2|gz)$/
const TIMES = { fetch: SECOND, unpack: SECOND / 10, configure: 8 * SECOND, make: 5 * SECOND, install: SECOND / 2 }

/** wget(1): these sources there are, though there is no Internet here. */
export const wget: Made = (machine) => (called) => {
  const name = baseOf(called.args.find((word) => !word.startsWith('-')) ?? '')
  if (!ARCHIVE.test(name)) return commandOf(machine.host, machine.space, fetching)(called)
  return after(TIMES.fetch, () => {
    machine.space.files.write(absolute(name, called.directory), `${name}\n`)
    return ends(called, 0, { stderr: `'${name}' saved\n` })
  })
}

function* after(time: Micros, then: () => Course<number>): Course<number> {
  yield time
  return yield* then()
}

/** tar(1), of those sources alone. */
export const tar: Made = (machine) => (called) => {
  const name = called.args.find((word) => ARCHIVE.test(baseOf(word)))
  if (name === undefined) return ends(called, 2, { stderr: 'tar: carpsim unpacks the sources of ucarp alone\n' })
  const { files } = machine.space
  if (!files.exists(absolute(name, called.directory)))
    return ends(called, 2, { stderr: `tar (child): ${name}: Cannot open: No such file or directory\n` })
  const [, folder = ''] = ARCHIVE.exec(baseOf(name)) ?? []
  return after(TIMES.unpack, () => {
    const path = join(called.directory, folder)
    files.makeAll(path)
    files.write(join(path, 'configure'), CONFIGURE)
    files.set(join(path, 'configure'), { mode: 0o755 })
    return ends(called, 0, {})
  })
}

/** It asks the program below for what it has to do. */
const CONFIGURE = '#!/bin/sh\nexec /usr/share/autoconf/configure\n'

/** `./configure` */
export const configure: Made =
  ({ space }) =>
  (called) =>
    after(TIMES.configure, () => {
      space.files.write(join(called.directory, 'Makefile'), 'ucarp\n')
      return ends(called, 0, { stdout: 'config.status: creating Makefile\n' })
    })

/** make(1): `make`, `make install`. */
export const make: Made = (machine) => (called) => {
  const { files, programs } = machine.space
  const read = files.read(join(called.directory, 'Makefile'))
  if ('error' in read)
    return ends(called, 2, { stderr: 'make: *** No targets specified and no makefile found.  Stop.\n' })
  if (!called.args.includes('install'))
    return after(TIMES.make, () => {
      files.write(join(called.directory, 'ucarp'), '\x7fELF')
      return ends(called, 0, { stdout: 'gcc -o ucarp ucarp.o carp.o\n' })
    })
  if (!files.exists(join(called.directory, 'ucarp')))
    return ends(called, 2, { stderr: "make: *** No rule to make target 'ucarp', needed by 'install'.  Stop.\n" })
  return after(TIMES.install, () => {
    const path = '/usr/local/sbin/ucarp'
    files.makeAll('/usr/local/sbin')
    files.write(path, '\x7fELF')
    files.set(path, { mode: 0o755 })
    const command = programs.get('/usr/sbin/ucarp')
    if (command !== undefined) programs.set(path, command)
    return ends(called, 0, { stdout: `/usr/bin/install -c ucarp ${path}\n` })
  })
}
