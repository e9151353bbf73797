import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rolldown } from 'rolldown'

// What the command line runs and what a library's user loads: modules in few files, because Node takes longer to find a thousand
// of them than to run them, and half as much memory again. What only the player needs stays apart, and so does whose tests it is.
const APART = /^(?:ink|react|vitest)(?:\/|$)/
const FOLDER = 'dist/bin'

const bundle = await rolldown({
  input: {
    main: 'dist/cli/main.js',
    worker: 'dist/cli/test/worker.js',
    index: 'dist/index.js',
    vitest: 'dist/vitest/index.js',
  },
  platform: 'node',
  external: APART,
})
const { output } = await bundle.write({ dir: FOLDER, entryFileNames: '[name].js' })
await bundle.close()
writeFileSync(`${FOLDER}/licenses.txt`, packagesIn(output).map(licenseOf).join('\n\n'))

/** The packages of which something was taken in. */
function packagesIn(chunks) {
  const paths = chunks.flatMap(({ moduleIds = [] }) => moduleIds)
  const names = paths.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
  return [...new Set(names)].sort()
}

/** Under which they may be. */
function licenseOf(name) {
  const folder = `node_modules/${name}`
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
  const text = file === undefined ? '' : `\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}`
  return `${name} ${version}: ${license}${text}\n`
}
