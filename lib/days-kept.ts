/** How long an unfinished interview can be gone on with, on the server or on a phone, in days after it was last kept. */
export const daysKept = 14
