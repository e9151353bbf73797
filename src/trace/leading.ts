/**
 * How many of an ordered list lead it, by halves: those for which something holds, which holds for none that follow.
 *
 * @param list - in an order in which all for which it holds come first
 */
export function leading<T>(list: readonly T[], holds: (one: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(list[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
