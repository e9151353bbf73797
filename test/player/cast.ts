import type { Size } from '../../src/player/app/program.ts'
import { Screen } from '../pictures/cells.ts'

/** An asciicast, version 3. */
export interface Cast {
  readonly head: { readonly version: number; readonly term: { readonly cols: number; readonly rows: number } }
  /** With the seconds since the start. */
  readonly events: readonly { readonly t: number; readonly code: string; readonly data: string }[]
}

export function castOf(text: string): Cast {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  let t = 0
  const events = lines.map((line) => {
    const [since, code, data] = JSON.parse(line) as [number, string, string]
    if (!(since >= 0)) throw new Error(`time goes back: ${line.slice(0, 80)}`)
    t += since
    return { t, code, data }
  })
  return { head: JSON.parse(head) as Cast['head'], events }
}

/** Shows a cast as a player of such files would, up to an event. */
export async function replayed(
  { head, events }: Cast,
  until: (event: Cast['events'][number]) => boolean,
): Promise<Screen> {
  const screen = new Screen({ columns: head.term.cols, rows: head.term.rows })
  for (const event of events) {
    if (until(event)) break
    if (event.code === 'o') await screen.write(event.data)
    if (event.code === 'r') screen.resize(sizeOf(event.data))
  }
  return screen
}

function sizeOf(data: string): Size {
  const [columns = 0, rows = 0] = data.split('x').map(Number)
  return { columns, rows }
}
