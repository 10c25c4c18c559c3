/** Secrets in the environment: the second source, as for the command line. */
import { secretVariable } from '../../core/missingSecret.ts';

export function hasVariable(connection: string, field: string): boolean {
	return (process.env[secretVariable(connection, field)] ?? '').trim() !== '';
}
