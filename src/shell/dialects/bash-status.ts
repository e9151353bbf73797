import type { Reach, ShellError } from '../dialect.ts'
import { LIMIT_STATUS } from './wording.ts'

export function bashStatus(error: ShellError): number {
  switch (error.is) {
    case 'limit':
      return error.limit === 'processes' ? 254 : LIMIT_STATUS[error.limit]
    case 'no command':
      return error.why === 'not found' ? 127 : 126
    case 'no child':
      return 127
    case 'bad option':
    case 'bad option name':
    case 'no argument':
    case 'usage':
    case 'too few arguments':
    case 'missing bracket':
    case 'test':
      return 2
    case 'bad number':
      return error.command === 'shift'
        ? 1
        : ['break', 'continue'].includes(error.command)
          ? /\D/.test(error.text)
            ? 128
            : 1
          : 2
    case 'outside a function':
      return error.command === 'return' ? 2 : 1
    case 'outside a loop':
    case 'getopts option':
    case 'getopts argument':
      return 0
    default:
      return 1
  }
}

/** Bad expansions leave out what stands on the line too (DISCARD); what is not set ends the shell (FORCE_EOF). */
export function bashReach(error: ShellError): Reach {
  switch (error.is) {
    case 'unset':
    case 'wanted':
    case 'limit':
      return 'shell'
    case 'bad substitution':
    case 'cannot assign':
    case 'arithmetic':
    case 'no number in':
    case 'substring':
      return 'line'
    case 'readonly':
      return error.command === undefined ? 'line' : 'command'
    case 'bad number':
      return ['break', 'continue'].includes(error.command) && /\D/.test(error.text) ? 'shell' : 'command'
    default:
      return error.is === 'no command' && error.command === 'exec' ? 'shell' : 'command'
  }
}
