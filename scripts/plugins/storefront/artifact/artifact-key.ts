const keyPattern = /^storefront\/([0-9a-f]{64})\.tar\.gz$/;
const mention = /\bstorefront\/([0-9a-f]{64})\.tar\.gz\b/;

/** Where an artefact lies in the deployment bucket. */
export const toArtifactKey = (sha256: string): string => `storefront/${sha256}.tar.gz`;

/** The hash in a key; undefined for keys of something else. */
export const parseArtifactKey = (key: string): string | undefined => keyPattern.exec(key)?.[1];

/** The hash of the first artefact that a text names: user data, or a resource as JSON. */
export const findArtifactIn = (text: string): string | undefined => mention.exec(text)?.[1];
