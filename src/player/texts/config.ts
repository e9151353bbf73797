/** On the file in which somebody says how the player is to be. */
export const CONFIG_TEXTS = {
  noun: 'the configuration',
  map: 'a configuration is keys with values, such as ascii: true',
  title: 'How carpsim play is to be',
  settings: {
    keys: 'The keys of an action of the player, instead of the usual ones: next event: [right, l]. [] is none.',
    ascii: 'Use no character beyond ASCII.',
    color: 'When to use colours: auto heeds NO_COLOR.',
    mouse: 'Clicks and the wheel work; then the terminal selects text only with shift.',
    hints: 'Say in the first minute what keys there are.',
    predict: 'Before something is done, ask who will be MASTER, and when.',
    'screen-reader': 'Tell in lines what changes, and draw nothing.',
  },
  keysMap: 'here come actions with their keys, such as save: [s, ctrl+s]',
  keysList: (does: string) => `the keys of ${does} are a list, such as [right, l]; [] is none`,
  noAction: (name: string) => `${name} is nothing that a key can do`,
  actions: 'keys can do',
  noKey: (name: string) => `${name} is no key; a key is one character, ctrl+ and a letter, or one of`,
  sameKey: (name: string, as: string) => `in a terminal ${name} is the same as ${as}; write ${as}`,
  always: (key: string) => `${key} always quits; take another key`,
  twice: (key: string, does: string) => `${key} is a key of ${does} already; a key does one thing`,
  usual: (key: string, does: string) =>
    `${key} is the usual key of ${does}; give that other keys, too, or none: ${does}: []`,
  /** On top of a file to begin with. */
  template: [
    'How carpsim play is to be. Take the # away in front of what you want otherwise.',
    'It is looked for as .carpsim.yaml in this folder and those above it, then as $XDG_CONFIG_HOME/carpsim/config.yaml',
    '(~/.config/carpsim/config.yaml); CARPSIM_CONFIG names another file. Options of the command line win.',
  ],
  keyNames: (names: string) => `A key is a character, ctrl+ and a letter, or one of: ${names}.`,
} as const
