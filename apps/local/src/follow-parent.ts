/**
 * Preloaded into every child: when `start` dies without a word (kill -9), its end of the channel closes
 * and the child stops as if asked to. Keeps the BFF and the sandbox free of any knowledge of `start`.
 */
process.channel?.unref()
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
