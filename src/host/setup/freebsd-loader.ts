import type { KernelSystem } from '../../carp/system.ts'
import { parseDevdConf } from '../../config/devd-conf.ts'
import { type NameValue, parseLoaderConf } from '../../config/name-value.ts'
import type { Setup } from './common.ts'
import type { MachineSettings } from './settings.ts'

const LOADER_CONF = '/boot/loader.conf'
const DEVD_CONF = '/etc/devd.conf'
/** Where the stock devd.conf says that more rules are. */
const DEVD_FOLDERS = ['/etc/devd/', '/usr/local/etc/devd/']

/** /boot/loader.conf. */
export function readLoader(setup: Setup, system: KernelSystem): NameValue[] {
  const { settings, findings } = parseLoaderConf(setup.text(LOADER_CONF) ?? '')
  const { notes } = setup
  notes.add(LOADER_CONF, findings)
  const [ours, others] = system.device === 'carpN' ? ['if_carp_load', 'carp_load'] : ['carp_load', 'if_carp_load']
  for (const setting of settings) {
    const { name, value } = setting
    if (name === others)
      notes.find(
        LOADER_CONF,
        setting,
        'other-module',
        `on ${system.title} there is no such module: nothing is loaded`,
        `${ours}="${value}"`,
      )
    else if (name === 'autoboot_delay' && !/^(?:\d{1,6}|-1|NO)$/i.test(value))
      notes.find(
        LOADER_CONF,
        setting,
        'bad-number',
        'autoboot_delay is a number of seconds, NO or -1: the loader takes its own 10',
        'autoboot_delay="10"',
      )
    else if (name !== ours && name !== 'autoboot_delay')
      notes.find(LOADER_CONF, setting, 'not-simulated', `${name} changes nothing here`)
  }
  return [...settings]
}

/** The main file, then those of its folders, by name. */
export function readDevd(setup: Setup): MachineSettings['devd'] {
  const paths = Object.keys(setup.files)
  const inFolders = DEVD_FOLDERS.flatMap((folder) => paths.filter((path) => path.startsWith(folder)).sort())
  for (const path of inFolders.filter((path) => !path.endsWith('.conf')))
    setup.notes.whole(
      path,
      setup.text(path)!,
      'not-read',
      'devd reads files that end in .conf, and not this one',
      'give it a name that ends in .conf',
    )
  return [DEVD_CONF, ...inFolders.filter((path) => path.endsWith('.conf'))]
    .filter((path) => setup.text(path) !== undefined)
    .map((file) => {
      const conf = parseDevdConf(setup.text(file)!)
      setup.notes.add(file, conf.findings)
      return { file, conf }
    })
}
