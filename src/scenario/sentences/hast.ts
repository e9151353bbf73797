import type { HastRole } from '../../trace/record.ts'
import { shown } from '../text/printable.ts'
import { didYouMean, listed } from '../text/suggest.ts'
import { butNot, type Clause, condition, type Reading } from './clause.ts'
import type { Word } from './words.ts'

const ROLES: readonly HastRole[] = ['init', 'primary', 'secondary']

/** `hast test of fw1 is primary` */
export function hast(reading: Reading): Clause | undefined {
  const { words, names } = reading
  words.take()
  const resource = words.take()
  if (!words.took('of')) {
    const example = `hast ${resource.text || 'test'} of ${names.hostNames[0] ?? 'fw1'} is primary`
    return words.wrong(words.peek(), `here comes of, and a host: ${example}`)
  }
  const host = names.host(words.take())
  if (!words.took('is')) return words.wrong(words.peek(), `here comes is${butNot(words.peek())}`)
  const not = words.took('not')
  const role = roleOf(reading)
  if (host === undefined || role === undefined || !isKnown(reading, host, resource)) return undefined
  return condition({ is: 'role', host, resource: resource.text, role, not })
}

function roleOf({ words }: Reading): HastRole | undefined {
  const word = words.take()
  const role = ROLES.find((name) => name === word.text)
  return (
    role ?? words.wrong(word, `here comes init, primary or secondary${butNot(word)}${didYouMean(word.text, ROLES)}`)
  )
}

function isKnown({ words, names }: Reading, host: string, resource: Word): boolean {
  const known = names.resourcesOf(host)
  if (known.includes(resource.text)) return true
  const which = known.length === 0 ? 'it has no /etc/hast.conf that names any' : `it has ${listed(known)}`
  words.wrong(resource, `${host} has no resource ${shown(resource.text || 'test')}: ${which}`)
  return false
}
