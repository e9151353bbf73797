import { expect, test } from 'vitest'
import { bash } from '../../../src/shell/dialects/bash.ts'
import { dash } from '../../../src/shell/dialects/dash.ts'
import { differences, told } from './compare.ts'
import { present } from './real.ts'

// What `$*` and `$@` become without quotes, where IFS and the parameters meet.

const SEPARATORS = ['x', ' x', 'x ', ' ', 'xy', ' xy', '', ':']
const PARAMETERS = ['a xb', 'ax b', "ax xb '' c", "'' '' c ''", 'x x', "a ' x b' c", 'xa', 'a y', 'a: :b']
const WORDS = ['$*', '$@', 'p$*q', 'p$@q', '"$*"', '"$@"', 'p"$@"q', '$v$*', '${@-none}']

const SCRIPTS = SEPARATORS.flatMap((ifs) =>
  PARAMETERS.flatMap((params) =>
    WORDS.map((word) => `IFS='${ifs}'; v=xa; set -- ${params}\nfor i in ${word}; do echo "<$i>"; done`),
  ),
)

for (const dialect of [dash, bash]) {
  const { name } = dialect
  test.skipIf(!present(name))(`${name} and ours take parameters apart alike`, async () => {
    const found = await differences(name, dialect, SCRIPTS)
    expect(found.map(told)).toEqual([])
  })
}
