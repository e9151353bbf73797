import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { carpsim, folder } from './command.ts'

const RC = (number: number, ...more: readonly string[]) =>
  [
    `hostname="skunk${number}.example.org"`,
    `ifconfig_em0="inet 10.0.0.${number} netmask 255.255.255.0"`,
    'cloned_interfaces="carp0"',
    `ifconfig_carp0="vhid 1 pass secret advskew ${number * 10} 10.0.0.3 netmask 255.255.255.0"`,
    ...more,
    '',
  ].join('\n')

const SCENARIO = `carpsim: 1
system: freebsd-8
until: 60s
hosts:
  skunk1:
    interfaces: { em0: { plug: lan } }
    files-from: ./skunk1/
  skunk2:
    interfaces: { em0: { plug: lan } }
    files-from: skunk2
    files: { /etc/sysctl.conf: net.inet.carp.preempt=1 }
`

/** A folder with a scenario in it, and files beside it. */
function laid(files: Readonly<Record<string, string>>): string {
  const at = folder({ 'pair.yaml': SCENARIO })('.')
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true })
    writeFileSync(join(at, path), text)
  }
  return at
}

const PAIR = { 'skunk1/etc/rc.conf': RC(1, 'keymap=us'), 'skunk2/etc/rc.conf': RC(2), 'skunk2/etc/sysctl.conf': 'x' }

test('files of machines in folders make the machines; what was found in them is counted, or shown where it stands', async () => {
  const cwd = laid(PAIR)
  const counted = await carpsim(['run', 'pair.yaml'], { cwd })
  expect(counted).toMatchObject({ code: 0, stderr: '' })
  expect(counted.stdout).toContain('skunk1  BACKUP → MASTER')
  expect(counted.stdout).toContain("\n1 finding in skunk1's files; --findings lists them\n")
  const { stdout } = await carpsim(['run', 'pair.yaml', '--findings'], { cwd })
  expect(stdout.slice(stdout.indexOf('skunk1:/etc'))).toMatchInlineSnapshot(`
      "skunk1:/etc/rc.conf:5:1  not-simulated
        3 │ cloned_interfaces="carp0"
        4 │ ifconfig_carp0="vhid 1 pass secret advskew 10 10.0.0.3 netmask 255.25…
      ▸ 5 │ keymap=us
          │ ^^^^^^ keymap changes nothing here

      1 finding in skunk1's files
      "
    `)
  const ascii = await carpsim(['run', 'pair.yaml', '--findings', '--ascii'], { cwd })
  expect(ascii.stdout).toMatch(/^[ -~\n]*$/)
})

test('a run without files says nothing of findings', async () => {
  const cwd = laid({ ...PAIR, 'skunk1/etc/rc.conf': RC(1) })
  expect((await carpsim(['run', 'pair.yaml', '--findings'], { cwd })).stdout).not.toContain('finding')
})

