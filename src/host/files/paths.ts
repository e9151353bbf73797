/** A path as it is seen from a directory, without dots. */
export function absolute(path: string, from: string): string {
  let at = path.startsWith('/') ? '/' : from
  for (const name of path.split('/')) {
    if (name === '..') at = parentOf(at)
    else if (name !== '' && name !== '.') at = join(at, name)
  }
  return at
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function join(directory: string, name: string): string {
  return directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`
}
