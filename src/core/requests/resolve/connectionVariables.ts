/** What a request may ask of its connection without naming it anew: `{{base}}`, `{{customer}}`. No secret is among it. */
import type { Connection } from '../../project/project.ts';
import { realpadOrigin } from '../../sources/realpad/realpadSettings.ts';
import { reapitHosts } from '../../sources/reapit/reapitHosts.ts';
import { sparkHosts } from '../../sources/spark/sparkHosts.ts';

/** `base` is there for all: the origin that the connection's credentials may go to, without a slash at the end. */
export function connectionVariables(connection: Connection): Readonly<Record<string, string>> {
	switch (connection.source) {
		case 'reapit': {
			const [customer] = connection.customers;
			return {
				base: reapitHosts(connection).origin,
				apiVersion: connection.apiVersion,
				...(customer === undefined ? {} : { customer }),
			};
		}
		case 'spark': {
			const { origin, reso, native } = sparkHosts(connection);
			return { base: origin, reso, native };
		}
		case 'realpad': {
			const base = URL.parse(connection.baseUrl ?? realpadOrigin)?.origin ?? realpadOrigin;
			return { base, ws: `${base}/ws/v10` };
		}
	}
}
