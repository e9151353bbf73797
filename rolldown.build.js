import { isAbsolute } from 'node:path'
import { rolldown } from 'rolldown'

// What the command line runs and what a library's user loads: our own modules in few files, because Node takes longer to find
// a thousand of them than to run them, and half as much memory again. Packages stay packages.
const bundle = await rolldown({
  input: {
    main: 'dist/cli/main.js',
    worker: 'dist/cli/test/worker.js',
    index: 'dist/index.js',
    vitest: 'dist/vitest/index.js',
  },
  platform: 'node',
  external: (id) => !id.startsWith('.') && !isAbsolute(id),
})
await bundle.write({ dir: 'dist/bin', entryFileNames: '[name].js' })
await bundle.close()
