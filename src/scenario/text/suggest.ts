const LONGEST = 40
/** Against files made to make us compare for ever. */
const MOST = 300
const LISTED = 8

/** `; did you mean em0?`, or what there is, or nothing where there is nothing. */
export function suggestion(word: string, known: readonly string[], kind: string): string {
  return didYouMean(word, known) || (known.length === 0 ? '' : `; ${kind}: ${listed(known)}`)
}

export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === undefined ? '' : `; did you mean ${near}?`
}

/** What more to say of an address that is none, or of no machine: `, without leading zeros` of 10.000.0.3. */
export function slipIn(text: string): string {
  const [address = '', length = ''] = text.split('/')
  const isIpv6 = address.includes(':')
  const longest = isIpv6 ? 128 : 32
  if (/^\d+$/.test(length) && Number(length) > longest) {
    return `; the network of an ${isIpv6 ? 'IPv6' : 'IPv4'} address is at most ${longest} bits long`
  }
  if (!isIpv6) return /(?:^|\.)0\d/.test(address) ? ', without leading zeros' : ''
  if (address.includes('%')) return '; leave % and what follows it out: the interface is known'
  if (address.split('::').length > 2) return '; :: may stand once'
  return /^ff/i.test(address) ? '; one that begins with ff is of a group of machines' : ''
}

/** Names in a message, the first of many. */
export function listed(names: readonly string[], between = ', '): string {
  return [...names.slice(0, LISTED), ...(names.length > LISTED ? ['…'] : [])].join(between)
}

/** The known word that takes the fewest slips of the finger, if few enough; the first of equals. */
function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known.slice(0, MOST)) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const slips = distance(word.toLowerCase(), candidate.toLowerCase())
    if (slips >= least || slips >= candidate.length) continue
    best = candidate
    least = slips
  }
  return best
}

/** Letters wrong, missing, too many, or two neighbours swapped. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, last[j]! + 1, row[j - 1]! + 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
