/** A file as a vendor lists it and as it is to lie on disk. */

export interface ListedFile {
	/** The vendor's immutable id, in lower case. */
	readonly uid: string;
	/** As it was called when it was uploaded; never used as a path. */
	readonly name: string;
	/** The vendor's guess. */
	readonly contentType: string;
	readonly size: number;
	/** CRC-32, where the vendor tells it. */
	readonly crc: number | undefined;
	/** 64 lower-case hex digits, where the vendor tells them. */
	readonly sha256: string | undefined;
	/** Where it goes, below the folder of files, with `/`; unlikely to be taken by another file. */
	readonly path: string;
	/** Where it goes if another file has that path: holds the whole uid. */
	readonly sparePath: string;
}

/** An entry that cannot be backed up, and why. */
export interface RefusedFile {
	/** As listed, cut. */
	readonly uid: string;
	readonly name: string;
	readonly why: string;
}
