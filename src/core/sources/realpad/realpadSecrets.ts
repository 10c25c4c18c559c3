/** Login and password of a Realpad connection; a missing one is explained. */
import { FreeholdError } from '../../errors.ts';
import type { Secrets } from '../../outside.ts';
import type { Credentials } from './credentialBreaker.ts';

export async function realpadCredentials(secrets: Secrets, connection: string): Promise<Credentials> {
	const login = (await secrets.get('login'))?.trim();
	// Blanks may belong to a password.
	const password = await secrets.get('password');
	if (login === undefined || login === '') throw missing('login', connection);
	if (password === undefined || password === '') throw missing('password', connection);
	return { login, password };
}

function missing(field: 'login' | 'password', connection: string): FreeholdError {
	const variable = `FREEHOLD_${connection.replaceAll('-', '_')}_${field}`.toUpperCase();
	return new FreeholdError('credentials', {
		what: `Connection ${connection} cannot sign in`,
		why: `its secret ${field} is not set`,
		next: `Set the environment variable ${variable}, or store it with the connection in the editor`,
	});
}
