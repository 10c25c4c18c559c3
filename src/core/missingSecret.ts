/** A secret that a connection needs and was not given: how it is called where people give secrets. */
import { FreeholdError } from './errors.ts';

/** `mls` + `clientSecret` → `FREEHOLD_MLS_CLIENT_SECRET`. */
export function secretVariable(connection: string, field: string): string {
	const words = field.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');
	return `FREEHOLD_${connection}_${words}`.replaceAll('-', '_').toUpperCase();
}

export function missingSecret(connection: string, field: string): FreeholdError {
	const variable = secretVariable(connection, field);
	return new FreeholdError('credentials', {
		what: `Connection ${connection} cannot sign in`,
		why: `its secret ${field} is not set`,
		next:
			field === 'refreshToken'
				? `Sign in first: freehold sign-in ${connection} --secrets-file FILE; then name that file here too`
				: `Set the environment variable ${variable}, or put '${connection}: { ${field}: … }' into a --secrets-file`,
	});
}
