import { expect, test } from 'vitest'
import { playerOf } from '../../src/player/app/state.ts'
import { open } from '../../src/player/session/session.ts'
import { readScenario } from '../../src/scenario/load.ts'
import { after, appFor, screen } from './program.ts'

// What is looked at: machines, cables, events, frames on their way.

const LARGE = { columns: 160, rows: 46 }
const goto = (time: string) => [':', ...`goto ${time}`, 'enter']

test('a cable is selected, shown so, and what can be done to it comes first in its menu', async () => {
  const app = await appFor('basics/cable-pull')
  const cable = after(app, ['e'])
  expect(cable.player!.session.selected).toEqual({ host: 'skunk1', interface: 'em0' })
  expect(screen(cable)).toMatch(/▸ em0 ═+╢/)
  expect(screen(cable, { columns: 100, rows: 30 }, true)).toMatch(/> em0 =+\|/)
  const menu = screen(after(cable, ['f']))
  expect(menu).toContain('what to do to skunk1.em0')
  expect(menu.indexOf('pull the cable')).toBeLessThan(menu.indexOf('force'))
  expect(menu).toMatch(/cut skunk1\.em0 -> skunk2[\s\S]*cut skunk2 -> skunk1\.em0/)
  expect(menu).not.toContain('crash')
  const pulled = after(cable, ['f', 'p'])
  expect(screen(pulled)).toMatch(/▸ em0 ╳ no carrier ═+╳/)
  const cut = after(cable, ['f', 'o', 'f'])
  expect(screen(cut)).toMatch(/heal all that is cut of skunk1\.em0/)
})

test('keys go through all cables', async () => {
  const app = await appFor('basics/cable-pull')
  const names = (keys: readonly string[]) => {
    const { selected } = after(app, keys).player!.session
    return `${selected?.host}.${selected?.interface}`
  }
  expect([1, 2, 3, 4].map((times) => names(new Array<string>(times).fill('e')))).toEqual([
    'skunk1.em0',
    'skunk2.em0',
    'laptop.em0',
    'skunk1.em0',
  ])
  expect(names(['e', 'E'])).toBe('laptop.em0')
  expect(names(['n', 'E'])).toBe('skunk1.em0')
  expect(names(['e', 'n'])).toBe('skunk2.undefined')
})

test('in a small window, too, it is told which cable is selected', async () => {
  const app = after(await appFor('basics/cable-pull'), ['e'])
  expect(screen(app, { columns: 80, rows: 23 })).toContain('▸ skunk1.em0')
})

test('up and down go through the list of events, also where several happen at once; why follows', async () => {
  const app = after(await appFor('basics/cable-pull'), goto('10s'))
  const marked = (keys: readonly string[]) =>
    screen(after(app, keys), LARGE)
      .split('\n')
      .find((line) => line.includes('▸ 1'))
  expect(marked([])).toContain('no answer')
  expect(marked(['up'])).toContain('demotion 1')
  expect(marked(['up', 'up'])).toContain('MASTER → INIT')
  expect(marked(['up', 'up', 'up'])).toContain('cable of skunk1 em0 pulled')
  expect(marked(['up', 'down'])).toContain('no answer')
  expect(after(app, ['up', 'up']).player!.session.cursor).toBe(10_000_000)
  const next = after(app, ['down'])
  expect(next.player!.session.cursor).toBe(12_351_659)
  const why = screen(next, LARGE)
  expect(why).toContain('skunk2: BACKUP → MASTER')
  expect(why).toMatch(/3 × advbase 1 s \+ advskew 20\/256 s/)
  expect(why).toContain('cable of skunk1 em0 pulled')
  const left = after(next, ['escape'])
  expect(left.player!.session.picked).toBe(null)
  expect(screen(left, LARGE)).toContain('skunk1 was INIT at 12.351659 s')
  expect(after(next, ['right']).player!.session.picked).toBe(null)
})

