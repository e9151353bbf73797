import { expect, test } from 'vitest'
import { boot, executed, of } from '../booted.ts'

const DEVD = '/usr/local/etc/devd/carp.conf'

function rule(priority: number, type: string, action: string, more = ''): string {
  return `notify ${priority} {
  match "system" "IFNET"; match "subsystem" "carp0"; match "type" "${type}"; ${more}
  ${action === '' ? '' : `action "${action}";`}
};
`
}

function run(conf: string, more: Parameters<typeof boot>[0] = {}) {
  return boot({ ...more, files: { [DEVD]: conf, ...more.files } }).records
}

test('each change of a carp interface is an event: up for MASTER, down for all else', () => {
  const records = run(rule(30, 'LINK_UP', 'echo master') + rule(30, 'LINK_DOWN', 'echo slave'), {
    events: ['{ at: 10s, run: a, command: ifconfig carp0 down }', '{ at: 20s, run: a, command: ifconfig carp0 up }'],
  })
  const words = executed(records).map((line) => line.slice(line.indexOf(' ') + 1))
  // Once at boot, twice around the restart of the interface: a script for the slave must not mind.
  expect(words.filter((word) => word.startsWith('echo'))).toEqual([
    'echo slave',
    'echo master',
    'echo slave',
    'echo slave',
  ])
})

test('what devd is told of goes back to the change of state', () => {
  const records = run(rule(30, 'LINK_UP', 'echo master'), { events: ['{ at: 10s, crash: b }'] })
  const causes = of(records, 'devd')
    .filter(({ subsystem }) => subsystem === 'carp0')
    .map(({ type, cause }) => [type, records.find(({ id }) => id === cause)])
  expect(causes.length).toBeGreaterThan(1)
  for (const [type, cause] of causes)
    expect(cause).toMatchObject({ kind: 'transition', to: type === 'LINK_UP' ? 'MASTER' : 'BACKUP' })
})

test('the highest priority is run, and of equal ones the one that was read first; the others are not', () => {
  const conf = rule(10, 'LINK_UP', 'echo low') + rule(30, 'LINK_UP', 'echo first') + rule(30, 'LINK_UP', 'echo second')
  expect(executed(run(conf)).filter((line) => /low|first|second/.test(line))).toEqual([
    expect.stringContaining('first'),
  ])
})

test('all actions of the rule run, one after the other', () => {
  const conf = rule(30, 'LINK_UP', 'sleep 2', 'action "echo one";')
  expect(executed(run(conf)).filter((line) => /echo|sleep/.test(line))).toEqual([
    expect.stringContaining('echo one'),
    expect.stringContaining('sleep 2'),
  ])
})

test('a rule that does nothing swallows the event', () => {
  const conf = rule(30, 'LINK_UP', '') + rule(10, 'LINK_UP', 'echo never')
  expect(executed(run(conf)).filter((line) => line.includes('never'))).toEqual([])
})

test.each([
  ['match "type" "!LINK_DOWN"', "a link that is up, the card's too", 2],
  ['match "type" "link_up"', 'case does not matter', 2],
  ['match "subsystem" "carp*"', 'a glob is no expression: car and p', 0],
  ['match "subsystem" "carp[0-9]+"', 'an expression', 2],
  ['match "foo" ".*"', 'a variable that nobody set is empty', 3],
  ['match "foo" ".+"', 'and not more', 0],
  ['match "type" "("', 'what is no expression matches nothing', 0],
  ['match "type" "!("', 'and what it does not match, it does', 3],
  ['media-type "ethernet"', 'a card, and no carp interface', 1],
])('%s: %s', (statement, _, times) => {
  const lines = executed(run(`notify 30 { ${statement}; action "echo yes"; };`))
  // em0 up, carp0 down, carp0 up.
  expect(lines.filter((line) => line.includes('yes'))).toHaveLength(times)
})

test('actions see the variables of the event; a dollar stays one', () => {
  const action = 'echo $subsystem:$type:$nothing: $$5 $9'
  const lines = executed(run(rule(30, 'LINK_UP', action)))
  expect(lines.at(-1)).toMatch(/ echo carp0:LINK_UP:: \$5 \$9$/)
})

test('from 12.0 on values are quoted for the shell, and the shell takes the quotes away', () => {
  const vhid = 'ifconfig_em0="inet 10.0.0.1/24"\nifconfig_em0_alias0="inet 10.0.0.3/32 vhid 1 pass secret"\n'
  const records = run('notify 30 { match "system" "CARP"; match "type" "MASTER"; action "echo $subsystem $type"; };', {
    system: 'freebsd-12',
    files: { '/etc/rc.conf': vhid },
  })
  expect(executed(records).at(-1)).toMatch(/ echo \$'1@em0' \$'MASTER'$/)
  expect(of(records, 'output').some(({ text }) => text === '1@em0 MASTER\n')).toBe(true)
})

