import { expect, test } from 'vitest'
import { readCommandLine } from '../../../src/services/ucarp/command-line.ts'
import { USAGE } from '../../../src/services/ucarp/usage.ts'

const NEEDED = '-i eth0 -s 10.0.0.1 -v 1 -p secret -a 10.0.0.3'
const FILES: Readonly<Record<string, string>> = { '/etc/pass': 'geheim\nsecond line\n', '/etc/empty': '' }

function called(words: string) {
  return readCommandLine(words === '' ? [] : words.split(' '), {
    called: 'ucarp',
    firstInterface: 'eth0',
    read: (path) => {
      const text = FILES[path]
      if (text !== undefined) return { is: text }
      return { error: path === '/etc' ? 'Is a directory' : 'No such file or directory' }
    },
  })
}

/** What it says, where that goes, and how it ends; of its usage only that it is printed. */
function told(words: string): string[] {
  const { said, stdout, stderr, exit, settings } = called(words)
  const lines = said.map(({ level, line, printed, logged }) => {
    return `[${level}] ${line}${printed ? '' : ' (not printed)'}${logged ? '' : ' (not logged)'}`
  })
  const usage = stdout === USAGE ? ['usage'] : []
  return [...lines, ...(stderr === '' ? [] : [stderr.trimEnd()]), ...usage, settings === null ? `exit ${exit}` : 'runs']
}

const QUIET = `${NEEDED} -u /up -d /down`
const MASTERS = '[WARNING] Warning: no script called when going up|[WARNING] Warning: no script called when going down'

test.each([
  ['', 'usage|exit 0'],
  ['-h', 'usage|exit 0'],
  ['--help -v 0', 'usage|exit 0'],
  // The order of what it asks for.
  ['/', '[INFO] Using [eth0] as a network interface|[ERROR] You must supply a valid virtual host id|exit 1'],
  ['-i eth0', '[ERROR] You must supply a valid virtual host id|exit 1'],
  ['-i eth0 -v 1', '[ERROR] You must supply a password|exit 1'],
  ['-i eth0 -v 1 -p x -b 0', '[ERROR] You must supply an advertisement time base|exit 1'],
  ['-i eth0 -v 1 -p x', '[ERROR] You must supply a persistent source address|exit 1'],
  ['-i eth0 -v 1 -p x -s 10.0.0.1', '[ERROR] You must supply a virtual host address|exit 1'],
  [NEEDED, `${MASTERS}|runs`],
  [`${NEEDED} -r 0`, `${MASTERS}|[ERROR] Dead ratio can't be zero|exit 1`],
  [QUIET, 'runs'],
  // Wrong options end it with its usage, and no error.
  [`--preemt ${QUIET}`, "ucarp: unrecognized option '--preemt'|usage|exit 0"],
  [`${QUIET} -Q`, "ucarp: invalid option -- 'Q'|usage|exit 0"],
  [`${QUIET} -m 224.0.0.19`, "ucarp: invalid option -- 'm'|usage|exit 0"],
  [`${QUIET} --preempt=yes`, "ucarp: option '--preempt' doesn't allow an argument|usage|exit 0"],
  [`${QUIET} --vhid`, "ucarp: option '--vhid' requires an argument|usage|exit 0"],
  [`${QUIET} -zv`, "ucarp: option requires an argument -- 'v'|usage|exit 0"],
  [`${QUIET} --pa=x`, "ucarp: option '--pa=x' is ambiguous; possibilities: '--pass' '--passfile'|usage|exit 0"],
  // What is wrong in a value is said where it stands.
  ['-v 256', '[ERROR] vhid must be between 1 and 255.|exit 1'],
  ['-v 0 --preemt', '[ERROR] vhid must be between 1 and 255.|exit 1'],
  ['-v -1', '[ERROR] vhid must be between 1 and 255.|exit 1'],
  ['-s -B', '[ERROR] Invalid address: [-B]|exit 1'],
  ['-B -s 10.0.0.1/24', '[ERROR] Invalid address: [10.0.0.1/24] (not printed)|exit 1'],
  ['--mcast=224.0.0.018', '[ERROR] Invalid address: [224.0.0.018]|exit 1'],
  ['-o /etc/none', '[ERROR] unable to open passfile /etc/none for reading: No such file or directory|exit 1'],
  ['-o /etc/empty', '[ERROR] error reading passfile /etc/empty: unexpected end of file|exit 1'],
  ['-o /etc', '[ERROR] error reading passfile /etc: Is a directory|exit 1'],
  [`-f mine ${QUIET}`, '[ERROR] Unknown syslog facility: [mine]|runs'],
  ['-f none -v 0', '[ERROR] vhid must be between 1 and 255. (not logged)|exit 1'],
])('ucarp %s', (words, expected) => {
  expect(told(words)).toEqual(expected.split('|'))
})

