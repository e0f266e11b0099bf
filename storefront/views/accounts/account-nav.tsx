const pages = [
  { path: '/account', label: 'Profile' },
  { path: '/account/orders', label: 'Orders' },
  { path: '/account/addresses', label: 'Addresses' },
  { path: '/account/email', label: 'E-mail address' },
  { path: '/account/password', label: 'Password' },
  { path: '/account/sessions', label: 'Devices' },
  { path: '/account/delete', label: 'Delete account' },
] as const;

/** The menu of all pages of an account. @param current path of the page it stands on */
export const AccountNav = ({ current }: { current: string }) => (
  <nav class="account-nav" aria-label="Your account">
    <ul>
      {pages.map(({ path, label }) => (
        <li>
          <a href={path} aria-current={path === current ? 'page' : undefined}>
            {label}
          </a>
        </li>
      ))}
    </ul>
    <form method="post" action="/logout">
      <button type="submit" class="button button--quiet">
        Log out
      </button>
    </form>
  </nav>
);
