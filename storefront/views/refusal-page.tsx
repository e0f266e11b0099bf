import type { ErrorCode } from '../errors.ts';
import type { Site } from '../site.ts';
import { Layout } from './layout.tsx';

type Words = { readonly title: string; readonly text: string };

const words: Partial<Record<ErrorCode, Words>> = {
  MALFORMED_FORM: {
    title: 'We could not read that',
    text: 'Something in the form was not as a browser sends it. Go back, reload the page and try again.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    title: 'We could not read that',
    text: 'This address takes forms only.',
  },
  BODY_TOO_LARGE: {
    title: 'That was too much',
    text: 'The form was larger than any of ours can be.',
  },
  CROSS_ORIGIN: {
    title: 'That did not come from our page',
    text: 'For your safety the shop takes forms from its own pages only. Open the shop in this tab and try again.',
  },
  FORBIDDEN: { title: 'This is not yours to see', text: 'Your account does not open this page.' },
  NOT_FOUND: { title: 'Nothing at this address', text: 'The page may have moved or been removed.' },
  RATE_LIMITED: {
    title: 'Too many tries',
    text: 'For safety we allow only so many of these in a while. Nothing was changed.',
  },
  BUSY: { title: 'Back in a moment', text: 'The shop is very busy. Please try again in a moment.' },
  TOKEN_INVALID: {
    title: 'This link does not work any more',
    text: 'Links in our mails work once and for a limited time. Please ask for a new one.',
  },
  EMAIL_TAKEN: {
    title: 'This address has an account',
    text: 'An account with this e-mail address was made in the meantime. Log in to use it.',
  },
};

const fallback: Words = {
  title: 'That did not work',
  text: 'Nothing was changed. Go back and try again.',
};

const waitingTime = (seconds: number): string =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;

type RefusalPageProps = { site: Site; code: ErrorCode; retryAfterSeconds?: number | undefined };

/** What people see when the shop refuses a request as a whole. */
export const RefusalPage = ({ site, code, retryAfterSeconds }: RefusalPageProps) => {
  const { title, text } = words[code] ?? fallback;
  return (
    <Layout site={site} meta={{ title: `${title} · ${site.name}`, description: text }}>
      <div class="empty">
        <h1>{title}</h1>
        <p>{text}</p>
        {retryAfterSeconds !== undefined && (
          <p>Please try again in {waitingTime(retryAfterSeconds)}.</p>
        )}
        <p class="empty-ways">
          <a class="button" href="/shop">
            Go to the shop
          </a>
        </p>
      </div>
    </Layout>
  );
};
