import { resolve } from 'node:path'
import type { IndexHtmlTransformContext, Plugin } from 'vite'

interface ModuleLookup {
  getModuleInfo(id: string): { code: string | null; importedIds: readonly string[] } | null
}

interface Reach {
  modules: Set<string>
  messages: Set<string>
}

const MESSAGE = /\/i18n\/paraglide\/messages\/(\w+)\.js$/

/**
 * What stands between a person and the first row, as three files: what starts the first answers, the libraries, which
 * outlive a release in caches, and ours. Left alone, everything that a lazy part uses too becomes a file of its own: forty
 * requests and a tenth more bytes. The page asks for all three at once.
 */
export function firstDownload({ entry, app }: { entry: string; app: string }) {
  const entryId = resolve(import.meta.dirname, '..', entry)
  const appId = resolve(import.meta.dirname, '..', app)
  const reached = new Map<string, Reach>()

  function reachOf(start: string, context: ModuleLookup): Reach {
    const known = reached.get(start) ?? reachableFrom(start, context)
    reached.set(start, known)
    return known
  }

  const groups = [
    {
      debugName: 'start',
      priority: 3,
      name: (id: string, context: ModuleLookup) => (reachOf(entryId, context).modules.has(id) ? 'start' : null),
    },
    {
      debugName: 'libraries',
      priority: 2,
      name: (id: string, context: ModuleLookup) =>
        id.includes('/node_modules/') && reachOf(appId, context).modules.has(id) ? 'libraries' : null,
    },
    {
      debugName: 'app',
      priority: 1,
      name: (id: string, context: ModuleLookup) => {
        const { modules, messages } = reachOf(appId, context)
        const message = MESSAGE.exec(id)?.[1]
        return (message === undefined ? modules.has(id) : messages.has(message)) ? 'app' : null
      },
    },
  ]

  const plugin: Plugin = {
    name: 'first-download',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }: IndexHtmlTransformContext) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
        const own = chunks.filter(({ facadeModuleId, moduleIds }) => [facadeModuleId, ...moduleIds].includes(appId))
        const files = [...new Set(own.flatMap(({ fileName, imports }) => [fileName, ...imports]))]
        return files
          .map((file) => `/${file}`)
          .filter((href) => !html.includes(href))
          .map((href) => ({
            tag: 'link',
            // Not `preload`: the browser compiles these while they arrive, beside the page instead of in its way.
            attrs: { rel: 'modulepreload', crossorigin: true, href },
            injectTo: 'head',
          }))
      },
    },
  }
  /**
   * Nearly all of the libraries' functions run before the first row: told so, browsers that know the hint compile them
   * while the file arrives, not one by one when each is called. https://github.com/WICG/explicit-javascript-compile-hints-file-based
   */
  const compileHint = ({ name }: { name: string }) => (name === 'libraries' ? '//# allFunctionsCalledOnLoad' : '')
  return { groups, plugin, compileHint }
}

/** Static imports from a module on. The catalogue's index names every message there is: only those in use count. */
function reachableFrom(start: string, context: ModuleLookup): Reach {
  const modules = new Set<string>()
  const messages = new Set<string>()
  const queue = [start]
  for (const id of queue) {
    const info = modules.has(id) ? null : context.getModuleInfo(id)
    if (!info) continue
    modules.add(id)
    if (id.includes('/i18n/paraglide/')) continue
    for (const [, name] of info.code?.matchAll(/\bm\.(\w+)/g) ?? []) if (name !== undefined) messages.add(name)
    queue.push(...info.importedIds)
  }
  return { modules, messages }
}
