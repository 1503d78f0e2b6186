import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose'
import { type ScriptedServer, sendJson, startScriptedServer } from '../upstream/scripted-server.ts'

/** For tests: somebody who signs, and a key server on loopback that says with what. */
export interface ScriptedIssuer {
  issuer: string
  jwksUrl: string
  /** How often the keys were asked for. */
  fetches(): number
  /** A new key; the server names only this one from now on. */
  rotate(kid: string, algorithm?: string): Promise<SigningKey>
  sign(claims: Record<string, unknown>, header?: Partial<JWTHeaderParameters>): Promise<string>
  server: ScriptedServer
}

export interface SigningKey {
  kid: string
  algorithm: string
  privateKey: CryptoKey
  publicJwk: JWK
}

export async function createSigningKey(kid: string, algorithm = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  return { kid, algorithm, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' } }
}

export async function startScriptedIssuer(): Promise<ScriptedIssuer> {
  let key = await createSigningKey('first')
  const server = await startScriptedServer((_request, response) => sendJson(response, 200, { keys: [key.publicJwk] }))
  return {
    issuer: 'https://idp.example',
    jwksUrl: `${server.url}/keys`,
    fetches: () => server.requests.length,
    async rotate(kid, algorithm) {
      key = await createSigningKey(kid, algorithm)
      return key
    },
    sign: (claims, header) =>
      new SignJWT(claims).setProtectedHeader({ alg: key.algorithm, kid: key.kid, ...header }).sign(key.privateKey),
    server,
  }
}
