import { printed } from './outcome.ts'
import type { Program } from './program.ts'

export const pwd: Program = ({ directory }) => printed(`${directory}\n`)
