/* Builds the app where it is stale, for whoever does something else meanwhile. */
import { buildApp } from './bootstrap.mjs'

buildApp()
