/** Node 22 warns on stderr that its SQLite is experimental; what is used of it is the same in Node 24. Imports nothing. */

type EmitWarning = (warning: string | Error, ...rest: readonly unknown[]) => void;

/** Lets every other warning through. */
export function hideSqliteWarning(host: { emitWarning: EmitWarning }): void {
	const emit = host.emitWarning.bind(host);
	host.emitWarning = (warning, ...rest) => {
		const isOurs = rest.includes('ExperimentalWarning') && String(warning).startsWith('SQLite');
		if (!isOurs) emit(warning, ...rest);
	};
}
