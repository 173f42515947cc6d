/** The IANA zone that this browser's own clock is in. */
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
