/** Lets screen readers say a text, without moving the focus. */
export const announce = (text: string): void => {
  const region = document.querySelector('[data-live]');
  if (region) region.textContent = text;
};
