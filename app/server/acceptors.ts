import { spawn } from 'node:child_process'
import { Server } from 'node:net'

/**
 * How many connections a turn of the event loop takes up. libuv takes one a turn from each listening socket; under load, when a turn takes
 * milliseconds, new connections would wait in the system's queue, where nobody sees them, while old ones are served.
 */
const perTurn = 32

/** Sends the socket that it is given back, again and again: each time it arrives as one more handle on the same socket. */
const sendBack = `process.once('message', (count, socket) => {
  for (let sent = 0; sent < count; sent += 1) process.send(sent, socket)
  process.on('message', () => process.exit())
})`

/**
 * Has a server take up many connections in each turn. Where the system does not hand sockets from one process to another, nothing changes.
 *
 * @param server one that listens
 * @returns what closes the further handles
 */
export function acceptMany(server: Server): () => void {
  const further: Server[] = []
  let isClosed = false
  const close = () => {
    isClosed = true
    for (const one of further.splice(0)) one.close()
  }
  // Windows deals out connections by itself.
  if (process.platform === 'win32') return close
  const helper = spawn(process.execPath, ['-e', sendBack], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  helper.on('error', () => undefined)
  helper.on('message', (_, handle) => {
    if (handle === undefined) return
    const one = new Server((socket) => server.emit('connection', socket))
    one.on('error', () => undefined)
    one.listen(handle)
    if (isClosed) one.close()
    else further.push(one)
    if (further.length === perTurn - 1) helper.send('enough')
  })
  // The bare socket: a server that is sent begins to take up connections there.
  helper.send(perTurn - 1, Reflect.get(server, '_handle'))
  helper.unref()
  helper.channel?.unref()
  return close
}
