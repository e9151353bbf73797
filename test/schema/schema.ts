import { join } from 'node:path'
import { configSchema } from '../../src/player/config/schema.ts'
import { jsonSchema } from '../../src/scenario/schema/json-schema.ts'

export const PATH: string = join(import.meta.dirname, '../../scenarios/carpsim.schema.json')

export const CONFIG_PATH: string = join(import.meta.dirname, '../../scenarios/carpsim-config.schema.json')

export function configSchemaText(): string {
  return `${JSON.stringify(configSchema(), null, 2)}\n`
}

export function schemaText(): string {
  return `${JSON.stringify(jsonSchema(), null, 2)}\n`
}
