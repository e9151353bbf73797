/** Exit codes: what a shell or a script can tell from them. */
export const EXIT = {
  DONE: 0,
  /** What was asked for does not hold: an expectation of a scenario, that runs do the same, a warning with --strict. */
  FAILED: 1,
  /** An input could not be read or is no valid scenario, or the output could not be written. */
  INPUT: 2,
  USAGE: 3,
  INTERNAL: 4,
  INTERRUPTED: 130,
} as const

/** Something that the user can mend: one clear message, and no stack. */
export class Failure extends Error {
  override readonly name = 'Failure'
}

/** What the system's error codes mean for a file. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'a part of its path is no directory',
  EISDIR: 'this is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ENOSPC: 'no space left',
  EDQUOT: 'the quota is used up',
  EROFS: 'the file system is read-only',
  EFBIG: 'the file gets too large',
}

/** An error of the file system as one about the file; other errors as they are. */
export function fileFailure(file: string, error: unknown): unknown {
  return codeOf(error) === undefined ? error : new Failure(meaningOf(file, error as Error))
}

export function meaningOf(file: string, error: Error): string {
  return `${file}: ${MEANINGS[codeOf(error) ?? ''] ?? error.message}`
}

/** `ENOENT`; undefined where an error is none of the system's. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'syscall' in error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
