import { deviceStore, eraseDeviceStore, hasDeviceStore } from './device-store'
import { forgetOfflinePages } from './offline-pages'

/**
 * Takes away what this browser keeps of surveys: drafts always; the pages and the worker too, unless finished interviews still
 * wait here to be sent. Those are sealed, and were promised to arrive.
 */
export async function eraseDevice(): Promise<void> {
  if (await hasDeviceStore()) {
    const store = await deviceStore()
    await store.clear('drafts')
    if ((await store.count('queue')) > 0) return
    await eraseDeviceStore()
  }
  if ('caches' in globalThis) await forgetOfflinePages()
  if ('serviceWorker' in navigator) {
    const registered = await navigator.serviceWorker.getRegistrations()
    await Promise.all(registered.map((worker) => worker.unregister()))
  }
}
