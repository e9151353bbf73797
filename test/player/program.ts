import { join } from 'node:path'
import { LIBRARY } from '../../src/cli/library.ts'
import { openScenario } from '../../src/cli/scenario.ts'
import { type App, appOf } from '../../src/player/app/app.ts'
import type { Size } from '../../src/player/app/program.ts'
import { playerOf } from '../../src/player/app/state.ts'
import { open } from '../../src/player/session/session.ts'

// The player without a terminal: the program is pure.

const USUAL: Size = { columns: 100, rows: 30 }

const program = (ascii: boolean) => appOf({ ascii, preview: () => ({ problem: 'none' }) })

/** The player with a scenario of the library. */
export async function appFor(name: string): Promise<App> {
  const { scenario } = await openScenario(join(LIBRARY, `${name}.yaml`), {})
  return { library: null, player: playerOf(open(scenario)), path: name, left: new Map() }
}

export function after(app: App, keys: readonly string[], size = USUAL): App {
  return keys.reduce((so, key) => program(false).press(so, key, size).state, app)
}

/** What is to be seen, in lines. */
export function screen(app: App, size = USUAL, ascii = false): string {
  const lines = program(ascii).paint(app, size)
  return lines.map((line) => line.map(({ text }) => text).join('')).join('\n')
}
