import { deviceStore, eraseDeviceStore, hasDeviceStore } from './device-store'
import { forgetOfflinePages } from './offline-pages'

/**
 * Takes away what this browser keeps of surveys: drafts and pages always; store and worker too, unless finished interviews
 * still wait here to be sent. Those are sealed, and were promised to arrive.
 */
export async function eraseDevice(): Promise<void> {
  const store = (await hasDeviceStore()) ? await deviceStore() : null
  await store?.clear('drafts')
  if ('caches' in globalThis) await forgetOfflinePages()
  if (store !== null) {
    if ((await store.count('queue')) > 0) return
    await eraseDeviceStore()
  }
  if ('serviceWorker' in navigator) {
    const registered = await navigator.serviceWorker.getRegistrations()
    await Promise.all(registered.map((worker) => worker.unregister()))
  }
}
