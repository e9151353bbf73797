import { expect, test } from 'vitest'
import { atoi, integer } from '../../src/host/commands/numbers.ts'
import { readOptions } from '../../src/host/commands/options.ts'

test('options are read as getopt reads them', () => {
  const read = (...args: string[]) => {
    const options = readOptions(args, 'nsp:')
    return options && [Object.fromEntries(options.given), options.rest]
  }
  expect(read('-s', '-p', 'carp', 'x', '-n')).toEqual([{ s: '', p: 'carp' }, ['x', '-n']])
  expect(read('-spcarp')).toEqual([{ s: '', p: 'carp' }, []])
  expect(read('-n', '--', '-s')).toEqual([{ n: '' }, ['-s']])
  expect(read('-', '-s')).toEqual([{}, ['-', '-s']])
  expect(read('-p')).toBeUndefined()
  expect(read('-x')).toBeUndefined()
  expect(read('-:')).toBeUndefined()
})

test('numbers are read as atoi and strtol read them', () => {
  expect(['12', ' -5x', 'x', '', '+7'].map(atoi)).toEqual([12, -5, 0, 0, 7])
  expect(['12', '-5', '0x1F', '017', '0', '08', '1x', ''].map(integer)).toEqual([
    12,
    -5,
    31,
    15,
    0,
    undefined,
    undefined,
    undefined,
  ])
})
