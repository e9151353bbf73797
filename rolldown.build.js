import { isAbsolute } from 'node:path'
import { rolldown } from 'rolldown'

// What the command line runs: our own modules in few files, because Node takes longer to find four hundred of them than to
// run them. Packages stay packages, and the library stays as tsc wrote it, a file a module.
const bundle = await rolldown({
  input: { main: 'dist/cli/main.js', worker: 'dist/cli/test/worker.js' },
  platform: 'node',
  external: (id) => !id.startsWith('.') && !isAbsolute(id),
})
await bundle.write({ dir: 'dist/bin', entryFileNames: '[name].js' })
await bundle.close()
