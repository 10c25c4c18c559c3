/** Login and password of a Realpad connection; a missing one is explained. */
import { missingSecret } from '../../missingSecret.ts';
import type { Secrets } from '../../outside.ts';
import type { Credentials } from './credentialBreaker.ts';

export async function realpadCredentials(secrets: Secrets, connection: string): Promise<Credentials> {
	const login = (await secrets.get('login'))?.trim();
	// Blanks may belong to a password.
	const password = await secrets.get('password');
	if (login === undefined || login === '') throw missingSecret(connection, 'login');
	if (password === undefined || password === '') throw missingSecret(connection, 'password');
	return { login, password };
}
