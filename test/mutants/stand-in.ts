import { registerHooks } from 'node:module'

// Imported before test files: what they import from vitest comes from suite.ts.

const SUITE = new URL('suite.ts', import.meta.url).href

registerHooks({
  resolve: (name, context, next) =>
    name === 'vitest' && context.parentURL !== SUITE && !context.parentURL?.includes('/node_modules/')
      ? { url: SUITE, shortCircuit: true }
      : next(name, context),
})
