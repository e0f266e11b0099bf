const notices: Readonly<Record<string, string>> = {
  saved: 'Saved.',
  'password-changed': 'Your password is changed. Everywhere else you are logged out.',
  'password-reset': 'Your password is changed. Log in with the new one.',
  'email-changed': 'Your e-mail address is changed.',
  'logged-out': 'You are logged out.',
  'logged-out-everywhere': 'You are logged out everywhere.',
  'account-deleted': 'Your account is deleted.',
  'address-saved': 'The address is saved.',
  'address-deleted': 'The address is deleted.',
};

/** What a page says was just done: only what stands here can be put into an address. */
export const findNotice = (done: string | undefined): string | undefined =>
  done !== undefined && Object.hasOwn(notices, done) ? notices[done] : undefined;
