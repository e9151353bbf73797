const [RIGHT, LEFT, PAGE_UP, PAGE_DOWN] = ['\u001b[C', '\u001b[D', '\u001b[5~', '\u001b[6~']
const [ENTER, ESCAPE, TAB, BACK_TAB] = ['\r', '\u001b', '\t', '\u001b[Z']

/** Keys that go through all that the player shows of one run, each as the terminal sends it. */
export function keysOfWalk(): string[] {
  const times = (count: number, ...keys: readonly string[]) => Array.from({ length: count }, () => keys).flat()
  const line = (opener: string, text: string) => [opener, ...text, ENTER]
  return [
    // Time.
    ...times(10, RIGHT),
    ...times(5, LEFT),
    ...times(5, 'L'),
    ...times(2, 'H'),
    ...['g', 'G', 'g', 'G'],
    ...times(10, LEFT),
    ...times(5, PAGE_UP),
    ...times(5, 'k'),
    PAGE_DOWN,
    ...times(12, '+'),
    ...['L', 'H', 'L'],
    ...times(12, '-'),
    ...line(':', 'goto 900s'),
    ...['t', '+', '+', RIGHT, 'L', LEFT, '-', '-', 't'],
    // Panes, and what is selected.
    ...['e', 'e', 'E', '3', 'k', 'k', 'j', ENTER, 'w', ESCAPE, '1', 'd', 'd', ESCAPE],
    ...['n', 'n', 'p', 'w', 'j', 'j', 'k', PAGE_DOWN, 'i', 'j', 'j', '1', 'j', 'k', '2', '3', '4', '5'],
    ...[TAB, TAB, BACK_TAB, 'f', ESCAPE, '?', 'j', ESCAPE, 'b', ESCAPE, 'm', 'a', 'g', "'", 'a'],
    // Everything that happened, and a choice of it.
    ...['v', RIGHT, RIGHT, LEFT, 'L', 'H', 'g', 'G', PAGE_UP, PAGE_DOWN, 'v'],
    ...[...line('/', 'skunk1 becomes MASTER'), RIGHT, LEFT, 'L', 'g', 'G', ESCAPE],
    ...[...line('/', 'skunk1'), RIGHT, LEFT, 'g', 'G', ESCAPE],
    // Questions.
    ...line(':', 'goto 1200s'),
    ...line(':', 'why-not skunk1'),
    ...line(':', 'why-not skunk2 BACKUP'),
    ...['f', ESCAPE, LEFT, 'f', ESCAPE],
    ...['g', ...times(20, 'L'), ...times(20, RIGHT), ...times(20, 'H')],
  ]
}
