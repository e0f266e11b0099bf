/**
 * Where pictures are kept, under names that follow from their content (see `mediaNameOf`): the same
 * picture is stored once, and what a name stands for never changes.
 */
export type MediaStore = {
  readonly has: (name: string) => Promise<boolean>;
  /** Stores a picture unless it is there already, and returns its name. */
  readonly put: (bytes: Uint8Array, extension: MediaExtension) => Promise<string>;
  /** The picture of that name; undefined when there is none or the name cannot be one. */
  readonly read: (name: string) => Promise<Uint8Array | undefined>;
};

export type MediaExtension = 'png' | 'jpg' | 'webp' | 'gif' | 'avif' | 'svg';

const mediaName = /^[0-9a-f]{32}\.(?:png|jpg|webp|gif|avif|svg)$/;

/** Whether a picture can have this name, which then is safe in a path. */
export const isMediaName = (name: string): boolean => mediaName.test(name);

/** No picture larger than this is taken in. */
export const maxMediaBytes = 10 * 1024 * 1024;
