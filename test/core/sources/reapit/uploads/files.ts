/** Files that exist only as bytes. */
import type { UploadFile } from '../../../../../src/core/sources/reapit/uploads/uploadPlan.ts';

/** Opened as often as it is asked for; each piece is new, because its receiver owns it. */
export function fileOf(name: string, bytes: number, mediaType = 'application/pdf'): UploadFile {
	return {
		...{ name, bytes, mediaType },
		async *open() {
			for (let sent = 0; sent < bytes; sent += 65_536) {
				yield await Promise.resolve(new Uint8Array(Math.min(65_536, bytes - sent)).fill(sent & 0xff));
			}
		},
	};
}

export const DOCUMENT = { associatedType: 'property', associatedId: 'OXF1', typeId: 'DET' };
export const CHECK = {
	...{ contactId: 'OXF1', checkDate: '2026-05-01', status: 'pass', negotiatorId: 'JAS' },
	identityDocument1: { typeId: 'PP' },
	identityDocument2: { typeId: 'DL' },
};
