/** Where a backed-up file lies: a folder per kind, the original name, and enough of the uid to tell namesakes apart. */
import { extensionOf, safeFileName } from '../safeFileName.ts';

/** Folders are named after extensions, which are the uploader's claim and no more; long or odd ones share a folder. */
const folderName = /^\.[a-z0-9]{1,5}$/;
const otherFolder = 'other';
/** `con`, `aux`, `com1` … are no folder on Windows. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

export interface ResourcePaths {
	readonly path: string;
	readonly sparePath: string;
}

/** `pdf/Smlouva (bb938c51).pdf`, and with the whole uid in case two namesakes share its beginning. */
export function resourcePaths(name: string, uid: string): ResourcePaths {
	const short = safeFileName(name, { suffix: ` (${uid.slice(0, 8)})` });
	const whole = safeFileName(name, { suffix: ` (${uid})` });
	const extension = extensionOf(short).toLowerCase();
	const isFolder = folderName.test(extension) && !deviceName.test(extension.slice(1));
	const folder = isFolder ? extension.slice(1) : otherFolder;
	return { path: `${folder}/${short}`, sparePath: `${folder}/${whole}` };
}
