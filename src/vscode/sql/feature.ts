/** SQL on replicas: files of statements, a box for a new one, results in the grid. */
import { LazyLanguage } from '../doors/lazyLanguage.ts';
import type { Feature, SomeCommands } from '../feature.ts';
import { isSqlDocument } from './selectors.ts';

export const sqlCommands = {
	'freehold.sql.new': async (freehold, ref) => (await import('./newSql.ts')).newSql(freehold, ref),
	'freehold.sql.run': async (freehold, ref) => (await import('./runSql.ts')).runSql(freehold, ref),
	'freehold.sql.explain': async (freehold, ref) => (await import('./explainSql.ts')).explainSql(freehold, ref),
	'freehold.sql.copyCommand': async (freehold, ref) =>
		(await import('./copySqlCommand.ts')).copySqlCommand(freehold, ref),
	'freehold.sql.chooseConnection': async (freehold) =>
		(await import('./chooseConnection.ts')).chooseConnection(freehold),
	'freehold.sql.recent': async (freehold) => (await import('./recentQueries.ts')).openRecent(freehold),
	'freehold.grid.openAsSql': async (freehold) => (await import('./openAsSql.ts')).openAsSql(freehold),
} satisfies SomeCommands;

export const sqlFeature: Feature = {
	register: (freehold) => [
		new LazyLanguage(freehold, {
			name: 'The help for SQL',
			concerns: isSqlDocument,
			begin: async () => (await import('./providers.ts')).registerProviders(freehold),
		}),
	],
};
