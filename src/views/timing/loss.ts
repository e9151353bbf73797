import { type Micros, SECOND } from '../../time.ts'

export const HOUR: Micros = 3_600 * SECOND

/**
 * How often on average so many advertisements in a row are lost, where each is lost by chance: a row begins with one
 * that arrived. (advertisements an hour) × (1 - p) × p^n, by multiplication alone.
 */
export function falseAlarmsAnHour(interval: Micros, loss: number, inARow: number): number {
  let hourly = (HOUR / interval) * (1 - loss)
  for (let lost = 0; lost < inARow; lost++) hourly *= loss
  return hourly
}
