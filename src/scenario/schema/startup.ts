import * as read from './fields.ts'
import { piece } from './piece.ts'

/** How long each stage takes of a machine that comes up by its files; what is not said takes as long as on metal. */
export const startup = piece('startup', {
  firmware: read.time('firmware', '3s').exactOptional().describe('From power to the loader; 15s unless said.'),
  loader: read
    .time('loader', '0s')
    .exactOptional()
    .describe('The countdown where loader.conf says none; 10s unless said.'),
  kernel: read.time('kernel', '8s').exactOptional().describe('Until the kernel has found its devices; 8s unless said.'),
  fsck: read.time('fsck', '2s').exactOptional().describe('Until the root file system is mounted; 2s unless said.'),
  unclean: read
    .time('unclean', '10s')
    .exactOptional()
    .describe('So much longer after power was lost; 10s unless said.'),
  sysctl: read.time('sysctl', '100ms').exactOptional().describe('sysctl.conf is read; 100ms unless said.'),
  netif: read.time('netif', '500ms').exactOptional().describe('Interfaces are configured; 500ms unless said.'),
  link: read
    .time('link', '0s')
    .exactOptional()
    .describe('From when a card is up until it has its link; 2.5s unless said, 0s in a virtual machine.'),
  devd: read.time('devd', '200ms').exactOptional().describe('devd starts; 200ms unless said.'),
  network: read.time('network', '500ms').exactOptional().describe('Routes are set; 500ms unless said.'),
  syslogd: read.time('syslogd', '200ms').exactOptional().describe('syslogd starts; 200ms unless said.'),
  services: read.time('services', '3s').exactOptional().describe('Services start; 3s unless said.'),
  shutdown: read
    .time('shutdown', '8s')
    .exactOptional()
    .describe('From the order to halt until the cards are silent; 8s unless said.'),
})
