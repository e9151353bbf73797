/** The files of a machine: the text of each by its path, `/etc/rc.conf`. */
export type Files = Readonly<Record<string, string>>

const LONGEST = 1_000

/** Whether a path names a file from the root down, each step by its name. */
export function isPath(path: string): boolean {
  const [root, ...steps] = path.split('/')
  return root === '' && path.length <= LONGEST && steps.length > 0 && steps.every(isStep)
}

function isStep(step: string): boolean {
  return step !== '' && step !== '.' && step !== '..' && !step.includes('\0')
}
