/** Requests in plain text: help while they are written. */
import { LazyLanguage } from '../doors/lazyLanguage.ts';
import type { Feature } from '../feature.ts';
import { isRequestDocument } from './selector.ts';

export const requestsFeature: Feature = {
	register: (freehold) => [
		new LazyLanguage(freehold, {
			name: 'The help for requests',
			concerns: isRequestDocument,
			begin: async () => (await import('./language/providers.ts')).registerProviders(freehold),
		}),
	],
};
