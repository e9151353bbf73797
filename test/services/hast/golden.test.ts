import { join } from 'node:path'
import { testStories } from '../../retold.ts'
import { retell } from './story.ts'

testStories(join(import.meta.dirname, 'golden'), retell)
