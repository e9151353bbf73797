import { createReadStream } from 'node:fs'
import { Failure, fileFailure } from './exit.ts'

const MEGABYTE = 1024 * 1024
/** More than any scenario needs; an endless input ends here. */
const MOST_BYTES = 16 * MEGABYTE

/** How messages call the standard input. */
export function nameOf(file: string): string {
  return file === '-' ? '(standard input)' : file
}

/**
 * Reads a file, or for `-` the standard input.
 *
 * @param most - how large it may be, in bytes
 * @throws Failure where it cannot be read, is too large, or is no UTF-8 text
 */
export async function readText(file: string, most: number = MOST_BYTES): Promise<string> {
  const name = nameOf(file)
  const bytes = await readBytes(file, name, most).catch((error: unknown) => {
    throw fileFailure(name, error)
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Failure(`${name}: this is not UTF-8 text`)
  }
}

async function readBytes(file: string, name: string, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
    length += chunk.length
    if (length > most) throw new Failure(`${name}: more than ${most / MEGABYTE} MB; this is no scenario`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
