/**
 * Fetches the current text of a secret. Region, credentials and endpoint are the SDK's own settings.
 * @throws the SDK's error.
 */
export const fetchSecret = async (id: string): Promise<string> => {
  // Loaded by those who need it only: it is larger than the rest of the storefront.
  const { GetSecretValueCommand, SecretsManagerClient } = await import(
    '@aws-sdk/client-secrets-manager'
  );
  const client = new SecretsManagerClient({
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 },
  });
  try {
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (!text) throw new Error('the secret holds no text');
    return text;
  } finally {
    client.destroy();
  }
};
