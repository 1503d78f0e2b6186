/** Every visible word. The catalogue is messages/<locale>/*.json; paraglide compiles it to one function per message. */
export { m } from './paraglide/messages.js'
