import { TEXTS } from '../texts/texts.ts'
import { promptFor } from './console.ts'
import type { Asking, Player } from './state.ts'

/** What stands before a line that is being typed. */
export function promptBefore({ session }: Pick<Player, 'session'>, { is }: Asking): string {
  switch (is) {
    case 'command':
      return ':'
    case 'filter':
      return '/'
    case 'save':
      return TEXTS.saveAs
    case 'console':
      return promptFor(session)
  }
}
