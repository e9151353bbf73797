import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.ts'
import { DIALECTS, type Played, play, type Setting } from './play.ts'

// Scripts that mean harm: each ends soon, says why, and leaves a machine that goes on; and ends the same way again.

/** Microseconds of a processor: each takes less than a second of its time, and of nobody else's. */
const PATIENCE = 4_000_000

const SHELLS = ['dash', 'bash', 'freebsd-sh']

const times = (count: number, text: string) => text.repeat(count)

function timed(source: string, setting: Setting): Played {
  const from = process.cpuUsage()
  const played = play(source, setting)
  const { user, system } = process.cpuUsage(from)
  expect(user + system).toBeLessThan(PATIENCE)
  return played
}

/** Runs it twice, each on a machine of its own, which can do something afterwards. */
function suffered(source: string, name: string): Played {
  const [first, second] = [1, 2].map(() => {
    const machine = new TestMachine()
    machine.files.make('/etc/secret', 'file', 0o600, 'ours\n')
    const played = timed(source, { machine, dialect: DIALECTS[name]! })
    expect(play('echo still here', { machine }).stdout).toBe('still here\n')
    return played
  })
  expect(second).toEqual(first)
  return first!
}

/** Each meets a limit, and says which. */
const SAYS = /stopped: more than \d+ [a-z ]+|Maximum function recursion|[Cc]annot fork|fork: /
const LIMITED: readonly [string, string][] = [
  ['a loop without an end', 'while :; do :; done'],
  ['a loop that says nothing', 'while true; do true; done >/dev/null'],
  ['an empty until', 'until false; do x=1; done'],
  ['a for over itself', 'x="a b c d e f g h"; f() { for i in $x; do for j in $x; do f; done; done; }; f'],
  ['recursion', 'f() { f; }; f'],
  ['mutual recursion', 'f() { g; }; g() { f; }; f'],
  ['recursion by eval', 'x=\'eval "$x"\'; eval "$x"'],
  ['recursion in $( )', 'f() { echo $(f); }; f'],
  ['a trap that calls itself', "trap 'kill -TERM $$' TERM; kill -TERM $$; while :; do :; done"],
  ['a fork bomb', 'f() { f | f & }; f; wait'],
  ['a bomb of subshells', 'f() { ( f ) & ( f ) & }; f; wait'],
  ['background in a loop', 'while :; do sleep 1000 & done'],
  ['a doubling variable', 'x=aaaaaaaa; while :; do x=$x$x; done'],
  ['a doubling of words', 'set a b; while :; do set "$@" "$@"; done'],
  ['a doubling in $( )', 'x=aaaaaaaa; while :; do x=$(echo "$x$x"); done'],
  ['output without an end', 'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done'],
  ['printf of a gigabyte', "printf '%1000000000d' 1"],
  ['printf in loops', "while :; do printf '%9999d' 1; done"],
  ['yes, caught', 'x=$(yes)'],
  ['a here-document that grows', 'x=aaaaaaaa; while :; do x=$(cat <<E\n$x$x\nE\n); done'],
  ['a file that grows', 'echo a >x; while :; do cat x x >y; cat y >x; done'],
]

describe.each(SHELLS)('%s', (name) => {
  test.each(LIMITED)('%s is stopped', (_, script) => {
    const { stderr, status } = suffered(script, name)
    expect(stderr).toMatch(SAYS)
    // What is met in the background, that ends, and not who waits for it.
    if (!script.endsWith('wait')) expect(status).toBeGreaterThan(0)
  })

  test('a source that is too long, or too deep, is not read', () => {
    expect(suffered(times(300_000, ':\n'), name)).toMatchObject({ status: 2, stdout: '' })
    for (const [open, close] of [
      ['$(', ')'],
      ['( ', ' )'],
      ['{ ', '; }'],
      ['"${x-', '}"'],
      ['$((', '))'],
    ]) {
      const { stderr, status } = suffered(`echo ${times(20_000, open!)}x${times(20_000, close!)}`, name)
      expect({ status, said: stderr !== '' }).toEqual({ status: 2, said: true })
    }
  })

  test('what is deep only when it runs is stopped, too', () => {
    const deep = (levels: number) => `${times(levels, 'eval ')}echo x`
    expect(suffered(deep(10_000), name)).toMatchObject({ stdout: expect.stringMatching(/^(?:x\n)?$/) })
    expect(suffered(`x=1; ${times(2000, 'x=$((x+')}1${times(2000, '))')}`, name).status).toBeGreaterThan(0)
    expect(suffered(`echo $((${times(5000, '(')}1${times(5000, ')')}))`, name).status).toBeGreaterThan(0)
    expect(suffered(`echo $((${times(20_000, '-')}1))`, name).stderr.length).toBeLessThan(100_000)
  })
})

