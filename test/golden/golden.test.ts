import { testStories } from '../retold.ts'
import { retell } from './story.ts'

testStories(import.meta.dirname, retell)
