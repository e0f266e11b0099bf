/** A picture as it is served. */
export type Media = { readonly bytes: Buffer; readonly contentType: string };

/**
 * Where pictures are kept, under names that follow from their content (see `mediaNameOf`): the same
 * picture is stored once, and what a name stands for never changes.
 */
export type MediaStore = {
  readonly has: (name: string) => Promise<boolean>;
  /** Stores a picture unless it is there already, and returns its name. */
  readonly put: (bytes: Uint8Array, extension: MediaExtension) => Promise<string>;
  /** The picture of that name; undefined when there is none or the name cannot be one. */
  readonly read: (name: string) => Promise<Media | undefined>;
};

const contentTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  svg: 'image/svg+xml',
} as const;

export type MediaExtension = keyof typeof contentTypes;

const mediaName = /^[0-9a-f]{32}\.(png|jpg|webp|gif|avif|svg)$/;

/** The content type a name stands for, or undefined when no picture can have this name. */
export const contentTypeOf = (name: string): string | undefined => {
  const extension = mediaName.exec(name)?.[1];
  return extension && contentTypes[extension as MediaExtension];
};

/** No picture larger than this is taken in. */
export const maxMediaBytes = 10 * 1024 * 1024;