test('devd waits for what it runs: what happens meanwhile is worked off behind it, in order', () => {
  const records = run(rule(30, 'LINK_DOWN', 'sleep 5') + rule(30, 'LINK_UP', 'echo master'), {
    events: [
      '{ at: 20s, run: a, command: ifconfig carp0 down && ifconfig carp0 up }',
      '{ at: 21s, run: b, command: ifconfig carp0 down }',
    ],
  })
  const since = executed(records).filter((line) => Number(line.split(' ')[0]) >= 20)
  // Down, then down again (BACKUP): five seconds and a shell's start each; the rise to MASTER waits for both.
  expect(since).toEqual(['20.000 sleep 5', '25.002 sleep 5', '30.004 echo master'])
})

test('the kernel keeps so many events, and drops the oldest', () => {
  const events = [
    '{ at: 10s, run: a, command: sysctl hw.bus.devctl_queue=1 }',
    '{ at: 20s, run: a, command: ifconfig carp0 down && ifconfig carp0 up }',
    '{ at: 21s, run: a, command: ifconfig carp0 down }',
  ]
  const conf = rule(30, 'LINK_DOWN', 'sleep 5') + rule(30, 'LINK_UP', 'echo master')
  const since = executed(run(conf, { events })).filter((line) => Number(line.split(' ')[0]) >= 20)
  expect(since).toEqual(['20.000 sleep 5', '25.002 sleep 5'])
})

test('what happened before it started is worked off before anything else of rc', () => {
  const records = run(rule(30, 'LINK_DOWN', 'sleep 3'), { files: {} })
  const network = of(records, 'boot').find(({ stage, lasts }) => stage === 'network' && lasts !== undefined)!
  const devd = of(records, 'boot').find(({ stage }) => stage === 'devd')!
  expect(network.t - devd.t).toBeGreaterThan(3_200_000)
})

test('a restart reads the files again, and loses no event; nothing that was before is told again', () => {
  const events = [
    `{ at: 10s, run: a, command: vim ${DEVD}, input: ${JSON.stringify(rule(40, '.*', 'echo new $type'))} }`,
    '{ at: 11s, run: a, command: /etc/rc.d/devd restart }',
    '{ at: 11.1s, run: a, command: ifconfig carp0 down }',
  ]
  const since = executed(run(rule(30, '.*', 'echo old'), { events })).filter((line) => Number(line.split(' ')[0]) > 10)
  expect(since).toEqual(['11.200 echo new LINK_DOWN'])
})

test('one file that cannot be read is the end of devd: no rule of any file is there', () => {
  const curly = rule(30, 'LINK_UP', 'echo x').replaceAll('"', '”')
  const records = run(curly, { files: { '/usr/local/etc/devd/a.conf': rule(30, 'LINK_UP', 'echo good') } })
  const says = of(records, 'boot').flatMap(({ says }) => says ?? [])
  expect(says).toContain('devd: line 2: system: syntax error.')
  expect(says).toContain(`devd: Cannot parse ${DEVD} at line 2`)
  expect(executed(records)).toEqual([])
})

test('rules that can never run are told, with the reason', () => {
  const conf = rule(30, 'LINK_UP', 'echo a') + rule(20, 'LINK_UP', 'echo b')
  const told = (records: ReturnType<typeof run>) =>
    of(records, 'boot').flatMap(({ says = '' }) => (says.includes('never') ? [says] : []))
  expect(told(run(conf))).toEqual([`${DEVD}, line 5: this rule never runs: that of ${DEVD}, line 1, comes first`])
  const vhid = 'ifconfig_em0="inet 10.0.0.1/24"\nifconfig_em0_alias0="inet 10.0.0.3/32 vhid 1 pass secret"\n'
  const later = run(conf, { system: 'freebsd-12', files: { '/etc/rc.conf': vhid } })
  expect(told(later)[0]).toBe(
    `${DEVD}, line 1: this rule never runs: FreeBSD 12.1 sends no such event; one is CARP 1@em0 INIT`,
  )
})

test('an action that names a script runs it, line by line; one that is not there is not found', () => {
  const records = run(rule(30, 'LINK_DOWN', '/root/slave down') + rule(30, 'LINK_UP', '/root/master'), {
    files: { '/root/slave': '#!/bin/sh\necho "$1 of $0"\nexit 3\n' },
    modes: { '/root/slave': '755' },
  })
  expect(of(records, 'script').map(({ command, exit }) => [command, exit])).toEqual([
    ['/root/slave down', null],
    ['/root/slave down', 3],
  ])
  expect(of(records, 'command').flatMap(({ command, line }) => (line === undefined ? [] : [[line, command]]))).toEqual([
    [2, "echo 'down of /root/slave'"],
  ])
  expect(
    of(records, 'output')
      .filter(({ text }) => text !== '')
      .map(({ text, exit }) => [text, exit]),
  ).toEqual([
    ['down of /root/slave\n', 0],
    ['/root/master: not found\n', 127],
  ])
})

test('rules that would take for ever do not: what there is no memory for matches nothing', () => {
  const started = performance.now()
  const greedy = 'notify 9 { match "type" "((L?){255}){8}((.?){255})*"; action "echo greedy"; };\n'
  const records = run(greedy.repeat(5_000) + rule(1, 'LINK_UP', 'echo mine'))
  expect(of(records, 'boot').some(({ stage }) => stage === 'login')).toBe(true)
  expect(performance.now() - started).toBeLessThan(20_000)
})