describe.each(SHELLS)('%s: patterns take known time', (name) => {
  const text = times(2000, 'a')
  const stars = `${times(200, '*a')}*b`

  test.each([
    ['case', `x=${text}; case $x in ${stars}) echo yes;; *) echo no;; esac`, 'no\n'],
    ['a prefix', `x=${text}; y=\${x#${stars}}; echo \${#y}`, '2000\n'],
    ['a longest suffix', `x=${text}; y=\${x%%${stars}}; echo \${#y}`, '2000\n'],
    ['questions', `x=${text}; case $x in ${times(1000, '*?')}b) echo yes;; *) echo no;; esac`, 'no\n'],
    ['sets', `x=${text}; case $x in ${times(200, '*[!b-z]')}b) echo yes;; *) echo no;; esac`, 'no\n'],
    ['files', `: >${times(200, 'a')}; echo ${times(50, '*a')}*b`, `${times(50, '*a')}*b\n`],
  ])('%s', (_, script, expected) => {
    expect(suffered(script, name)).toMatchObject({ stdout: expected, status: 0 })
  })
})

test('bash: [[ ]] and ${x//} take known time', () => {
  const stars = `${times(100, '*a')}*b`
  expect(suffered(`x=${times(2000, 'a')}; [[ $x == ${stars} ]] && echo yes || echo no`, 'bash').stdout).toBe('no\n')
  expect(suffered(`x=${times(1000, 'a')}; y=\${x//${times(30, '*a')}b/c}; echo \${#y}`, 'bash').stdout).toBe('1000\n')
  expect(suffered('echo {1..100000}{1..100000}', 'bash').status).toBeGreaterThan(0)
  expect(suffered(`echo ${times(40, '{a,b}')}`, 'bash').status).toBeGreaterThan(0)
})

describe.each(['dash', 'bash', 'freebsd-sh'])('%s: nothing of the real machine is there', (name) => {
  test.each([
    'cat ../../../../etc/passwd',
    'cat /../../etc/passwd',
    'cat /proc/self/environ',
    'cat /proc/1/cmdline',
    'cat /etc/shadow',
    'cat < /etc/hosts',
    '. /etc/profile',
    'echo /proc/* /sys/* /usr/* /home/*',
    'ls /',
    'exec 3</dev/kmem; cat <&3',
    '/bin/node -e 1',
    'node -e 1',
    'echo $NODE_PATH $SHLVL $LOGNAME',
    '/usr/bin/env',
  ])('%s', (script) => {
    const { stdout, stderr } = suffered(script, name)
    expect(`${stdout}${stderr}`).not.toMatch(/root:x|PATH=|node_modules|\d+\s+\/|pts\/|linux/i)
  })

  test('writing there changes nothing but the machine', () => {
    expect(suffered('echo x > /dev/sda; echo $?', name).stdout).toMatch(/^\d\n$/)
    expect(suffered('echo x > /proc/sysrq-trigger; echo $?', name).stderr).not.toBe('')
    expect(suffered('echo x > ../../../../../tmp/seen; cat /tmp/seen', name).stdout).toBe('x\n')
    expect(suffered('kill -9 1; kill -9 -1; kill -TERM 0; echo alive', name).status).not.toBeNull()
    expect(suffered('cat /etc/secret', name).stdout).toBe('ours\n')
  })
})
