// A passkey whose PRF extension gives the same 32 secret bytes for a salt each time its owner is asked.

/** Passkeys belong to a name, and an address in numbers is none. */
const isNamed = () => !/^[\d.]+$|^\[/.test(location.hostname);

export const canMakePasskey = () => 'PublicKeyCredential' in window && isNamed();

const challenge = () => crypto.getRandomValues(new Uint8Array(32));

/** @param {PublicKeyCredential} credential */
const secretOf = (credential) => /** @type {ArrayBuffer | undefined} */ (credential.getClientExtensionResults().prf?.results?.first);

/** The secret of this passkey. Throws where its owner declines. @param {BufferSource} id @param {BufferSource} salt */
export async function askPasskey(id, salt) {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: challenge(), userVerification: 'required', allowCredentials: [{ type: 'public-key', id }], extensions: { prf: { eval: { first: salt } } },
    },
  });
  const secret = secretOf(/** @type {PublicKeyCredential} */ (credential));
  if (!secret) throw new Error('no secret');
  return secret;
}

/** Makes a passkey. Throws where its owner declines, or it has no secrets. @param {BufferSource} salt */
export async function makePasskey(salt) {
  const made = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({
    publicKey: {
      challenge: challenge(), rp: { name: 'MoA' }, user: { id: challenge(), name: 'MoA keys', displayName: 'MoA keys' },
      pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      extensions: { prf: { eval: { first: salt } } },
    },
  }));
  // Some tell their secret only when they are asked again.
  return { id: made.rawId, secret: secretOf(made) ?? await askPasskey(made.rawId, salt) };
}
