declare module 'seedrandom/lib/alea.js' {
  /** Alea (J. Baagøe, 2010): a fast generator of multiply-with-carry, in integers, + and × only. */
  export default function alea(seed: string): { (): number; int32(): number }
}
