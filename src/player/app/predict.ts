import { shown } from '../../views/fit.ts'
import type { Line } from '../../views/lanes/paint.ts'
import { wrapped } from '../../views/wrap.ts'
import { TEXTS } from '../texts/texts.ts'
import { optionLines, scrolled } from './options.ts'
import type { Size } from './program.ts'
import { asksIn, leadOf, optionsOf, titleOf } from './question.ts'
import type { Player, Predicted } from './state.ts'
import { verdictLines } from './verdict.ts'

interface Painted {
  readonly title: string
  readonly lines: Line[]
}

/** The question that is open, with what can be answered; or what came of it. */
export function predictPane({ session }: Player, over: Predicted, size: Size, ascii: boolean): Painted {
  const asks = asksIn(session)
  if (asks === undefined) {
    const { judged } = session.predicting
    const title = TEXTS.predict.verdict(judged.filter(({ right }) => right).length, judged.length)
    return { title, lines: scrolled(verdictLines(session, size.columns, ascii), over.top, size.rows) }
  }
  const lead = wrapped(shown(leadOf(session, over.who, asks), ascii), size.columns)
  const typed = over.who === null ? [] : [typedLine(over, ascii)]
  const items = optionsOf(asks, over.who).map(({ key, words }) => ({ key, words: shown(words, ascii) }))
  const room = { columns: size.columns, rows: Math.max(1, size.rows - lead.length - typed.length) }
  const lines = [
    ...lead.map((text): Line => [{ text, style: 'strong' }]),
    ...optionLines(items, over.line.text === '' ? over.at : -1, room, ascii),
    ...typed,
  ]
  return { title: shown(titleOf(asks, over.who), ascii), lines }
}

/** A time that is being typed; until then, that it can be. */
function typedLine({ line: { text, at } }: Predicted, ascii: boolean): Line {
  if (text === '') return [{ text: shown(TEXTS.predict.typed, ascii), style: 'faint' }]
  return [{ text: text.slice(0, at) }, { text: ascii ? '_' : '▏', style: 'mark' }, { text: text.slice(at) }]
}
