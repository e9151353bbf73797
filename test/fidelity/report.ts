import type { System } from '../../src/carp/system.ts'
import { compared } from '../../src/views/systems/table.ts'
import { MIXED } from '../conformance/case.ts'
import { type Claim, COLUMNS } from './claims.ts'

/** What the cases of a family are about. */
const FAMILIES: Readonly<Record<string, string>> = {
  rnd: 'crashes, cables and cuts, drawn',
  cut: 'partitions',
  mul: 'two virtual hosts a machine',
  run: 'parameters changed while it runs',
  vup: '`ifconfig carpN down`, `up`',
  dem: 'demotion, forced states',
  bad: 'configurations that do not match',
  ucp: 'what ucarp alone has: signals, dead ratio, -S',
  nic: 'two interfaces',
  ops: 'addresses, interfaces, allow, parameters at run time',
  err: 'sends that fail',
  bal: 'load balancing',
  ip6: 'IPv6',
  real: 'the real daemon by the wall clock; those that replay captured frames are not played',
  mix: 'several systems on one wire',
  mxd: 'the same, with operations',
}

const WIDTH = 120

/** How far each system goes, in Markdown: a function of what systems say of themselves and of what was counted. */
export function reportOf(systems: readonly System[], claims: readonly Claim[]): string {
  const of = (name: string) => claims.filter(({ system }) => system === name)
  const mixed = of(MIXED)
  const parts = [
    '# Fidelity',
    filled(
      'Written by `npm run fidelity -- CORPUS`, which plays recorded cases of real code: what is modelled of each system, what is not, and how many cases come out the same. A case is reproduced where every change of state, every advertisement, every gratuitous ARP and every refusal happens at the same microsecond and in the same order, and where bytes, log lines and counters are recorded, they are equal, too. Of recordings of the real daemon by the wall clock the states are the same, each within 25 ms, or within a tick of libpcap where a frame came at one.',
    ),
    overview(systems, claims),
    ...systems.flatMap((system) => sectionOf(system, of(system.name))),
    ...(mixed.length === 0 ? [] : ['## Several systems on one wire', tableOf(mixed)]),
  ]
  return `${parts.join('\n\n')}\n`
}

function overview(systems: readonly System[], claims: readonly Claim[]): string {
  const row = (name: string, title: string) => {
    const own = claims.filter(({ system }) => system === name)
    return own.length === 0 ? [title, 'its source alone', ''] : [title, 'recorded runs of its code', countWords(own)]
  }
  const mixed = claims.some(({ system }) => system === MIXED) ? [row(MIXED, 'several on one wire')] : []
  const rows = [...systems.map(({ name, title }) => row(name, `${title}: \`${name}\``)), ...mixed]
  return table(['system', 'held to', 'cases reproduced'], rows)
}

/** `836 of 836; ip6: 1 of 120`: families that are not reproduced as a whole by themselves. */
function countWords(claims: readonly Claim[]): string {
  const whole = claims.filter(({ figures }) => figures.reproduced === figures.recorded)
  const sum = whole.reduce((total, { figures }) => total + figures.recorded, 0)
  const parts = claims.filter((claim) => !whole.includes(claim))
  return [`${sum} of ${sum}`, ...parts.map(partWords)].join('; ')
}

function partWords({ name, figures }: Claim): string {
  return `${name}: ${figures.reproduced} of ${figures.recorded}`
}

function sectionOf(system: System, claims: readonly Claim[]): string[] {
  const { name, title, aliases, source, functions, models, omits } = compared(system)
  const names = [name, ...aliases].map(quoted).join(', also ')
  return [
    `## ${title}`,
    filled(`${names}. Source: ${source}; ${functions.map(quoted).join(', ')}.`),
    `Modelled:\n\n${list(models)}`,
    `Not modelled:\n\n${list(omits)}`,
    claims.length === 0 ? 'No recorded cases: its rules are held to its source alone.' : tableOf(claims),
  ]
}

function quoted(text: string): string {
  return `\`${text}\``
}

function tableOf(claims: readonly Claim[]): string {
  const rows = claims.map(({ name, figures }) => {
    const { recorded, reproduced, withBytes, withLogs } = figures
    return [name, FAMILIES[name] ?? '', ...[recorded, reproduced, withBytes, withLogs].map(String)]
  })
  return table(COLUMNS, rows)
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(headings), `|${headings.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')
}

function list(points: readonly string[]): string {
  return points.map((point) => filled(point, '- ', '  ')).join('\n')
}

/** Broken into lines between words. */
function filled(text: string, first = '', others = ''): string {
  const lines = [first]
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    const begun = line === first || line === others
    if (!begun && line.length + 1 + word.length > WIDTH) lines.push(others + word)
    else lines[lines.length - 1] = begun ? line + word : `${line} ${word}`
  }
  return lines.join('\n')
}
