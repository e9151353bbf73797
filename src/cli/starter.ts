/** A scenario to begin with: it plays as it is, and each line may be changed. */
export const STARTER = `# A scenario of carpsim. Change a line, and play it: carpsim run FILE
# All keys and verbs are in scenarios/README.md; carpsim explain WORD says what a word means.
carpsim: 1
title: My first fail-over
until: 40s                      # how long it plays; nothing waits for real
system: freebsd                 # or freebsd-9.3, freebsd-12, ucarp
preempt: true                   # the better machine comes back by itself; try false

networks:
  lan: { latency: 100us }       # a hub; also jitter, loss …

hosts:
  fw1:                          # the better one: advskew 0
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret, advskew: 0 }]
  fw2:                          # its backup; try advskew: 0 here, too
    interfaces: { em0: { address: 10.0.0.2/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret, advskew: 100 }]
  laptop:                       # one of your users
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    ping: { 10.0.0.3: 100ms }

events:
  - { at: 10s, crash: fw1, for: 15s }         # power goes, and is back after 15 s
  # - { at: 10s, unplug: fw1.em0, for: 15s }  # the cable instead
  # - { at: 10s, cut: fw1 -> fw2, for: 15s }  # fw2 does not hear fw1 any more

expect:                         # what you think happens; a run says what happened instead
  - { at: 9s, that: fw1 is MASTER }
  - { outage of laptop: at most 3s }
`
