/** Version of the consent text on the first page; rises with every change of its meaning and is stored with each response. */
export const consentVersion = 1
