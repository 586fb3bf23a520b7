import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type LaunchOptions } from '@playwright/test'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * How to launch a real Chromium on this machine: the one that FOOTHOLD_CHROMIUM names, an installed one, Playwright's
 * own, else the one that comes as a package and needs neither root nor a download of its own.
 */
export async function chromiumLaunch(): Promise<LaunchOptions> {
  // Pages load from this machine only; a browser that calls home waits for nothing.
  const args = [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  const named = process.env.FOOTHOLD_CHROMIUM
  const found = [named, ...installed, chromium.executablePath()].find(
    (file) => file !== undefined && file !== '' && existsSync(file),
  )
  if (found !== undefined && named !== 'package') return { executablePath: found, args }
  return {
    executablePath: await packagedChromium(),
    args: [...args, '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage'],
  }
}

/** Unpacks the packaged Chromium with the libraries it needs, once. */
async function packagedChromium(): Promise<string> {
  const folder = resolve('node_modules', '.cache', 'chromium')
  mkdirSync(folder, { recursive: true })
  const { TMPDIR } = process.env
  // The package unpacks into the temporary folder, and its libraries only where it believes to be on a bare machine.
  process.env.TMPDIR = folder
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  packaged.setGraphicsMode = false
  const file = await packaged.executablePath()
  // Its own settings look for fonts elsewhere; without any font a page has no text.
  writeFileSync(
    join(folder, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
  )
  process.env.FONTCONFIG_PATH = join(folder, 'fonts')
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
  return file
}
