/** Of each letter, its bits for all three. */
const BITS: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 }
const WHOSE: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 }
const UMASK = 0o022
const EXECUTABLE = 0o111

/**
 * A mode as chmod(1) changes it: `755`, `u+x`, `go-rwx,a+X`.
 *
 * @returns undefined where it is no mode
 */
export function changed(given: string, mode: number, isDirectory: boolean): number | undefined {
  if (/^[0-7]{1,5}$/.test(given)) {
    const bits = Number.parseInt(given, 8)
    return bits <= 0o7777 ? bits : undefined
  }
  let now = mode
  for (const clause of given.split(',')) {
    const next = clauseOf(clause, now, isDirectory)
    if (next === undefined) return undefined
    now = next
  }
  return now
}

/** `ug+rw-x`: of whom, then what is done, once or more. */
function clauseOf(clause: string, mode: number, isDirectory: boolean): number | undefined {
  const [, whose = '', acts = ''] = /^([ugoa]*)((?:[+=-][rwxXst]*|[+=-][ugo])+)$/.exec(clause) ?? []
  if (acts === '') return undefined
  let now = mode
  for (const act of acts.match(/[+=-][^+=-]*/g)!) {
    const all = [...(whose === '' ? 'a' : whose)].reduce((sum, letter) => sum | WHOSE[letter]!, 0)
    // Who names nobody leaves alone what the umask takes from new files.
    const mask = whose === '' ? all & ~UMASK : all
    const bits = bitsOf(act.slice(1), now, isDirectory) & mask
    if (act[0] === '=') now = (now & ~(whose === '' ? 0o777 : all & 0o777) & ~(all & 0o7000 & ~0o1000)) | bits
    else now = act[0] === '+' ? now | bits : now & ~bits
  }
  return now
}

function bitsOf(letters: string, mode: number, isDirectory: boolean): number {
  const from = 'ugo'.indexOf(letters)
  if (letters.length === 1 && from !== -1) return ((mode >> (6 - 3 * from)) & 0o7) * 0o111
  return [...letters].reduce((sum, letter) => {
    if (letter === 'X') return isDirectory || (mode & EXECUTABLE) !== 0 ? sum | EXECUTABLE : sum
    return sum | BITS[letter]!
  }, 0)
}
