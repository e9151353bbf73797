import type { ViteUserConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** Tests against other programs, a terminal among them; each skips itself where its program is absent. */
const config: ViteUserConfig = {
  ...base,
  test: { ...base.test, include: ['test/**/peers/**/*.test.ts', 'test/**/*.pty.test.ts'], exclude: [] },
}
export default config
