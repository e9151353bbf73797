import type { Course } from '../../engine/course.ts'
import { absolute } from '../../host/disk.ts'
import type { Command } from '../../shell/machine.ts'
import { readCommandLine } from './command-line.ts'
import { docarp, type Surroundings } from './docarp.ts'
import { Voice } from './voice.ts'

/** /usr/sbin/ucarp of a machine (ucarp 1.5.2, src/ucarp.c, src/daemonize.c). */
export function program(around: Surroundings): Command {
  const { host, space } = around
  return function* ({ name, args, directory, io, process: self }) {
    const { settings, said, stdout, stderr, exit } = readCommandLine(args, {
      called: name,
      firstInterface: host.nics.find(({ up }) => up)?.name,
      read: (path) => space.files.read(absolute(path, directory)),
    })
    const voice = new Voice(host, self.pid)
    for (const one of said) voice.say(one)
    yield* voice.write(io)
    yield* io.stderr.write(stderr)
    yield* io.stdout.write(stdout)
    if (settings === null) return exit
    if (!settings.daemonize) return yield* docarp(around, settings, self, io)
    const title = [name, ...args].join(' ')
    // It forks, and what it forks forks once more, in a session without a terminal of which it is no leader.
    const fork = function* (): Course<number> {
      space.processes.start(title, (daemon) => docarp(around, settings, daemon, null))
      return 0
    }
    space.processes.start(title, fork, false)
    return 0
  }
}
