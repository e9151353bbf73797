import { KEY_NAMES, KEYS } from '../app/bindings.ts'
import { TEXTS } from '../texts/texts.ts'

const { template, settings, keyNames } = TEXTS.config

/** What is usual, as it would be written. */
const USUALLY: Readonly<Record<Exclude<keyof typeof settings, 'keys'>, string>> = {
  ascii: 'false',
  color: 'auto',
  mouse: 'true',
  hints: 'true',
  predict: 'false',
  'screen-reader': 'false',
}

/** A configuration that says what is usual, all of it behind a #. */
export function configTemplate(): string {
  const prose = (text: string) => `# ${text}`
  const usual = Object.entries(USUALLY).flatMap(([name, value]) => [
    '',
    prose(settings[name as keyof typeof USUALLY]),
    `#${name}: ${value}`,
  ])
  const keys = KEYS.map(([does, names]) => [`#  ${does}: [${names.map(quoted).join(', ')}]`, TEXTS.keys[does].says])
  const width = Math.max(...keys.map(([line]) => line!.length))
  return [
    ...template.map(prose),
    ...usual,
    '',
    prose(settings.keys),
    prose(keyNames(KEY_NAMES.join(', '))),
    '#keys:',
    ...keys.map(([line, says]) => `${line!.padEnd(width)}  # ${says}`),
    '',
  ].join('\n')
}

/** What YAML would take for something else stands in quotes. */
function quoted(key: string): string {
  if (/^(?:\w|[\w-]{2,}|\w+\+[\w-]+)$/.test(key)) return key
  return key === "'" ? `"'"` : `'${key}'`
}
