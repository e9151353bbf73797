/** What people see when CARP fails, in the words with which the symptom of a story begins: the field guide's contents. */
export const SYMPTOMS = [
  'Both are MASTER',
  'Nobody is MASTER',
  'Elected but unreachable',
  'Flaps',
  'Comes back but stays BACKUP',
  'Roles split over machines',
  'The wrong one is MASTER',
  'Two machines serve',
  'Does not hand over',
  'Hands over with a gap',
  'The network is flooded',
] as const

export type Symptom = (typeof SYMPTOMS)[number]

/** Under which of them a story is found; undefined: it is none of the guide. */
export function symptomOf(text = ''): Symptom | undefined {
  return SYMPTOMS.find((symptom) => text.startsWith(symptom))
}

/** What a story with its fix is called: `NAME-fixed`. */
export const FIXED = '-fixed'

/** Whether a scenario is another of them with its fix. */
export function isTwin(name: string, names: readonly string[]): boolean {
  return name.endsWith(FIXED) && names.includes(name.slice(0, -FIXED.length))
}
