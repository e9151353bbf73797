import type { Course } from '../../engine/course.ts'
import type { Command, Sink } from '../../shell/machine.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Apache } from './apache.ts'

/** So long its script waits until what it stopped has ended. */
const STOPPING: Micros = SECOND
const USAGE = 'Usage: /etc/init.d/apache2 {start|stop|restart|reload|force-reload|status}\n'

/** /etc/init.d/apache2 of Debian. */
export function initScript(apache: Apache): Command {
  return function* ({ args: [verb], io: { stdout, stderr } }) {
    switch (verb) {
      case 'start':
        return yield* started(apache, 'Starting web server: apache2', stdout, stderr)
      case 'stop':
        yield* stdout.write('Stopping web server: apache2')
        yield* stopped(apache)
        yield* stdout.write('.\n')
        return 0
      case 'restart':
        yield* stopped(apache)
        return yield* started(apache, 'Restarting web server: apache2', stdout, stderr)
      case 'reload':
      case 'force-reload':
        yield* stdout.write('Reloading web server config: apache2.\n')
        return 0
      case 'status':
        yield* stdout.write(
          apache.pid === null ? 'Apache2 is NOT running.\n' : `Apache2 is running (pid ${apache.pid}).\n`,
        )
        return apache.pid === null ? 1 : 0
      default:
        yield* stdout.write(USAGE)
        return 1
    }
  }
}

function* started(apache: Apache, words: string, stdout: Sink, stderr: Sink): Course<number> {
  yield* stdout.write(words)
  const says = apache.start()
  yield* stderr.write(says === '' ? '' : `\n${says}`)
  yield* stdout.write(apache.pid === null ? ' failed!\n' : '.\n')
  return apache.pid === null ? 1 : 0
}

function* stopped(apache: Apache): Course<void> {
  if (apache.pid === null) return
  apache.stop()
  yield STOPPING
}
