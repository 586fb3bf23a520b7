import type { Problem } from './result'

/** Fewest characters of a password. No rule asks for kinds of characters. */
export const shortestPassword = 12

/** Long passwords that are tried first wherever passwords are guessed. */
const common = new Set(
  `123456789012 1234567890123 12345678901234 123456789123 1234567890ab 1234567890qwerty 111111111111 000000000000 121212121212
  123123123123 123321123321 112233445566 987654321098 qwertyuiopas qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwerty123456 qwerty1234567
  qwerty12345678 qwertyqwerty qwerty123qwerty 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i q1w2e3r4t5y6 zaq12wsxcde3
  asdfghjklasdf asdfghjkl123 zxcvbnmzxcvbnm abcdefghijkl abcdefghijklm abcd12345678 abc123456789 abcabcabcabc aaaaaaaaaaaa
  password1234 password12345 password123456 passwordpassword password1password passw0rd1234 p@ssw0rd1234 p@ssword1234 mypassword123
  administrator administrator1 adminadmin12 adminadminadmin admin1234567 admin12345678 letmeinletmein letmein12345 welcome12345
  welcomewelcome iloveyou1234 iloveyouiloveyou iloveyou12345 trustno1trustno1 changeme1234 changemechangeme changemeplease secretsecret
  footballfootball baseballbaseball superman1234 princess1234 sunshine1234 dragondragon monkeymonkey correcthorsebatterystaple
  footholdfoothold foothold1234 foothold12345 foothold2026`.split(/\s+/),
)

/**
 * What is wrong with a new password, by the current guidance: long enough, not among the common ones, not the address.
 *
 * @returns null when it will do
 * @see NIST SP 800-63B-4, section 3.1.1.2
 */
export function passwordProblem(password: string, email: string): Problem | null {
  const characters = [...password].length
  if (characters < shortestPassword) {
    return {
      path: 'password',
      code: 'password_short',
      message: `Use at least ${shortestPassword} characters. Four words that do not belong together are good.`,
      params: { least: shortestPassword },
    }
  }
  if (characters > 256)
    return { path: 'password', code: 'password_long', message: 'Use at most 256 characters.' }
  const plain = password.toLowerCase()
  const isCommon = common.has(plain) || new Set(plain).size < 4
  if (isCommon || plain === email.toLowerCase()) {
    return {
      path: 'password',
      code: 'password_common',
      message: 'This password is among the first that others would try. Choose another.',
    }
  }
  return null
}
