import fc from 'fast-check'

const line = fc.stringMatching(/^[ab12 ,:.-]{0,8}$/)
export const text = fc.tuple(fc.array(line, { maxLength: 6 }), fc.boolean()).map(([lines, ends]) => {
  const all = lines.join('\n')
  return ends && all !== '' ? `${all}\n` : all
})
const flags = (...of: readonly string[]) => fc.subarray([...of], { maxLength: Math.min(3, of.length) })

/** Words of a command line behind its name, drawn one by one. */
function words(
  name: string,
  ...parts: readonly fc.Arbitrary<string | readonly string[]>[]
): fc.Arbitrary<readonly string[]> {
  return fc.tuple(...parts).map((all) => [name, ...all.flat()])
}

const files = fc.constantFrom([], ['f'], ['f', 'g'], ['none'], ['f', 'none'], ['d'], ['-'])
const list = fc.constantFrom('1', '2', '1,3', '2-', '-2', '1-2,4', '3-1', '0', 'x')
const key = fc.constantFrom(
  [],
  ['-k2'],
  ['-k', '2,2'],
  ['-k2n'],
  ['-k1.2'],
  ['-k2,2r', '-k1'],
  ['-t:', '-k2'],
  ['-t', ',', '-k1,1n'],
)

/** Command lines of programs that read and write text, in a folder with f, g and a folder d. */
export const TEXT: Readonly<Record<string, fc.Arbitrary<readonly string[]>>> = {
  cat: words('cat', flags('-n', '-b', '-s', '-E'), files),
  head: words('head', fc.constantFrom([], ['-n1'], ['-n', '-1'], ['-c', '3'], ['-2'], ['-nx'], ['-q'], ['-v']), files),
  tail: words(
    'tail',
    fc.constantFrom([], ['-n1'], ['-n', '+2'], ['-c', '3'], ['-2'], ['-nx'], ['-q'], ['-c+2']),
    files,
  ),
  wc: words('wc', flags('-l', '-w', '-c'), files),
  cut: words(
    'cut',
    fc.oneof(
      fc.tuple(fc.constant('-c'), list),
      fc.tuple(fc.constant('-f'), list),
      fc.tuple(fc.constant('-d:'), fc.constant('-f'), list),
    ),
    flags('-s'),
    files,
  ),
  uniq: words('uniq', flags('-c', '-d', '-u', '-i'), fc.constantFrom([], ['f'], ['none'])),
  sort: words('sort', flags('-n', '-r', '-u', '-f', '-b', '-s'), key, files),
  tr: words(
    'tr',
    fc.constantFrom([], ['-d'], ['-s'], ['-c'], ['-cd'], ['-ds']),
    fc.constantFrom(['ab'], ['a-b', 'xy'], ['ab1', 'x'], ['[:digit:]', 'n'], ['a', '\\n'], ['b-a', 'x'], []),
  ),
  tee: words('tee', flags('-a'), fc.constantFrom([], ['f'], ['new'], ['d'], ['f', 'new'])),
  seq: words('seq', flags('-w'), fc.array(fc.constantFrom('1', '3', '-2', '10', '0.5', 'x'), { maxLength: 4 })),
  basename: words(
    'basename',
    fc.constantFrom(
      ['/a/b.c'],
      ['a/b.c', '.c'],
      ['/'],
      ['//a//'],
      ['-a', 'x/y', 'z'],
      ['-s', '.c', 'a.c'],
      [],
      ['a', 'b', 'c'],
    ),
  ),
  dirname: words('dirname', fc.constantFrom(['/a/b'], ['a'], ['/'], ['//a//'], ['a/b/', 'c/d'], [], ['a//b'])),
  expr: words(
    'expr',
    fc.array(
      fc.constantFrom(
        '1',
        '2',
        '0',
        '-3',
        'a',
        '+',
        '-',
        '*',
        '/',
        '%',
        '=',
        '<',
        '|',
        '&',
        '(',
        ')',
        ':',
        '.*',
        'a\\(.\\)',
        'length',
      ),
      { minLength: 1, maxLength: 5 },
    ),
  ),
}

const atom = fc.constantFrom('a', 'b', '1', '.', '[ab]', '[^a]', 'ab', '\\w', '[[:digit:]]', '\\.')
const times = fc.constantFrom('', '', '*', '\\{2\\}', '\\?')
const basic = fc
  .array(
    fc.tuple(atom, times).map((both) => both.join('')),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(''))
const anchored = fc.tuple(fc.constantFrom('', '^'), basic, fc.constantFrom('', '$')).map((parts) => parts.join(''))
const extended = fc
  .array(
    fc
      .tuple(fc.oneof(atom, fc.constantFrom('(a|b)', '(ab)+', '(a|ab)')), fc.constantFrom('', '*', '+', '?', '{1,2}'))
      .map((both) => both.join('')),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(''))
const wrong = fc.constantFrom('[a', '\\(', 'a\\{', '[z-a]', 'a\\', '*a', '[[:foo:]]', '\\)', 'a\\{2,1\\}')

