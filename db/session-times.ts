const hour = 3_600_000

/** A session ends after so long, in milliseconds, however much it is used. */
export const longestSession = 12 * hour
/** Managers and administrators are signed out after so long, in milliseconds, without a request. */
export const longestPause = hour / 2
