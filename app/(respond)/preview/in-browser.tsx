/* The script of the preview: draws what the page around it tells. */
import { createRoot } from 'react-dom/client'
import { Preview } from './preview'

const place = document.getElementById('survey')
if (place !== null && window.parent !== window) createRoot(place).render(<Preview />)
