import * as read from './fields.ts'
import { piece } from './piece.ts'

// What stands in the lists of a scenario, its verbs aside: when events happen, and what is expected.

/** When an event happens. */
export const timing = {
  at: read.instant('at').optional().describe('When it happens: a time, or two between which one is drawn.'),
  every: read.duration('every', '5s').optional().describe('It happens again after that time, times times in all.'),
  times: read
    .whole(1, 1_000_000, 'times is how often in all, 1 or more')
    .optional()
    .describe('How often in all; with send-error and lose-garp, how many sends fail.'),
  for: read.duration('for', '33s').optional().describe('It is undone after that time.'),
  'even-if-inert': read.flag('even-if-inert').default(false).describe('That it can do nothing is no error.'),
}

const FROM_UNTIL = { between: 'write from: 10s, until: 40s instead of between' }

/** What is expected, by the word that says how. */
export const expectations = {
  that: piece(
    'an expectation with that',
    {
      that: read.text('that').describe('What should be so, a sentence.'),
      at: read.time('at', '9s').optional().describe('When: after everything at that time.'),
      from: read.time('from', '10s').optional().describe('From when on; the start unless said.'),
      within: read.time('within', '3.2s').optional().describe('It becomes so in that time.'),
      stays: read.duration('stays', '5s').optional().describe('It stays so for that long.'),
    },
    { until: 'write from: 10s, within: 3.2s', between: 'write from: 10s, within: 3.2s' },
  ),
  always: piece(
    'an expectation with always',
    {
      always: read.text('always').describe('What is always so, a sentence.'),
      ...period(),
    },
    FROM_UNTIL,
  ),
  never: piece(
    'an expectation with never',
    {
      never: read.text('never').describe('What is never so, a sentence.'),
      ...period(),
    },
    FROM_UNTIL,
  ),
  sometimes: piece(
    'an expectation with sometimes',
    {
      sometimes: read.text('sometimes').describe('What is so at some time, a sentence.'),
      from: read.time('from', '10s').optional().describe('From when on; the start unless said.'),
      until: read.time('until', '40s').optional().describe('Until when; the end unless said.'),
    },
    FROM_UNTIL,
  ),
}

function period() {
  return {
    from: read.time('from', '10s').optional().describe('From when on; the start unless said.'),
    until: read.time('until', '40s').optional().describe('Until when; the end unless said.'),
    except: read.text('except').optional().describe('When it may be otherwise: 200ms after each fault.'),
  }
}

/** Of a measure, beside what is measured. */
export const between = {
  between: read.period('between').optional().describe('The time in which it is measured; all of it unless said.'),
}

/** When an event happens that a sentence triggers. Where a verb has a delay of its own, it is that. */
export const triggering = {
  when: read.text('when').optional().describe('It happens once, when this sentence becomes true.'),
  whenever: read.text('whenever').optional().describe('It happens each time that this sentence becomes true.'),
  delay: read.time('delay', '2s').optional().describe('So long after that.'),
}
