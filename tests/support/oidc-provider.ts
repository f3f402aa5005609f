import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";

/** What the provider says of whoever comes next. */
export type Claims = { sub: string; email?: string; email_verified?: boolean; name?: string };

export type OidcTestProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Signs this person in at the provider. */
  present(claims: Claims): void;
  /** Makes the next id token carry this nonce instead of the one that was asked for. */
  forgeNonce(nonce: string): void;
  stop(): Promise<void>;
};

type Grant = { claims: Claims; nonce: string | undefined; challenge: string; redirectUri: string };

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

/**
 * A small OpenID Connect provider: discovery, authorization code with PKCE, RS256 id tokens. It checks what a real one
 * checks (client, redirect address, verifier, one use of a code) and asks nobody for a password.
 */
export async function startOidcProvider(): Promise<OidcTestProvider> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const [clientId, clientSecret] = ["baton", "a secret of the test provider"];
  const grants = new Map<string, Grant>();
  let claims: Claims = { sub: "nobody" };
  let forgedNonce: string | null = null;

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    const answer = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return answer(200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
          code_challenge_methods_supported: ["S256"],
        });
      case "/keys":
        return answer(200, {
          keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }],
        });
      case "/authorize": {
        const asked = url.searchParams;
        const redirectUri = asked.get("redirect_uri") ?? "";
        if (asked.get("client_id") !== clientId || asked.get("code_challenge_method") !== "S256")
          return answer(400, { error: "invalid_request" });
        const code = randomUUID();
        const nonce = asked.get("nonce") ?? undefined;
        grants.set(code, { claims, nonce, challenge: asked.get("code_challenge") ?? "", redirectUri });
        const back = new URLSearchParams({ code, state: asked.get("state") ?? "" });
        return response.writeHead(302, { location: `${redirectUri}?${back}` }).end();
      }
      case "/token": {
        const form = await formOf(request);
        const grant = grants.get(form.get("code") ?? "");
        grants.delete(form.get("code") ?? "");
        const basic = [clientId, clientSecret]
          .map((part) => encodeURIComponent(part).replaceAll("%20", "+"))
          .join(":");
        const verifier = createHash("sha256")
          .update(form.get("code_verifier") ?? "")
          .digest("base64url");
        const isClient = request.headers.authorization === `Basic ${Buffer.from(basic).toString("base64")}`;
        if (
          !grant ||
          !isClient ||
          grant.challenge !== verifier ||
          grant.redirectUri !== form.get("redirect_uri")
        )
          return answer(400, { error: "invalid_grant" });
        const now = Math.floor(Date.now() / 1000);
        const nonce = forgedNonce ?? grant.nonce;
        forgedNonce = null;
        const token = [
          base64url({ alg: "RS256", kid: "1", typ: "JWT" }),
          base64url({ ...grant.claims, iss: issuer, aud: clientId, iat: now, exp: now + 60, nonce }),
        ].join(".");
        const signature = sign("sha256", Buffer.from(token), privateKey).toString("base64url");
        return answer(200, {
          access_token: randomUUID(),
          token_type: "Bearer",
          expires_in: 60,
          id_token: `${token}.${signature}`,
        });
      }
      default:
        return answer(404, {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    issuer,
    clientId,
    clientSecret,
    present: (next) => {
      claims = next;
    },
    forgeNonce: (nonce) => {
      forgedNonce = nonce;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