const grepOptions = flags(
  '-v',
  '-i',
  '-c',
  '-n',
  '-l',
  '-o',
  '-w',
  '-x',
  '-h',
  '-H',
  '-q',
  '-s',
  '-L',
  '-A1',
  '-B1',
  '-m1',
)
const pattern = fc.oneof(
  anchored,
  extended.map((one) => ['-E', one]),
  wrong,
  basic.map((one) => ['-F', one]),
)
export const GREP = words('grep', grepOptions, pattern, files)

const address = fc.constantFrom(
  '',
  '',
  '1',
  '2',
  '$',
  '/a/',
  '/b$/',
  '1,2',
  '2,$',
  '/a/,/b/',
  '1!',
  '/1/,+1',
  '0,/a/',
  '1~2',
  '2,1',
)
const substitution = fc
  .tuple(
    fc.oneof(
      basic,
      extended.map(() => '\\(a\\)b*'),
    ),
    fc.constantFrom('x', '<&>', '', '\\n', '[\\1]', 'x\\&'),
    fc.constantFrom('', 'g', 'p', '2', 'gp', 'i', '2g'),
  )
  .map(([from, to, how]) => `s/${from}/${to}/${how}`)
const command = fc.oneof(
  { weight: 3, arbitrary: substitution },
  fc.constantFrom(
    'p',
    'd',
    'q',
    '=',
    'n',
    'N',
    'h',
    'H',
    'g',
    'G',
    'x',
    'P',
    'D',
    'a added',
    'i before',
    'c changed',
    'y/ab/xy/',
    'q3',
    'Q',
    'l',
  ),
)
const clause = fc.tuple(address, command).map((both) => both.join(''))
const script = fc.oneof(
  fc.array(clause, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n')),
  fc.array(clause, { minLength: 1, maxLength: 2 }).map((all) => `/a/{\n${all.join('\n')}\n}`),
  fc.constantFrom(
    ':a;s/a/b/;ta',
    '$!N;P;D',
    's/a',
    'k',
    'y/ab/c/',
    's/a/b/k',
    '/a',
    'b none',
    '}',
    '{p',
    'p x',
    ',p',
    '1,p',
  ),
)

const sedOptions = fc.constantFrom([], ['-n'], ['-E'], ['-s'], ['-i'], ['-i.bak'])
export const SED = words('sed', sedOptions, script, fc.constantFrom(['f'], ['f', 'g'], ['none', 'f']))

const path = fc.constantFrom('a', 'b', 'd', 'd/a', 'd/e', 'd/e/x', 'none/x', 'l', '.', 'a/x', 'd/')
const mode = fc.constantFrom('755', '0', 'u+x', 'go-r', 'a=r', 'g=u', '+x', '4755', 'u+s,o+t', 'zz', 'a+X', '-w')
/** In which order a directory is read decides what becomes of a copy into itself. */
function isIntoItself(all: readonly string[]): boolean {
  const [to = '', from = ''] = all.toReversed().map((word) => `/${word.replace(/^l$/, 'd').replace(/\/$/, '')}/`)
  return from === '/./' || to === '/./' || to.startsWith(from)
}

export const ACT = fc.oneof(
  words('mkdir', fc.constantFrom([], ['-p'], ['-m', '700'], ['-v'], ['-z']), fc.array(path, { maxLength: 2 })),
  words('rmdir', fc.constantFrom([], ['-p']), fc.array(path, { maxLength: 2 })),
  words('touch', fc.constantFrom([], ['-c']), fc.array(path, { maxLength: 2 })),
  words('rm', fc.constantFrom([], ['-f'], ['-r'], ['-rf'], ['-v']), fc.array(path, { maxLength: 2 })),
  words('cp', fc.constantFrom([], ['-r'], ['-a'], ['-n'], ['-rv']), fc.array(path, { maxLength: 2 })).filter(
    (all) => !isIntoItself(all),
  ),
  words('mv', fc.constantFrom([], ['-f'], ['-n'], ['-v']), fc.array(path, { maxLength: 2 })),
  words('ln', fc.constantFrom([], ['-s'], ['-sf'], ['-f']), fc.uniqueArray(path, { maxLength: 3 })),
  words('chmod', fc.constantFrom([], ['-R']), mode, fc.array(path, { maxLength: 2 })),
  words('ls', fc.constantFrom([], ['-a'], ['-d'], ['-R'], ['-p'], ['-A']), fc.array(path, { maxLength: 2 })),
  words(
    'find',
    fc.array(path, { maxLength: 1 }),
    fc.constantFrom(
      [],
      ['-type', 'f'],
      ['-name', '*a*'],
      ['-maxdepth', '1', '-type', 'd'],
      ['-empty'],
      ['!', '-name', 'a'],
      ['-delete'],
      ['-foo'],
      ['-name'],
      ['-exec', 'basename', '{}', ';'],
    ),
  ),
)

const xargsOptions = fc.constantFrom([], ['-n1'], ['-n', '2'], ['-I{}'], ['-r'], ['-t'], ['-d', ','])
const called = fc.constantFrom([], ['echo', 'x'], ['echo', '<{}>'], ['expr'], ['false'], ['nowhere'])
export const XARGS = words('xargs', xargsOptions, called)
export const WORDS = fc
  .array(fc.constantFrom('a', 'b c', "'d e'", '1', '\\f', '"g"', '', "it's"), { maxLength: 4 })
  .map((lines) => lines.map((each) => `${each}\n`).join(''))
