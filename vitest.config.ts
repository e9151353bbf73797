import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Where the counts go that .ci/run reads. */
const results = process.env['CARPSIM_RESULTS']

/** What takes longest: CARPSIM_ALL=1 runs it, too, as .ci/run does; npm test is to be done within two minutes. */
const LONG = [
  'test/toy/**',
  'test/cli/{hostile,templates}.test.ts',
  'test/export/stored.test.ts',
  'test/fidelity/**',
  'test/host/{anything,any-words}.test.ts',
  'test/mutants/**',
  'test/player/{tour,wide,session/{forks,obstacles}}.test.ts',
  'test/properties/clients.test.ts',
  'test/scenario/{edited-files,hostile-large}.test.ts',
  'test/services/{data/failover,hast/properties}.test.ts',
  'test/shell/hostile.test.ts',
  'test/views/panes/fit.test.ts',
  'test/views/timing/takeover.test.ts',
  'test/views/why/two-faults.test.ts',
]
const left = process.env['CARPSIM_ALL'] === undefined ? LONG : []

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // What runs in a terminal takes long, and belongs to the tests against other programs.
    exclude: ['test/**/peers/**', 'test/**/*.pty.test.ts', ...left],
    setupFiles: ['test/setup.ts'],
    pool: 'forks',
    // Machines of two cores are common, and vitest leaves one of them idle.
    maxWorkers: '100%',
    isolate: false,
    // A fifth less time goes to the collector of garbage: what tests make is gone soon.
    execArgv: ['--max-semi-space-size=64'],
    testTimeout: 60_000,
    ...(results === undefined ? {} : { reporters: ['default', ['json', { outputFile: results }]] }),
  },
})
export default config
