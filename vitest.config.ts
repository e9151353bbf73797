import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Where the counts go that .ci/run reads. */
const results = process.env['CARPSIM_RESULTS']

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/peers/**'],
    setupFiles: ['test/setup.ts'],
    pool: 'forks',
    // Machines of two cores are common, and vitest leaves one of them idle.
    maxWorkers: '100%',
    isolate: false,
    testTimeout: 20_000,
    ...(results === undefined ? {} : { reporters: ['default', ['json', { outputFile: results }]] }),
  },
})
export default config
