import { showCartCount } from './cart-badge.ts';
import { enhanceFilters } from './filters.ts';
import { enhanceGallery } from './gallery.ts';
import { enhanceSearch } from './search.ts';
import { enhanceLinks } from './visit.ts';

// Every page works without this: each line below only makes one of them quicker to use.
void showCartCount();
enhanceSearch();
enhanceLinks();
enhanceFilters();
enhanceGallery();
