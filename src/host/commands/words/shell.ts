import { begin } from '../begin.ts'
import type { Program } from '../program.ts'

/** What is a program, too, though every shell does it itself: test(1), printf(1). */
export function ofShell(name: string): Program {
  return (call, args) => {
    const words = ['/bin/sh', '-c', `${name} "$@"`, name, ...args]
    return begin(call, words)
  }
}
