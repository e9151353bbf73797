import { join } from 'node:path'
import { jsonSchema } from '../../src/scenario/schema/json-schema.ts'

export const PATH: string = join(import.meta.dirname, '../../scenarios/carpsim.schema.json')

export function schemaText(): string {
  return `${JSON.stringify(jsonSchema(), null, 2)}\n`
}
