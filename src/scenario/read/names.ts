const SMALL = 'names are small letters, digits and -, and begin with a letter'

export const NAME: RegExp = /^[a-z][a-z0-9-]{0,62}$/
export const NAME_RULE: string = SMALL
/** `any` and `all` stand for every machine. */
export const HOST_NAME: RegExp = /^(?!(?:any|all)$)[a-z][a-z0-9-]{0,62}$/
export const HOST_RULE: string = `${SMALL}; any and all mean every host`
export const INTERFACE_NAME: RegExp = /^[a-z][a-z0-9._-]{0,62}$/
export const INTERFACE_RULE: string = 'it is small letters, digits and . _ -, and begins with a letter, such as em0'
