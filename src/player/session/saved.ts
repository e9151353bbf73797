import { saveScenario } from '../../scenario/save/save.ts'
import { currentOf, type Session } from './state.ts'

/** The current branch as a file. */
export function saved(session: Session, _base?: string): string {
  return saveScenario(currentOf(session).scenario)
}
