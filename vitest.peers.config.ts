import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** Tests against other programs, a terminal among them; each skips itself where its program is absent. */
const config: ViteUserConfig = mergeConfig(base, defineConfig({ test: { testTimeout: 60_000 } }))
config.test = { ...config.test, include: ['test/peers/**/*.test.ts', 'test/**/*.pty.test.ts'], exclude: [] }
export default config
