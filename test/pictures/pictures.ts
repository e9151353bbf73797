import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../cli/command.ts'
import { textOf } from './cells.ts'
import { type Shown, shownMoments } from './moments.ts'
import { svgOf } from './svg.ts'

const FOLDER = 'reports/pictures'
const README = 'README.md'
/** What stands between two marks. */
const marked = (name: string) => new RegExp(`(?<=<!-- ${name} -->\n)[^]*?(?=<!-- /${name} -->)`)
/** The one that stands for all. */
const FIRST = 'take-over'

/** The files that show the player, by their paths: pictures, and the README with the same in text. */
export async function picturesOf(): Promise<ReadonlyMap<string, string>> {
  const moments = await shownMoments()
  const files = new Map(moments.map((moment) => [pathOf(moment), svgOf(moment.rows, moment)]))
  const first = moments.find(({ name }) => name === FIRST)!
  const readme = readFileSync(join(ROOT, README), 'utf8')
    .replace(marked('player'), () => `${picture(first)}\n`)
    .replace(marked('moments'), () => moments.map(folded).join('\n'))
  return files.set(README, readme)
}

function pathOf({ name }: Pick<Shown, 'name'>): string {
  return `${FOLDER}/${name}.svg`
}

function picture(moment: Shown): string {
  return `![${moment.says}](${pathOf(moment)})`
}

function folded(moment: Shown): string {
  const { title, name, rows } = moment
  const seen = name === FIRST ? '' : `${picture(moment)}\n\n`
  return `<details>\n<summary>${title}</summary>\n\n${seen}\`\`\`\n${textOf(rows)}\n\`\`\`\n\n</details>\n`
}

/** Pictures that are there, and are of no moment. */
export function strays(files: ReadonlyMap<string, string>): string[] {
  const there = readdirSync(join(ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`)
  return there.filter((path) => !files.has(path))
}

export async function writePictures(): Promise<void> {
  const files = await picturesOf()
  mkdirSync(join(ROOT, FOLDER), { recursive: true })
  for (const [path, text] of files) writeFileSync(join(ROOT, path), text)
  for (const path of strays(files)) rmSync(join(ROOT, path))
}
