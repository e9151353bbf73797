import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatSeconds, formatTime, parseTime, SECOND } from '../src/time.ts'

const micros = fc.oneof(
  fc.nat(2_000_000),
  fc.nat(100_000).map((millis) => millis * 1_000),
  fc.nat(100_000).map((seconds) => seconds * SECOND),
  fc.maxSafeNat(),
)

test('a time that is written is read back', () => {
  fc.assert(
    fc.property(micros, (time) => {
      fc.pre(time < 10 ** 12 * SECOND)
      expect(parseTime(formatTime(time))).toBe(time)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  ['0', 0],
  ['0s', 0],
  ['1us', 1],
  ['100us', 100],
  ['1.000us', 1],
  ['1ms', 1_000],
  ['0.001ms', 1],
  ['12.4s', 12_400_000],
  ['007s', 7_000_000],
  ['0.000001s', 1],
  ['1.5m', 90_000_000],
  ['2h', 7_200_000_000],
  ['1d', 86_400_000_000],
  ['0.000000125d', 10_800],
  ['0.854018005d', 73_787_155_632],
  ['9007199254.740991s', Number.MAX_SAFE_INTEGER],
])('%s is %i microseconds', (text, time) => {
  expect(parseTime(text)).toBe(time)
})

test.each([
  ['finer than a microsecond', ['0.5us', '0.0001ms', '0.0000001s', '1.0000005s', '0.000000001d', '0.000000001h']],
  ['beyond 2^53', ['9007199254.740992s', '9007199254740993us', '999999999999d', '104250d', '9007199254740992us']],
  ['without a unit, or with another', ['1', '00', '0.0', '5S', '5sec', '1 s', '1w', 's', '1µs', 's1']],
  ['no number', ['', ' ', '-1s', '+1s', '1e3s', '.5s', '1.s', '1,5s', '1.2.3s', '0x10s', 'NaNs', '١s', '1_000s']],
  ['with something around it', [' 1s', '1s ', '1s\n', '1s1s', '1h30m']],
  ['of more digits than anybody writes', ['1234567890123s', '0.0000000000s']],
])('what is %s is no time', (_, texts) => {
  for (const text of texts) expect([text, parseTime(text)]).toEqual([text, undefined])
})

test('any fraction of any unit is exact, or refused', () => {
  const unit = fc.constantFrom(['us', 1], ['ms', 1_000], ['s', SECOND], ['m', 60e6], ['h', 3_600e6], ['d', 86_400e6])
  fc.assert(
    fc.property(fc.nat(99_999), fc.integer({ min: 0, max: 999_999_999 }), unit, (whole, fraction, [name, size]) => {
      const billionths = (BigInt(whole) * 10n ** 9n + BigInt(fraction)) * BigInt(size as number)
      const exact = billionths % 10n ** 9n === 0n ? Number(billionths / 10n ** 9n) : undefined
      expect(parseTime(`${whole}.${String(fraction).padStart(9, '0')}${name}`)).toBe(exact)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  [0, '0s'],
  [1, '1us'],
  [100, '100us'],
  [1_500, '1500us'],
  [2_000, '2ms'],
  [999_999, '999999us'],
  [SECOND, '1s'],
  [10 * SECOND, '10s'],
  [100 * SECOND, '100s'],
  [12_400_000, '12.4s'],
  [1_000_001, '1.000001s'],
  [3_600 * SECOND, '3600s'],
])('%i microseconds are written %s', (time, text) => {
  expect(formatTime(time)).toBe(text)
})

test.each([
  [0, '0.000000'],
  [1, '0.000001'],
  [12_351_659, '12.351659'],
  [60 * SECOND, '60.000000'],
  [-1, '-0.000001'],
  [-1_500_000, '-1.500000'],
  [Number.MAX_SAFE_INTEGER, '9007199254.740991'],
])('%i microseconds are %s seconds', (time, text) => {
  expect(formatSeconds(time)).toBe(text)
})

test('seconds as timelines print them keep every microsecond', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (time) => {
      const text = formatSeconds(time)
      expect(text).toMatch(/^-?\d+\.\d{6}$/)
      expect(Number(text.replace('.', ''))).toBe(time)
    }),
  )
})
