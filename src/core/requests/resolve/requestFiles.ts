/** The files beside a request file: bodies and environments. The editor reads them through its own file systems. */
import { readFile } from 'node:fs/promises';

export interface RequestFiles {
	/** The bytes of a file; `undefined` where there is none. @param path  absolute */
	read(path: string): Promise<Uint8Array | undefined>;
}

export const diskFiles: RequestFiles = {
	read: async (path) => {
		try {
			return await readFile(path);
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : undefined;
			if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
			throw error;
		}
	},
};
