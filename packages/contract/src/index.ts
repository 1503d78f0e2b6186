/** What the web app and the BFF promise each other. Imports nothing of ours. */
export * from './audit.ts'
export * from './deletion.ts'
export * from './list.ts'
export * from './permissions.ts'
export * from './problem.ts'
export * from './recording.ts'
export * from './session.ts'
