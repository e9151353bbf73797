import type { Line } from '../../views/lanes/paint.ts'
import { inAnsi } from './looks.ts'
import { screenWith } from './modes.ts'
import type { Show } from './program.ts'

const ENTER = '\u001b[?1049h\u001b[?25l'
const LEAVE = '\u001b[?25h\u001b[?1049l'
const CLEAR = '\u001b[2J'
/** To the first cell, where whoever paints next begins. */
const HOME = '\u001b[H'
/** What is between these is shown at once. */
const BEGIN = '\u001b[?2026h'
const END = '\u001b[?2026l'

/** By these the terminal would be left as it is now. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP'] as const

/**
 * Shows a screen, if there is one, while something is loaded that takes the screen over.
 *
 * Keys that are pressed meanwhile wait in the terminal, without an echo; signals wait, too, for somebody who knows how
 * to leave the screen.
 */
export async function shownWhile<Loaded>(
  lines: readonly Line[] | null,
  { color, mouse }: Pick<Show<unknown>, 'color' | 'mouse'>,
  load: () => Promise<Loaded>,
): Promise<Loaded> {
  const { stdin } = process
  const stdout = screenWith(mouse)
  const came = new Set<NodeJS.Signals>()
  const keep = (signal: NodeJS.Signals) => came.add(signal)
  const resized = () => lines === null || stdout.write(CLEAR)
  for (const signal of SIGNALS) process.on(signal, keep)
  stdout.once('resize', resized)
  stdin.setRawMode(true)
  const text = lines?.map((line) => inAnsi(line, color)).join('\r\n')
  if (text !== undefined) stdout.write(BEGIN + ENTER + HOME + text + HOME + END)
  try {
    return await load()
  } catch (error) {
    stdin.setRawMode(false)
    if (lines !== null) stdout.write(LEAVE)
    throw error
  } finally {
    stdout.off('resize', resized)
    for (const signal of SIGNALS) process.off(signal, keep)
    // Nobody hears them again where nothing was loaded: then they do what they always do.
    for (const signal of came) process.kill(process.pid, signal)
  }
}
