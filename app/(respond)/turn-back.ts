/** Stands in the history where a survey stood; our own server leads on from there to the neutral page. */
export const placeholder = '/left'

/** In the storage of one window, which the browser drops with it: somebody left here. It does not say what, or when. */
export const leftMark = 'left'

/**
 * Turns back and forward away from the pages of a survey that was left in this window. Whoever opens a survey anew gets it, and
 * the mark goes. It stands in the page itself and comes first: a script to be fetched would come after the page is seen. It
 * marks the exit, too, as that may be pressed before the page's own script is there. Stopping keeps that one from running.
 */
export const turnBackScript = `{
const turnBack=()=>{if(sessionStorage.getItem('${leftMark}')===null)return
document.documentElement.style.setProperty('display','none','important')
stop()
location.replace('${placeholder}')}
addEventListener('pageshow',(event)=>{if(event.persisted)turnBack()})
addEventListener('click',({target})=>{if(target.closest('[data-leave]'))sessionStorage.setItem('${leftMark}','1')})
const [{type}]=performance.getEntriesByType('navigation')
if(type==='navigate')sessionStorage.removeItem('${leftMark}')
if(type==='back_forward')turnBack()
}`

/** SHA-256 of it, base64: by which the page's policy lets it run. A constant, as a worker makes pages too and cannot wait. */
export const turnBackHash = '6fxD6dyF2Nc93x7kqbKNrUu12Lb0+VJ1gmuqckVu4qQ='
