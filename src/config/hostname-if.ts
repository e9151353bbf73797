import { isHashed, type Line, linesOf } from './lines.ts'
import { readShellWord, skipBlanks } from './shell-words.ts'
import { Harvest, type Parsed, type Place, type Word } from './text.ts'

/** A line of hostname.if(5): words for ifconfig(8), or a command. */
export type HostnameLine =
  | { readonly kind: 'ifconfig'; readonly words: readonly Word[]; readonly place: Place }
  /** `!route add …`: all behind the mark. */
  | { readonly kind: 'command'; readonly command: Word; readonly place: Place }

/** Reads /etc/hostname.em0, or /etc/hostname.carp0: each line is carried out by netstart(8). */
export function parseHostnameIf(text: string): Parsed<HostnameLine> {
  const harvest = new Harvest<HostnameLine>(text)
  for (const line of linesOf(harvest, isHashed)) readLine(harvest, line)
  return harvest.finish()
}

export function printHostnameIf(settings: readonly HostnameLine[]): string {
  return settings
    .map((line) => (line.kind === 'command' ? `!${line.command.text}\n` : `${line.words.map(quoted).join(' ')}\n`))
    .join('')
}

function quoted({ text }: Word): string {
  return /^[\w./:%+,@-]+$/.test(text) ? text : `"${text.replace(/[\\$`"]/g, '\\$&')}"`
}

function readLine(harvest: Harvest<HostnameLine>, { start, end, text }: Line): void {
  const place = harvest.place(start, end)
  if (text.startsWith('!')) {
    const from = start + 1 + (text.length - 1 - text.slice(1).trimStart().length)
    const command = { text: text.slice(from - start), place: harvest.place(from, end) }
    if (from < end) harvest.take(start, { kind: 'command', command, place })
    else harvest.find(start, end, 'syntax', 'no command stands behind this mark')
    return
  }
  const words: Word[] = []
  for (let at = start; at < end; at = skipBlanks(harvest.text, at)) {
    if (words.length > 0 && harvest.text[at] === '#') {
      harvest.comment(at, end)
      break
    }
    const word = readShellWord(harvest.text, at, end, () => undefined)
    if (word.flaw || word.end === at) {
      const says = word.flaw?.says ?? 'this is for a shell'
      harvest.find(start, end, word.flaw?.name ?? 'shell', `the line is left out: ${says}`)
      return
    }
    words.push({ text: word.value, place: harvest.place(at, word.end) })
    at = word.end
  }
  harvest.take(start, { kind: 'ifconfig', words, place })
}
