import type { Site } from '../../site.ts';
import { Layout } from '../layout.tsx';

type MailSentPageProps = {
  site: Site;
  text: string;
  back: { readonly path: string; readonly label: string };
};

/** The same whatever is known of an address, so it names none. */
export const MailSentPage = ({ site, text, back }: MailSentPageProps) => (
  <Layout site={site} meta={{ title: `Look into your mail · ${site.name}`, description: text }}>
    <div class="prose">
      <h1>Look into your mail</h1>
      <p class="lead">{text}</p>
      <p>It can take a minute. If nothing comes, look into the folder for spam.</p>
      <p>
        <a class="more" href={back.path}>
          {back.label}
        </a>
      </p>
    </div>
  </Layout>
);
