/** Until when a vendor wants no requests of a connection's key, as all processes of this user know it. */
import { homedir } from 'node:os';
import { FreeholdError } from '../core/errors.ts';
import { countingUnit } from '../core/http/unit.ts';
import type { Connection } from '../core/project/project.ts';
import { connectionSecrets } from '../core/project/secrets.ts';
import { SecretsFile } from '../core/project/secretsFile.ts';
import { countedCredential } from '../core/sources/spark/sparkAuth.ts';
import { openBudget } from '../core/state/openBudget.ts';
import { stateFolder } from '../core/state/stateFolder.ts';
import { systemClock } from '../core/systemOutside.ts';
import type { CommandContext } from './context.ts';

/** @returns ms since 1970; `undefined` where it may ask at once, or where its key is not at hand to know */
export async function blockedUntil(context: CommandContext, connection: Connection): Promise<number | undefined> {
	const { globals, terminal, output } = context;
	const file = globals.secretsFile === undefined ? undefined : new SecretsFile(globals.secretsFile);
	const secrets = connectionSecrets(connection, terminal.env, file);
	let credential: string;
	try {
		credential = await countedCredential(connection, secrets);
	} catch (error) {
		// Showing the status needs no key: whoever has none at hand learns the rest.
		if (FreeholdError.is(error, 'credentials', 'unsafe')) return undefined;
		throw error;
	}
	const clock = systemClock();
	const log = { write: (_level: string, message: string) => output.detail(message) };
	const folder = stateFolder({ platform: process.platform, env: terminal.env, home: homedir() });
	const open = openBudget(folder, clock, log);
	try {
		const until = open.budget.blockedUntil(countingUnit(connection.source, credential));
		return until > clock.now() ? until : undefined;
	} finally {
		open.close();
	}
}
