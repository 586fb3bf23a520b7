import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from './e2e/chromium'

export default defineConfig({
  testDir: './e2e',
  testMatch: '*.spec.ts',
  outputDir: './test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    launchOptions: await chromiumLaunch(),
    locale: 'en-GB',
    trace: 'retain-on-failure',
  },
})
