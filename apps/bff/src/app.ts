import { Hono } from 'hono'
import { serveAssets } from './assets.ts'
import { auditRoutes } from './audit/routes.ts'
import { deletionRoutes } from './deletions/routes.ts'
import { jsonBody } from './guard/body.ts'
import { canonicalPath } from './guard/canonical-path.ts'
import { noSuchRoute } from './guard/no-such-route.ts'
import { sameOrigin } from './guard/same-origin.ts'
import { refuseWhileStopping } from './guard/stopping.ts'
import { authRoutes } from './identity/auth-routes.ts'
import { authorize } from './identity/authorize.ts'
import { sessionRoutes } from './identity/session-routes.ts'
import { answerProblem, problemOf } from './problem.ts'
import { recordingRoutes } from './recordings/routes.ts'
import type { AppEnv, Services } from './services.ts'
import { healthRoutes } from './telemetry/health-routes.ts'
import { requestLog } from './telemetry/request-log.ts'

/** What a request goes through, in this order, and where it may end. */
export function createApp(services: Services): Hono<AppEnv> {
  const { config, log } = services
  return new Hono<AppEnv>()
    .use(requestLog(services))
    .use(canonicalPath())
    .use(authorize(services))
    .use(sameOrigin(config))
    .use(refuseWhileStopping(services))
    .use('/api/*', jsonBody())
    .route('/', healthRoutes(services))
    .route('/auth', authRoutes(services))
    .route('/api', sessionRoutes(services))
    .route('/api/recordings', recordingRoutes(services))
    .route('/api/deletions', deletionRoutes(services))
    .route('/api', auditRoutes(services))
    .all('/api', noSuchRoute)
    .all('/api/*', noSuchRoute)
    .all('/auth/*', noSuchRoute)
    .all('/healthz', noSuchRoute)
    .all('/readyz', noSuchRoute)
    .all('/metrics', noSuchRoute)
    .all('*', serveAssets(config.webRoot))
    .onError((error, c) => {
      if (problemOf(error).code === 'internal') log.error({ err: error, requestId: c.get('requestId') }, 'unexpected')
      return answerProblem(c, error)
    })
}
