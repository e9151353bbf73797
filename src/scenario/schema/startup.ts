import * as read from './fields.ts'
import { piece } from './piece.ts'

/** How long each stage takes of a machine that comes up by its files; what is not said takes as long as on metal. */
export const startup = piece('startup', {
  firmware: stage('firmware', '3s', 'From power to the loader; 15s unless said.'),
  loader: stage('loader', '0s', 'The countdown where loader.conf says none; 10s unless said.'),
  kernel: stage('kernel', '8s', 'Until the kernel has found its devices; 8s unless said.'),
  fsck: stage('fsck', '2s', 'Until the root file system is mounted; 2s unless said.'),
  unclean: stage('unclean', '10s', 'So much longer after power was lost; 10s unless said.'),
  sysctl: stage('sysctl', '100ms', 'sysctl.conf is read; 100ms unless said.'),
  netif: stage('netif', '500ms', 'Interfaces are configured; 500ms unless said.'),
  link: stage('link', '0s', 'From when a card is up until it has its link; 2.5s unless said, 0s in a virtual machine.'),
  devd: stage('devd', '200ms', 'devd starts; 200ms unless said.'),
  network: stage('network', '500ms', 'Routes are set; 500ms unless said.'),
  syslogd: stage('syslogd', '200ms', 'syslogd starts; 200ms unless said.'),
  hastd: stage('hastd', '300ms', 'hastd starts, where rc.conf enables it; 300ms unless said.'),
  services: stage('services', '3s', 'Services start; 3s unless said.'),
  shutdown: stage('shutdown', '8s', 'From the order to halt until the cards are silent; 8s unless said.'),
})

function stage(name: string, example: string, says: string) {
  return read.time(name, example).exactOptional().describe(says)
}
