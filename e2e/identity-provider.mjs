/*
 * A provider of OpenID Connect on this machine (npm: oidc-provider, certified by the OpenID Foundation), with people who are who
 * they say: whoever types a name is that person. Arguments: port, issuer, public address of Foothold. Prints a line when it serves.
 */
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const [port, issuer, foothold] = process.argv.slice(2)

/** What a name is: `verified` and `amr` are told by parts of it, so that a story can have whom it needs. */
const claimsOf = (name) => ({
  sub: name,
  email: `${name}@example.org`,
  email_verified: !name.startsWith('unverified'),
})

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'foothold',
      client_secret: 'a secret of the story alone',
      redirect_uris: [`${foothold}/api/auth/callback/oidc`],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  cookies: { keys: ['of the story alone'] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, name) => ({ accountId: name, claims: async () => claimsOf(name) }),
})
// It is spoken to without TLS, on this machine alone.
provider.on('server_error', (_, error) => console.error(error))

const page = (uid) =>
  `<!doctype html><html lang="en"><title>Harbour House</title><h1>Harbour House</h1>
   <form method="post" action="/interaction/${uid}"><label>Name <input name="name"></label><button>Sign in</button></form>`

async function interact(request, response) {
  const { prompt, params, uid } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST' && prompt.name === 'login') {
    response.setHeader('content-type', 'text/html')
    response.end(page(uid))
    return
  }
  let body = ''
  for await (const part of request) body += part
  if (prompt.name === 'login') {
    const name = new URLSearchParams(body).get('name')
    const amr = name.startsWith('strong') ? ['pwd', 'otp'] : ['pwd']
    await provider.interactionFinished(request, response, { login: { accountId: name, amr } })
    return
  }
  const { accountId } = (await provider.interactionDetails(request, response)).session
  const grant = new provider.Grant({ accountId, clientId: params.client_id })
  grant.addOIDCScope('openid email')
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
}

const serve = provider.callback()
createServer((request, response) => {
  if (!request.url.startsWith('/interaction/')) return serve(request, response)
  interact(request, response).catch((error) => {
    response.statusCode = 500
    response.end(String(error))
  })
}).listen(Number(port), () => console.log('serving'))