test('enter or d opens the event under the cursor: fields by their names, who lost it and why', async () => {
  const app = after(await appFor('basics/one-way-cut'), ['v', ...goto('11s'), 'up'])
  for (const key of ['enter', 'd']) {
    const opened = after(app, [key])
    expect(opened.player).toMatchObject({ focus: 'inspector', beside: 'inspector' })
    const shown = screen(opened, LARGE)
    expect(shown).toMatch(/carp\.vhid +1/)
    expect(shown).toMatch(/fw2 +lost: cut, at 11\.000000/)
    expect(shown).toContain("fw2 does not hear fw1's advertisement on em0: cut")
    expect(shown).toMatch(/10\.000000 cut: fw1 -> fw2/)
  }
  expect(after(app, ['i']).player!.session.picked).toBe(null)
})

test('the way of a frame over switches is told hop by hop, and where it ended', async () => {
  const pulled = after(await appFor('networks/cable-behind-the-switch'), ['v', ...goto('12.000200s')])
  const WIDE = { columns: 260, rows: 46 }
  const opened = (app: typeof pulled, row: RegExp) => {
    const at = Array.from({ length: 8 }, (_, ups) => after(app, [...new Array<string>(ups).fill('up'), 'd']))
    return at.map((one) => screen(one, WIDE)).find((shown) => row.test(shown))
  }
  const lost = opened(pulled, /advertisement #\d+ of fw1/)
  expect(lost).toContain('its way')
  expect(lost).toMatch(/sw1 +in by fw1\.em0, out by no port \(to all\), at 12\.000100/)
  expect(lost).toMatch(/fw2 +lost by sw1:up: no path, at 12\.000100/)
  expect(lost).toMatch(/10\.000000 cable up pulled/)
})

test('frames on their way are gone through with d, and shown as selected', async () => {
  const app = after(await appFor('basics/cable-pull'), [...goto('9.273475s'), '1'])
  const one = after(app, ['d'])
  const two = after(one, ['d'])
  const picked = [one, two, after(two, ['d'])].map(({ player }) => player!.session.picked)
  expect(new Set(picked).size).toBe(2)
  expect(picked[2]).toBe(picked[0])
  expect(screen(one, LARGE)).toContain('◎')
  expect(screen(one, LARGE, true)).toContain('@')
  expect(screen(one, LARGE)).toMatch(/skunk2 +on its way, there at 9\.273534/)
  expect(one.player!.session.cursor).toBe(9_273_475)
})

test('why a frame dies is asked where it dies', async () => {
  const app = after(await appFor('basics/one-way-cut'), [...goto('11.000040s'), '1', 'd', 'w'])
  const shown = screen(app, { columns: 120, rows: 40 })
  expect(shown).toContain('4 why]')
  expect(shown).toMatch(/does not hear fw1's advertisement on em0: cut/)
})

test('a machine of two cables: the one that is selected is what is asked about, and what is done to', () => {
  const text = `carpsim: 1
title: Two cables
until: 20s
system: freebsd-14
networks: { lan: {}, dmz: {} }
hosts:
  fw1:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan }, em1: { address: 10.1.0.1/24, plug: dmz } }
    carp: [{ vhid: 1, interface: em0, addresses: [10.0.0.3/24] }, { vhid: 2, interface: em1, addresses: [10.1.0.3/24] }]
`
  const { scenario } = readScenario(text, 'two.yaml')
  const app = { library: null, player: playerOf(open(scenario)), path: '', left: new Map() }
  const of = (cables: readonly string[]) => screen(after(app, [...goto('5s'), ...cables, 'i']), LARGE)
  expect(of(['e'])).toMatch(/lan\/1 on em0/)
  expect(of(['e'])).not.toMatch(/dmz\/2 on em1/)
  expect(of(['e', 'e'])).toMatch(/dmz\/2 on em1/)
  expect(of(['e', 'e'])).toMatch(/fw1 has been MASTER of dmz\/2/)
  const pulled = after(app, [...goto('5s'), 'e', 'e', 'f', 'p'])
  expect(pulled.player!.session.branches[1]!.act).toBe('cable of fw1 em1 pulled')
})