test.each<[what: string, make: (at: string) => void, message: string]>([
  [
    'a link out of the folder',
    (at) => symlinkSync('/etc/hostname', join(at, 'skunk1/etc/motd')),
    'skunk1/etc/motd leads out of its folder',
  ],
  [
    'a folder out of it',
    (at) => writeFileSync(join(at, 'pair.yaml'), SCENARIO.replace('./skunk1/', '../skunk1')),
    'a scenario takes files of its own folder',
  ],
  [
    'an absolute one',
    (at) => writeFileSync(join(at, 'pair.yaml'), SCENARIO.replace('./skunk1/', '/etc')),
    'a scenario takes files of its own folder',
  ],
  [
    'none',
    (at) => writeFileSync(join(at, 'pair.yaml'), SCENARIO.replace('./skunk1/', './skunk3')),
    'skunk3: no such file',
  ],
  [
    'a file',
    (at) => writeFileSync(join(at, 'pair.yaml'), SCENARIO.replace('./skunk1/', './pair.yaml')),
    'pair.yaml: this is no directory',
  ],
  ['a huge file', (at) => truncateSync(join(at, 'skunk1/etc/rc.conf'), 600_000), 'more than 500 kB of files'],
  [
    'no text',
    (at) => writeFileSync(join(at, 'skunk1/etc/x'), Buffer.from([0xff, 0xfe])),
    'skunk1/etc/x: this is not UTF-8 text',
  ],
])('refused: %s', async (_, make, message) => {
  const cwd = laid(PAIR)
  make(cwd)
  const { code, stderr } = await carpsim(['run', 'pair.yaml'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('hosts.skunk1.files-from')
  expect(stderr).toContain(message)
})

test('modes come with them; a link to a folder is none of them, and a pipe is not waited for', async () => {
  const cwd = laid({ ...PAIR, 'skunk1/usr/local/sbin/x': '#!/bin/sh\n' })
  chmodSync(join(cwd, 'skunk1/usr/local/sbin/x'), 0o755)
  symlinkSync('.', join(cwd, 'skunk1/loop'))
  execFileSync('mkfifo', [join(cwd, 'skunk1/pipe')])
  expect((await carpsim(['run', 'pair.yaml'], { cwd })).code).toBe(0)
})

test('import of folders, written when it is whole', async () => {
  const cwd = laid(PAIR)
  const made = await carpsim(['import', 'skunk1', 'skunk2/', '-o', 'made.yaml'], { cwd })
  expect(made).toEqual({
    code: 0,
    stdout: '',
    stderr: 'made.yaml is written. Try: carpsim run --findings made.yaml\n',
  })
  expect(readFileSync(join(cwd, 'made.yaml'), 'utf8')).toContain('ifconfig_carp0="vhid 1 pass secret advskew 10')
  const { code, stdout } = await carpsim(['run', 'made.yaml', '--until', '60s'], { cwd })
  expect(code).toBe(0)
  expect(stdout).toContain('skunk1  BACKUP → MASTER')
})

test('import of what ifconfig prints', async () => {
  const card = (address: string) =>
    `em0: flags=8943<UP> metric 0 mtu 1500\n\tinet ${address} netmask 0xffffff00 broadcast 10.0.0.255\n\tweather: fine\n`
  const carp0 =
    'carp0: flags=49<UP> metric 0 mtu 1500\n\tinet 10.0.0.3 netmask 0xffffff00 \n\tcarp: MASTER vhid 1 advbase 1 advskew 0\n'
  const cwd = laid({
    'a.txt': card('10.0.0.1') + carp0,
    'b.txt': card('10.0.0.2') + carp0.replace('advskew 0', 'advskew 100'),
  })
  const { code, stdout, stderr } = await carpsim(['import', '--ifconfig', 'a.txt', 'b.txt'], { cwd })
  expect([code, stderr]).toEqual([0, 'a.txt: nothing is made of 1 line: 3\nb.txt: nothing is made of 1 line: 3\n'])
  expect(stdout).toMatchInlineSnapshot(`
      "carpsim: 1
      title: a and b
      story: "Made of what ifconfig printed. Passwords stand there under -k alone, and whether a machine preempts stands nowhere: add them."
      seed: 1
      until: 60s

      networks:
        lan: { latency: 100us }

      hosts:
        a:
          system: freebsd-9.3
          interfaces:
            em0: { address: 10.0.0.1/24, plug: lan }
          carp:
            - { vhid: 1, interface: em0, addresses: [ 10.0.0.3/24 ], advskew: 0 }
        b:
          system: freebsd-9.3
          interfaces:
            em0: { address: 10.0.0.2/24, plug: lan }
          carp:
            - { vhid: 1, interface: em0, addresses: [ 10.0.0.3/24 ], advskew: 100 }
      "
    `)
  expect((await carpsim(['run', '-'], { cwd, input: stdout })).stdout).toContain('a  BACKUP → MASTER')
})

test.each([
  [['import', 'nowhere'], 'nowhere: no such file\n'],
  [['import', 'pair.yaml'], 'pair.yaml: this is no directory\n'],
  [
    ['import', '--system', 'freebsd-15', 'skunk1'],
    '--system: there is no system freebsd-15; did you mean freebsd-12?\n',
  ],
  [['import', 'empty'], 'empty: there is no file of a machine in it, such as etc/rc.conf or etc/hostname.em0\n'],
  [
    ['import', '--ifconfig', 'pair.yaml'],
    'pair.yaml: there is no carp in it; what system it is does not show, --system says it\n',
  ],
])('%s is refused', async (args, stderr) => {
  const cwd = laid(PAIR)
  mkdirSync(join(cwd, 'empty'))
  expect(await carpsim([...args, '-o', 'made.yaml'], { cwd })).toEqual({ code: 2, stdout: '', stderr })
  expect(existsSync(join(cwd, 'made.yaml'))).toBe(false)
})
