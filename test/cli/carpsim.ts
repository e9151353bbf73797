// The command line, run from its source: what bin/carpsim.cjs does with the built one.
import { main } from '../../src/cli/main.ts'

await main(process.argv)
