/** Where a back-up keeps its files: whole ones by readable names, parts and rejected ones in folders of their own. */
import { join, resolve, sep } from 'node:path';
import { FreeholdError } from '../../errors.ts';

/** The folder of a connection's backed-up files: `<data>/files/<connection>`. */
export function filesFolder(dataFolder: string, connection: string): string {
	return join(dataFolder, 'files', connection);
}

export class BackupPlaces {
	readonly folder: string;
	/** Files under way; on the same file system, so that a finished one is moved in one step. */
	readonly incoming: string;
	/** What had a wrong checksum, to be looked at; never counted as stored. */
	readonly quarantine: string;

	constructor(folder: string) {
		this.folder = resolve(folder);
		this.incoming = join(this.folder, '.incoming');
		this.quarantine = join(this.folder, '.quarantine');
	}

	/** @throws FreeholdError `unsafe` for a path that leaves the folder: a manifest may come from elsewhere */
	fileAt(path: string): string {
		const file = resolve(this.folder, ...path.split('/'));
		if (file.startsWith(this.folder + sep) && !path.startsWith('.')) return file;
		throw new FreeholdError('unsafe', {
			what: `"${path}" was not touched`,
			why: 'the manifest names a place outside of the folder of files',
			next: 'Somebody changed the replica; move it away and back up again',
		});
	}

	partOf(uid: string): string {
		return join(this.incoming, `${uid}.part`);
	}

	quarantined(uid: string): string {
		return join(this.quarantine, uid);
	}
}
