import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { ROOT } from '../cli/command.ts'
import { of } from '../services/booted.ts'

// The documents' own blocks, as they stand there, where the documents are: beside this repository.

const DOCUMENTS = join(ROOT, '../shared/tutorials')
const isThere = existsSync(DOCUMENTS)
const titled = (begin: string) => (isThere ? `${begin}` : `${begin} (skipped: ../shared/tutorials is not there)`)

function linesOf(number: string): string[] {
  const name = readdirSync(DOCUMENTS).find((each) => each.startsWith(`${number}_`))!
  return readFileSync(join(DOCUMENTS, name), 'utf8').split('\n')
}

interface Host {
  readonly address: string
  readonly files: Readonly<Record<string, string>>
}

interface Played {
  readonly hosts: Readonly<Record<string, Host>>
  readonly events?: readonly Readonly<Record<string, string>>[]
  readonly until?: string
}

function played({ hosts, events = [], until = '100s' }: Played): readonly TraceRecord[] {
  const host = ({ address, files }: Host) => ({
    interfaces: { em0: { address: `${address}/24`, plug: 'lan' } },
    files: { ...files, '/etc/rc.conf': `ifconfig_em0="inet ${address}/24"\n${files['/etc/rc.conf'] ?? ''}` },
  })
  const named = Object.fromEntries(Object.entries(hosts).map(([name, spec]) => [name, host(spec)]))
  return simulate(
    loadScenario(JSON.stringify({ carpsim: '1', system: 'freebsd-8', until, hosts: named, events }), 'document'),
  ).records
}

function states(records: readonly TraceRecord[], host: string, from = 0): string[] {
  return of(records, 'transition', host).flatMap(({ t, to }) => (t < from * 1e6 ? [] : [to]))
}

function says(records: readonly TraceRecord[], host: string): string[] {
  return of(records, 'boot', host).flatMap(({ lasts, says }) =>
    lasts === undefined && says !== undefined ? [says] : [],
  )
}

const straight = (text: string) => text.replace(/[“”″]/g, '"')
const KERNEL = { '/boot/kernel/kernel': 'device carp\n' }
const DEVD = '/usr/local/etc/devd/devd.conf'
const PREEMPT = { '/etc/sysctl.conf': 'net.inet.carp.preempt=1\n' }

describe.skipIf(!isThere)(titled('Lucas, CARP and devd'), () => {
  const lines = isThere ? linesOf('000') : []
  const conf = lines.flatMap((line, i) => (line.startsWith('cloned_interfaces') ? [`${line}\n${lines[i + 1]}\n`] : []))
  const devd = `${lines.slice(lines.indexOf('notify 30 {'), lines.lastIndexOf('};') + 1).join('\n')}\n`
  const command = lines.find((line) => line.startsWith('# '))?.slice(2) ?? ''
  const pair = (write: (text: string) => string, more: Readonly<Record<string, string>> = {}) =>
    played({
      hosts: {
        skunk1: {
          address: '10.0.0.1',
          files: { ...KERNEL, ...more, '/etc/rc.conf': write(conf[0]!), [DEVD]: write(devd) },
        },
        skunk2: {
          address: '10.0.0.2',
          files: { ...KERNEL, ...more, '/etc/rc.conf': write(conf[1]!), [DEVD]: write(devd) },
        },
      },
      events: [{ at: '60s', run: 'skunk1', command }],
    })

  test('as published: no carp0, and no devd', () => {
    const records = pair((text) => text)
    expect([...states(records, 'skunk1'), ...states(records, 'skunk2')]).toEqual([])
    expect(says(records, 'skunk1')).toEqual([
      '1: not found',
      'devd: line 2: system: syntax error.',
      `devd: Cannot parse ${DEVD} at line 2`,
    ])
  })

  test('with straight quotes: skunk1 is MASTER, and stays it when its advskew is raised', () => {
    const records = pair(straight)
    expect(states(records, 'skunk1')).toEqual(['BACKUP', 'MASTER'])
    expect(states(records, 'skunk2')).toEqual(['BACKUP'])
    expect(of(records, 'setting', 'skunk1').map(({ name, value }) => `${name} ${value}`)).toContain('advskew 30')
  })

  test('and with preempt: skunk2 takes over at the next advertisement', () => {
    const records = pair(straight, PREEMPT)
    expect(states(records, 'skunk2', 60)).toEqual(['MASTER'])
    expect(states(records, 'skunk1', 60)).toEqual(['BACKUP'])
  })
})

describe.skipIf(!isThere)(titled('The Russian guide'), () => {
  const lines = isThere ? linesOf('001') : []

  /** The commands of its prompts; what follows one is typed into it. */
  const commands = () => {
    const found: { command: string; input: string[] }[] = []
    for (const line of lines.slice(
      0,
      lines.findIndex((each) => each.startsWith('146 ')),
    )) {
      if (line.startsWith('# ')) found.push({ command: line.slice(2), input: [] })
      else if (/^[a-z_.]+[0-9]*=|^device /.test(line)) found.at(-1)?.input.push(line)
    }
    return found
  }
  const isRc = ({ command }: { command: string }) => command.endsWith('/etc/rc.conf')

  test('its commands make a kernel with CARP, and its files two servers; a cable moves the address, and back', () => {
    const all = commands()
    const shared = [{ command: 'sysinstall', input: [] }, ...all.filter((each) => !isRc(each))]
    const own = all.filter(isRc)
    expect(own).toHaveLength(2)
    const typed = (host: string, rc: (typeof own)[number]) =>
      [...shared, rc, { command: 'reboot', input: [] }].map(({ command, input }, i) => ({
        at: `${i < shared.findIndex(({ command: each }) => each.startsWith('make install')) ? i + 60 : 2000 + 60 * i}s`,
        run: host,
        command,
        ...(input.length > 0 && { input: `${input.join('\n')}\n` }),
      }))
    const generic = { '/boot/kernel/kernel': 'ident GENERIC\n' }
    const records = played({
      hosts: {
        main: { address: '10.0.0.2', files: generic },
        spare: { address: '10.0.0.3', files: generic },
      },
      events: [
        ...typed('main', own[0]!),
        ...typed('spare', own[1]!),
        { at: '3000s', unplug: 'main.em0' },
        { at: '3030s', plug: 'main.em0' },
      ],
      until: '3100s',
    })
    expect(of(records, 'output', 'main').filter(({ exit }) => exit !== 0)).toEqual([])
    expect(states(records, 'main', 2000)).toEqual(['BACKUP', 'MASTER', 'INIT', 'BACKUP', 'MASTER'])
    expect(states(records, 'spare', 2000)).toEqual(['BACKUP', 'MASTER', 'BACKUP'])
  })
})
