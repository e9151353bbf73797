import { z } from 'zod'
import { DEFAULT_ARP } from '../../host/ip/options.ts'
import * as addresses from './addresses.ts'
import * as read from './fields.ts'
import { FORMS, formed } from './form.ts'
import { piece } from './piece.ts'

// What a host says of its IP besides single fields: maps from addresses.

export const FETCH_FORM = {
  type: ['object', 'null'],
  propertyNames: { pattern: '^http://' },
  additionalProperties: FORMS.duration,
}
export const CONNECT_FORM = {
  type: ['object', 'null'],
  propertyNames: { pattern: ':[0-9]{1,5}$' },
  additionalProperties: FORMS.duration,
}
export const ROUTES_FORM = {
  type: ['object', 'null'],
  propertyNames: { pattern: FORMS.fullPrefix.pattern },
  additionalProperties: FORMS.bareAddress,
}
const STATIC_FORM = {
  type: ['object', 'null'],
  propertyNames: { pattern: FORMS.ipv4.pattern },
  additionalProperties: FORMS.mac,
}

export const ping = piece('a ping', {
  every: read.duration('every', '100ms').describe('How often.'),
  source: addresses
    .bareAddress('source is an address of this machine, virtual ones included, such as 10.0.0.3')
    .exactOptional()
    .describe('From which of its addresses, virtual ones included; unless said, as the route has it.'),
})

export const pfsync = piece('pfsync', {
  on: read
    .words('on names the interface that it synchronises over, such as on: em2')
    .describe('The interface over which it tells the others of its states: syncdev.'),
  defer: read
    .flag('defer')
    .default(false)
    .describe('Whether the first packet of a connection waits until another machine knows of it; false unless said.'),
})

export const arp = piece('arp', {
  like: read
    .oneOf('like', ['freebsd', 'linux', 'windows', 'ios'])
    .default('freebsd')
    .describe('Whose rules and times it keeps; freebsd unless said, which is as openbsd and netbsd do, too.'),
  gratuitous: read
    .oneOf('gratuitous', ['accept', 'ignore'])
    .default(DEFAULT_ARP.gratuitous)
    .describe('Whether it believes announcements that nobody asked for, as it does unless said.'),
  age: read
    .duration('age', '20m')
    .optional()
    .describe('How long it remembers an address; 20m unless said, 4h with ios.'),
  requery: read
    .flag('requery')
    .default(true)
    .describe('Whether it asks again for an address that it has forgotten, as it does unless said.'),
  static: formed(z.unknown().optional(), STATIC_FORM).describe('Entries made by hand: 10.0.0.3: 00:00:5e:00:01:01.'),
})