const DEFAULTS = {
  interface: 'eth0',
  source: 0x0a00_0001,
  group: 0xe000_0012,
  vhid: 1,
  password: 'secret',
  preempt: false,
  neutral: false,
  address: 0x0a00_0003,
  addressText: '10.0.0.3',
  advbase: 1,
  advskew: 0,
  upscript: '/up',
  downscript: '/down',
  deadratio: 3,
  debug: false,
  shutdown: false,
  daemonize: false,
  ignoreifstate: false,
  nomcast: false,
  xparam: null,
  silent: false,
  facility: 'daemon',
}

test.each([
  ['', {}],
  [
    '-PnDzBSM',
    { preempt: true, neutral: true, debug: true, shutdown: true, daemonize: true, ignoreifstate: true, nomcast: true },
  ],
  ['--preempt --neutral --debug', { preempt: true, neutral: true, debug: true }],
  ['--pre --shut --daem', { preempt: true, shutdown: true, daemonize: true }],
  ['--vhid=42 --advb 2 -k100 -r5', { vhid: 42, advbase: 2, advskew: 100, deadratio: 5 }],
  // The base of a number is what it begins with.
  ['-v 010 -b 0x10 -k 0x', { vhid: 8, advbase: 16, advskew: 0 }],
  ['-v 12monkeys -k -1', { vhid: 12, advskew: 255 }],
  // One byte of each is kept.
  ['-b 257 -k 300', { advbase: 1, advskew: 44 }],
  ['-k 99999999999999999999', { advskew: 255 }],
  ['--mcast 239.1.2.3', { group: 0xef01_0203 }],
  ['-o /etc/pass', { password: 'geheim' }],
  ['-f LOCAL3', { facility: 'local3' }],
  ['-f none', { silent: true }],
  ['-x', { xparam: '--' }],
  ['-i eth0:carp0', { interface: 'eth0:carp0' }],
  // Words that are no options stand anywhere; behind -- there are no options.
  ['stray -P words', { preempt: true }],
  ['-z -- -P', { shutdown: true }],
])('ucarp … %s', (words, given) => {
  const line = words === '-x' ? `${QUIET} -x --` : `${QUIET} ${words}`
  const { settings, said, exit } = called(line.trim())
  expect({ settings, said, exit }).toEqual({ settings: { ...DEFAULTS, ...given }, said: [], exit: 0 })
})

test('its usage says of each option what it takes', () => {
  expect(USAGE.split('\n').slice(0, 6)).toEqual([
    '',
    'ucarp 1.5.2 - Apr 24 2019',
    '',
    '--interface=<if> (-i <if>): bind interface <if>',
    '--srcip=<ip> (-s <ip>): source (real) IP address of that host',
    '--mcast=<ip> (-m <ip>): multicast group IP address (default 224.0.0.18)',
  ])
  expect(USAGE).toMatch(/\n--xparam=<value> \(-x\): extra parameter to send to up\/down scripts\n\nSample usage:\n/)
  expect(USAGE).toMatch(/vip-down\.sh\n\n\nPlease report bugs to \.\n\n$/)
})
