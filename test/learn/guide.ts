import { readdirSync } from 'node:fs'
import { SYMPTOMS, symptomOf } from '../../src/learn/symptoms.ts'

/** The names of the scenarios in a folder, in order. */
export function filesIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return names.map((name) => name.slice(0, -'.yaml'.length)).sort()
}

/** The contents of the field guide, by what people see. */
export function indexOf(
  stories: readonly { readonly name: string; readonly title: string; readonly symptom?: string }[],
): string {
  const chapters = SYMPTOMS.map((symptom) => {
    const under = stories.filter((story) => symptomOf(story.symptom) === symptom)
    const lines = under.map(({ name, title }) => `- [${name}](${name}.yaml): ${title}\n`)
    return lines.length === 0 ? '' : `## ${symptom}\n\n${lines.join('')}\n`
  })
  return `${chapters.join('').trimEnd()}\n`
}
