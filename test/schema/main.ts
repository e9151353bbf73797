import { writeFileSync } from 'node:fs'
import { PATH, schemaText } from './schema.ts'

// npm run schema: writes the language as a JSON Schema, for editors.

writeFileSync(PATH, schemaText())
