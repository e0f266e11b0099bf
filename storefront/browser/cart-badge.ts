/** Pages are the same for everyone; how many pieces are in this shopper's cart is asked for apart. */
export const showCartCount = async (): Promise<void> => {
  const link = document.querySelector('[data-cart-badge]');
  if (!link) return;
  try {
    const response = await fetch('/cart/badge', { headers: { accept: 'application/json' } });
    if (!response.ok) return;
    const { count } = (await response.json()) as { count?: unknown };
    if (typeof count !== 'number' || count < 1) return;
    const badge = document.createElement('span');
    badge.className = 'tool-count';
    badge.textContent = count > 99 ? '99+' : String(count);
    link.append(badge);
    link.setAttribute('aria-label', `Cart, ${count} ${count === 1 ? 'item' : 'items'}`);
  } catch {
    // No badge is better than a message about one.
  }
};
