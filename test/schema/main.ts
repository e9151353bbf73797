import { writeFileSync } from 'node:fs'
import { CONFIG_PATH, configSchemaText, PATH, schemaText } from './schema.ts'

// npm run schema: writes the language and the configuration as JSON Schemas, for editors.

writeFileSync(PATH, schemaText())
writeFileSync(CONFIG_PATH, configSchemaText())
