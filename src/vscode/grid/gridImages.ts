/** Pictures of rows: from the folder of backed-up files, or from other servers where the user has asked for that. */
import { open } from 'node:fs/promises';
import { FreeholdError } from '../../core/errors.ts';
import { MOST_IMAGE_BYTES, checkedImage, fetchImage } from '../../core/http/fetchImage.ts';
import type { Image } from '../../core/http/fetchImage.ts';
import { BackupPlaces, filesFolder } from '../../core/jobs/backup/places.ts';
import type { GridImage, GridSubject } from '../../protocol/grid.ts';
import type { Freehold } from '../freehold.ts';

/** Of one grid, as long as it is open: whoever wants to look at more opens it anew. */
const MOST_FETCHED = 1000;

export class GridImages {
	readonly #freehold: Freehold;
	readonly #subject: GridSubject;
	#fetched = 0;

	constructor(freehold: Freehold, subject: GridSubject) {
		this.#freehold = freehold;
		this.#subject = subject;
	}

	/** @throws FreeholdError where it is none, cannot be had, or is not to be had; the signal's reason */
	async load(image: GridImage, signal: AbortSignal): Promise<Image> {
		if (image.kind === 'file') return this.#read(image.path);
		if (++this.#fetched > MOST_FETCHED) throw tooMany();
		return fetchImage((await this.#freehold.network()).plain().fetch, image.url, signal);
	}

	async #read(path: string): Promise<Image> {
		const file = await open(await this.#place(path), 'r');
		try {
			const { size } = await file.stat();
			if (size > MOST_IMAGE_BYTES) throw tooLarge(path);
			return checkedImage(new Uint8Array(await file.readFile()), path);
		} finally {
			await file.close();
		}
	}

	/** Never outside of the folder of files, whatever the manifest says. */
	async #place(path: string): Promise<string> {
		const subject = this.#subject;
		const folder = subject.kind === 'file' ? undefined : subject.folder;
		const project = folder === undefined ? undefined : (await this.#freehold.projects()).of(folder)?.project;
		if (project !== undefined && subject.kind !== 'file') {
			return new BackupPlaces(filesFolder(project.dataFolder, subject.connection)).fileAt(path);
		}
		throw new FreeholdError('notFound', {
			what: `${path} is not shown`,
			why: 'its folder is not open',
			next: 'Open the folder again',
		});
	}
}

function tooLarge(path: string): FreeholdError {
	return new FreeholdError('unsafe', {
		what: `${path} is not shown`,
		why: `it has more than ${MOST_IMAGE_BYTES / 1024 / 1024} MB`,
		next: 'Open it in another program',
	});
}

function tooMany(): FreeholdError {
	return new FreeholdError('unsafe', {
		what: 'No more pictures are fetched',
		why: `this grid has fetched ${MOST_FETCHED}`,
		next: 'Close it and open it again to look at more',
	});
}
