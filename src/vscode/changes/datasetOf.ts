/** The dataset that a command is about: that of its row, of the grid that is open, or the one that is chosen. */
import type { GridSubject } from '../../protocol/grid.ts';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { DatasetRef } from '../refs.ts';

export async function datasetOf<R extends DatasetRef>(
	freehold: Freehold,
	given: R | undefined,
	placeHolder: string,
): Promise<R | DatasetRef | undefined> {
	return given ?? (await gridDataset(freehold)) ?? (await askDataset(freehold, placeHolder, true));
}

async function gridDataset(freehold: Freehold): Promise<DatasetRef | undefined> {
	const subject = (await freehold.grids()).active?.subject;
	return subject === undefined ? undefined : datasetShown(subject);
}

/** @returns `undefined` where rows of a grid are none of a dataset */
export function datasetShown(subject: GridSubject): DatasetRef | undefined {
	switch (subject.kind) {
		case 'dataset':
		case 'past':
		case 'changes': {
			const { folder, connection, dataset } = subject;
			return { folder, connection, dataset };
		}
		default:
			return undefined;
	}
}
