// What Math.max and Math.min do, for as many as anybody has: those take their arguments from the stack.

export function most(values: readonly number[], least = Number.NEGATIVE_INFINITY): number {
  return values.reduce((best, value) => Math.max(best, value), least)
}

export function least(values: readonly number[]): number {
  return values.reduce((best, value) => Math.min(best, value), Number.POSITIVE_INFINITY)
}
