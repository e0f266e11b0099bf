import { mediaUrl } from '../../site.ts';

/** The small picture of a line. It says nothing that the title beside it does not. */
export const LinePicture = ({ mediaPath }: { mediaPath: string | null }) =>
  mediaPath === null ? (
    <div class="line-picture" />
  ) : (
    <img
      class="line-picture"
      src={mediaUrl(mediaPath)}
      alt=""
      width="80"
      height="80"
      loading="lazy"
    />
  );
