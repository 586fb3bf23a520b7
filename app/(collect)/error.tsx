'use client'

export { BrokenPage as default } from '@/app/ui/broken-page'
