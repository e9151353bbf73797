declare module 'seedrandom/lib/alea.js' {
  /** Where a generator stands: three numbers below 1, multiples of 2^-32, and the carry. */
  export interface State {
    readonly c: number
    readonly s0: number
    readonly s1: number
    readonly s2: number
  }

  export interface Alea {
    (): number
    int32(): number
  }

  /** Alea (J. Baagøe, 2010): a fast generator of multiply-with-carry, in integers, + and × only. */
  export default function alea(seed: string, options?: { readonly state: State }): Alea
}
