import type { SettingValue } from './change'

/** Whether two values of a document are the same; a key without a value is the same as none, and so is an empty text. */
export function areSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(settingOf(one)) === JSON.stringify(settingOf(other))
}

/** A value of a document with its keys in order, without those that have no value. */
export function settingOf(value: unknown): SettingValue {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(settingOf)
  if (typeof value !== 'object') return null
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, settingOf(inner)] as const)
    .filter(([, inner]) => inner !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries)
}

/** What stands in one list and not in the other. */
export function addedAndRemoved<T>(before: readonly T[], after: readonly T[]) {
  const [old, present] = [new Set(before), new Set(after)]
  return {
    added: after.filter((one) => !old.has(one)),
    removed: before.filter((one) => !present.has(one)),
    kept: before.filter((one) => present.has(one)),
  }
}
