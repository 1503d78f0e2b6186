import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OidcHouse, openOidcHouse, signIn } from './oidc-house.ts'
import { createVisitor } from './visitor.ts'

let desk: OidcHouse

beforeAll(async () => {
  desk = await openOidcHouse({ conformIdTokenClaims: true })
})

afterAll(() => desk.close())

test('a provider that keeps names and groups out of its ID token is asked for them', async () => {
  const page = await signIn(createVisitor(), `${desk.origin}/`, 'ada')
  expect(page.status).toBe(200)
  const { results } = await desk.house.services.trail.list({ limit: 1 })
  expect(results[0]?.actor).toEqual({
    iss: desk.provider.issuer,
    sub: 'ada',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
  })
})
