import { expect, test } from 'vitest'
import { parseSyslogConf } from '../../src/config/syslog-conf.ts'
import { type FACILITIES, SEVERITIES } from '../../src/config/syslog-names.ts'
import { routesOf } from '../../src/host/log/routes.ts'

/** Which severities of a facility a selector takes, the most urgent first. */
function taken(selectors: string, facility: (typeof FACILITIES)[number], adds: boolean): string {
  const [route] = routesOf(parseSyslogConf(`${selectors}\t/x\n`).settings, adds)
  return SEVERITIES.filter((severity) => route!.takes({ facility, severity, tag: 'a', text: '' })).join(' ')
}

const ALL = SEVERITIES.join(' ')

test.each([
  // What syslog.conf(5) of FreeBSD says of each.
  ['*.notice;authpriv.none;kern.debug', 'local0', 'emerg alert crit err warning notice'],
  ['*.notice;authpriv.none;kern.debug', 'kern', ALL],
  ['*.notice;authpriv.none;kern.debug', 'authpriv', ''],
  ['*.=debug', 'local0', 'debug'],
  ['*.=debug;local0.*', 'local0', ALL],
  ['*.=debug;*.=info', 'local0', 'info'],
  ['local0,local1.<=info', 'local1', 'info debug'],
  ['*.>err', 'mail', 'emerg alert crit'],
  ['*.!info', 'mail', 'debug'],
  ['*.!=info', 'mail', 'emerg alert crit err warning notice debug'],
  ['mail.*', 'kern', ''],
  ['local0.none;*.err', 'local0', 'emerg alert crit err'],
] as const)('BSD: %s of %s', (selectors, facility, expected) => {
  expect(taken(selectors, facility, false)).toBe(expected)
})

test.each([
  // What syslog.conf(5) of Linux says of each.
  ['*.=info;*.=notice;*.=warn', 'local0', 'warning notice info'],
  ['*.=info;*.=notice;daemon.none', 'daemon', ''],
  ['*.*;auth.none', 'auth', ''],
  ['kern.info;kern.!err', 'kern', 'warning notice info'],
  ['mail.*;mail.!=info', 'mail', 'emerg alert crit err warning notice debug'],
] as const)('Linux: %s of %s', (selectors, facility, expected) => {
  expect(taken(selectors, facility, true)).toBe(expected)
})

test('a block of programs is for these alone, until another one begins', () => {
  const routes = routesOf(
    parseSyslogConf('*.* /all\n!ppp\n*.* /ppp\n!-ppp\n*.* /others\n!*\n*.* /end\n').settings,
    false,
  )
  const files = (tag: string) =>
    routes.filter((route) => route.takes({ facility: 'user', severity: 'info', tag, text: '' })).map(({ file }) => file)
  expect(files('ppp')).toEqual(['/all', '/ppp', '/end'])
  expect(files('carp')).toEqual(['/all', '/others', '/end'])
})
