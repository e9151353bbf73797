/** 0.29 is 29%: its digits shifted, so that it is read back exactly. */
export function formatPercent(part: number): string {
  const digits = `${part}`.includes('e') ? part.toFixed(20) : `${part}`
  const [whole = '', fraction = ''] = digits.split('.')
  const shifted = `${whole}${fraction.padEnd(2, '0')}`
  const percent = `${Number(shifted.slice(0, whole.length + 2))}`
  const rest = shifted.slice(whole.length + 2)
  return rest === '' ? `${percent}%` : `${percent}.${rest}%`
}
