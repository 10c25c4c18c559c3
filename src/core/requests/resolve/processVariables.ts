/** `{{$env.…}}`: variables of the process, where those that hold secrets of a connection go to that connection alone. */
import { FreeholdError } from '../../errors.ts';
import { secretVariable } from '../../missingSecret.ts';
import type { Secrets } from '../../outside.ts';
import type { Connection } from '../../project/project.ts';
import { SECRET_FIELDS } from '../../project/secretNames.ts';

export type SecretsOf = (connection: Connection) => Secrets;

interface Options {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly secretsOf: SecretsOf;
}

/**
 * `FREEHOLD_<CONNECTION>_<FIELD>` is how secrets are called in request files whose secrets were moved away. They are taken
 * from wherever the connection's secrets are kept; a request of another connection, or of none, does not get them, because
 * a file that came with a repository could send them anywhere.
 */
export function processVariableOf(
	connection: Connection | undefined,
	{ env, secretsOf }: Options,
	label: string,
): (name: string) => Promise<string | undefined> {
	const own = new Map(
		connection === undefined ? [] : SECRET_FIELDS.map((field) => [secretVariable(connection.connection, field), field]),
	);
	return async (name) => {
		const field = own.get(name);
		if (field !== undefined && connection !== undefined) return secretsOf(connection).get(field);
		if (!/^FREEHOLD_/i.test(name)) return Object.hasOwn(env, name) ? env[name] : undefined;
		throw new FreeholdError('unsafe', {
			what: `${label} was not sent`,
			why: `${name} is a secret of a connection, and this request ${connection === undefined ? 'names none' : `goes to ${connection.connection}`}`,
			next: 'Write `# @connection NAME` above the request that it belongs to',
		});
	};
}
