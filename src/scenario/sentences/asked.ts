import { formatAddress, parseAddress } from '../../network/address.ts'
import type { Asking, Bodies } from '../../trace/record.ts'
import { shown } from '../text/printable.ts'
import { slipIn } from '../text/suggest.ts'
import { butNot, type Clause, condition, happening, type Reading } from './clause.ts'
import type { Word } from './words.ts'

/** What a connection may become, besides that what is said over it is answered. */
const CHANGES: Readonly<Record<string, Bodies['connection']['becomes']>> = {
  'is reset': 'reset',
  'is refused': 'refused',
  'times out': 'timed out',
  opens: 'open',
}

/** `ping laptop -> 10.0.0.3 fails`, and the same of what is asked over TCP. */
export function asked(reading: Reading, of?: Asking): Clause | undefined {
  const { words, names } = reading
  const word = words.take().text
  const host = names.host(words.take())
  if (!words.took('->')) {
    return words.wrong(words.peek(), `here come an arrow and an address: ${word} ${host ?? 'laptop'} -> 10.0.0.3 fails`)
  }
  const address = of === undefined ? pinged(reading, words.take()) : requested(reading, host, of, words.take())
  if (of === 'connection') {
    const change = Object.keys(CHANGES).find((phrase) => words.took(...phrase.split(' ')))
    if (change !== undefined) {
      if (host === undefined || address === undefined) return undefined
      return happening({ happens: 'connection', host, address, becomes: CHANGES[change]! })
    }
  }
  const fails = words.took('fails')
  if (!fails && !words.took('is', 'answered')) {
    const more = of === 'connection' ? ', is reset, is refused, times out, opens' : ''
    return words.wrong(words.peek(), `here comes fails${more} or is answered${butNot(words.peek())}`)
  }
  const answerer = !fails && words.took('by') ? names.host(words.take()) : ''
  if (host === undefined || address === undefined || answerer === undefined) return undefined
  const how = { ...(of && { of }), answered: !fails, ...(answerer !== '' && { by: answerer }) }
  return condition({ is: 'ping', host, address, ...how })
}

function pinged({ words }: Reading, word: Word): string | undefined {
  const address = parseAddress(word.text)
  if (address !== undefined) return formatAddress(address)
  return words.wrong(word, `${shown(word.text)} is no address such as 10.0.0.3 or 2001:db8::3${slipIn(word.text)}`)
}

/** The port may be left out where there is only one. */
function requested({ names }: Reading, host: string | undefined, of: Asking, word: Word): string | undefined {
  return host === undefined ? undefined : names.requested(host, of, word)
}
