/** Which Node the command needs. Imports nothing, because an older Node cannot even load the rest. */

/** The first with `node:sqlite` without a flag. */
const OLDEST: readonly [number, number] = [22, 13];

/** What to tell where this Node is too old; `undefined` where it is not. */
export function nodeVersionProblem(version: string): string | undefined {
	const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
	if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
	return (
		`freehold needs Node ${OLDEST.join('.')} or newer; this is Node ${version.replace(/^v/, '')}.\n` +
		'Older ones lack the built-in SQLite. Install a newer Node and run the command again.'
	);
}
