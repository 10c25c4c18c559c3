/** Where a connection's secrets come from on the command line, and which origins they may be sent to. */
import { FreeholdError } from '../errors.ts';
import type { Secrets } from '../outside.ts';
import { foreignOrigins, isLoopbackOrigin, splitOrigins } from './origins.ts';
import type { SecretOwner } from './origins.ts';
import type { SecretsFile } from './secretsFile.ts';
import { secretVariable } from '../missingSecret.ts';

/**
 * Secrets of one connection: from the secrets file where it has them, otherwise from the environment.
 *
 * A freehold.yaml may come with a cloned repository and name any server. So for a connection that does not go to the
 * vendor's own hosts, secrets are only handed out where the user has said so: in the file by `origin`, in the
 * environment by `FREEHOLD_<CONNECTION>_ORIGIN`, which names that server. This machine itself (the sandbox) needs no
 * such word when the secret comes from the environment.
 */
export function connectionSecrets(
	connection: SecretOwner,
	env: Readonly<Record<string, string | undefined>>,
	file: SecretsFile | undefined,
): Secrets {
	const fromEnvironment = (field: string): string | undefined => {
		const variable = secretVariable(connection.connection, field);
		const value = env[variable]?.trim();
		if (value === undefined || value === '') return undefined;
		checkEnvironmentOrigin(connection, variable, env);
		return value;
	};
	const get = async (field: string): Promise<string | undefined> =>
		(await file?.read(connection, field)) ?? fromEnvironment(field);
	if (file === undefined) return { get };
	return { get, set: (field, value) => file.write(connection, { [field]: value }) };
}

function checkEnvironmentOrigin(
	connection: SecretOwner,
	variable: string,
	env: Readonly<Record<string, string | undefined>>,
): void {
	const originVariable = secretVariable(connection.connection, 'origin');
	const allowed = splitOrigins(env[originVariable]);
	const refused = foreignOrigins(connection).find((origin) => !isLoopbackOrigin(origin) && !allowed.includes(origin));
	if (refused === undefined) return;
	throw new FreeholdError('configuration', {
		what: `The secret in ${variable} is not sent to ${refused}`,
		why: `freehold.yaml sends '${connection.connection}' to ${refused}, which is not the vendor's`,
		next: `If you trust that server, set ${originVariable}=${refused}; otherwise take baseUrl/identityUrl out of freehold.yaml`,
	});
}
