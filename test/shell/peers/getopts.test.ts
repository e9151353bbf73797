import { expect, test } from 'vitest'
import { bash } from '../../../src/shell/dialects/bash.ts'
import { dash } from '../../../src/shell/dialects/dash.ts'
import { differences, told } from './compare.ts'
import { present } from './real.ts'

// `getopts` twice, of other words the second time: where it goes on.

const PARAMETERS = ['-b w', '-a', '-ab w', '-a -b', 'w', '-z -b w', '-- -a', '']
const GIVEN = ['', '-ab', '-b w -a', 'w', '-a w']
const SCRIPTS = PARAMETERS.flatMap((params) =>
  GIVEN.map((given) =>
    [
      `set -- ${params}`,
      'while getopts ab: o; do echo "$o ${OPTARG-unset} $OPTIND"; done',
      `while getopts :ab: o ${given}; do echo "$o \${OPTARG-unset} $OPTIND"; done`,
      'echo "$o ${OPTARG-unset} $OPTIND"',
    ].join('\n'),
  ),
)

for (const dialect of [dash, bash]) {
  const { name } = dialect
  test.skipIf(!present(name))(`${name} and ours read options alike`, async () => {
    const found = await differences(name, dialect, SCRIPTS)
    expect(found.map(told)).toEqual([])
  })
}
