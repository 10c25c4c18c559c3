/** Keeps the field index equal to the rows while they are written: each document that comes is counted, each that goes is taken back. */
import type { DatabaseSync } from 'node:sqlite';
import { FieldLearner } from '../filter/learnFields.ts';
import { readLayout } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import { documentPlaces, eachDocument, parsedDocument } from './documents.ts';
import type { DocumentPlaces } from './documents.ts';
import {
	FieldWriter,
	readDocuments,
	readIndexState,
	readLearned,
	storedPaths,
	writeDocuments,
	writeIndexState,
} from './fieldTables.ts';
import type { IndexState } from './fieldTables.ts';
import { quoteName, singleNumber } from './sql.ts';

/** Told of each row that is written; the values are those of the row filler. */
export interface RowWatch {
	/** @param before  `undefined` where the row is new; `after` where it goes */
	changed(before: readonly unknown[] | undefined, after: readonly unknown[] | undefined): void;
}

/** So many changed documents are kept in memory alone; writing fields with each page would cost more than the page. */
const mostUnwritten = 5_000;

export class FieldRecorder {
	readonly #db: DatabaseSync;
	readonly #datasets = new Map<string, RecordedDataset>();

	constructor(db: DatabaseSync) {
		this.#db = db;
	}

	/** @returns `undefined` where the rows carry no metadata */
	watch(layout: Layout): RowWatch | undefined {
		const places = documentPlaces(layout);
		if (places === undefined) return undefined;
		const recorded = this.#datasets.get(layout.dataset) ?? new RecordedDataset(this.#db, layout);
		this.#datasets.set(layout.dataset, recorded);
		return { changed: (before, after) => recorded.changed(places, before, after) };
	}

	/** Writes what has gathered, once it is worth it. */
	writeSome(now: number): void {
		for (const recorded of this.#datasets.values()) if (recorded.unwritten >= mostUnwritten) recorded.write(now);
	}

	/**
	 * At the end of a run: writes the rest.
	 *
	 * @param relearns  whether there is time to read all rows, where what is known is out of date
	 */
	settle(dataset: string, now: number, relearns: boolean): void {
		const layout = readLayout(this.#db, dataset);
		// A replica of an older version, or one whose last run was killed, may have no row to change.
		if (layout !== undefined) this.watch(layout);
		for (const recorded of this.#datasets.values()) {
			if (recorded.isCurrent) recorded.write(now);
			if (relearns && recorded.isOutdated) recorded.relearn(now);
		}
	}

	/** After a rollback: what was counted may be of changes that are undone. */
	forget(): void {
		this.#datasets.clear();
	}
}

class RecordedDataset {
	readonly #db: DatabaseSync;
	readonly #dataset: string;
	/** By type of entity; read when the first document changes. */
	#known: Map<string, FieldLearner> | undefined;
	#state: IndexState;
	/** Changed documents that the tables do not know yet. */
	unwritten = 0;

	constructor(db: DatabaseSync, layout: Layout) {
		this.#db = db;
		this.#dataset = layout.dataset;
		this.#state = readIndexState(db, layout.dataset) ?? { isCurrent: isEmpty(db, layout), takenBack: 0 };
	}

	get isCurrent(): boolean {
		return this.#state.isCurrent;
	}

	/** Ranges and values that were lost come back only when all is learned anew: as often as all of it was replaced. */
	get isOutdated(): boolean {
		if (!this.isCurrent) return true;
		const documents = [...readDocuments(this.#db, this.#dataset).values()].reduce((sum, count) => sum + count, 0);
		return this.#state.takenBack > Math.max(1_000, documents);
	}

	changed(places: DocumentPlaces, before: readonly unknown[] | undefined, after: readonly unknown[] | undefined): void {
		if (!this.isCurrent) return;
		const [old, oldType] = [before?.[places.document], typeIn(before, places)];
		const [text, type] = [after?.[places.document], typeIn(after, places)];
		if (old === text && oldType === type) return;
		const [gone, come] = [parsedDocument(old), parsedDocument(text)];
		if (gone === undefined && come === undefined) return;
		// Within the page's transaction: whoever reads the tables from here on knows that they are behind.
		if (this.unwritten === 0) writeIndexState(this.#db, this.#dataset, { ...this.#state, isCurrent: false });
		this.unwritten += 1;
		if (gone !== undefined) {
			this.#learner(oldType).remove(gone);
			this.#state = { ...this.#state, takenBack: this.#state.takenBack + 1 };
		}
		if (come !== undefined) this.#learner(type).add(come);
	}

	write(now: number): void {
		if (this.unwritten === 0) return;
		for (const [type, learner] of this.#learners()) {
			const writer = new FieldWriter(this.#db, this.#dataset, type);
			for (const touched of learner.takeTouched()) writer.write(touched, now);
			writeDocuments(this.#db, this.#dataset, type, learner.documents);
		}
		writeIndexState(this.#db, this.#dataset, this.#state);
		this.unwritten = 0;
	}

	relearn(now: number): void {
		const layout = readLayout(this.#db, this.#dataset);
		if (layout === undefined) return;
		const before = new Set(readDocuments(this.#db, this.#dataset).keys());
		this.#known = new Map();
		eachDocument(this.#db, layout, (document, type) => this.#learner(type).add(document));
		for (const type of before) {
			const known = this.#learner(type).index().fields;
			const writer = new FieldWriter(this.#db, this.#dataset, type);
			for (const path of storedPaths(this.#db, this.#dataset, type))
				if (!known.has(path)) writer.write({ path, field: undefined, isSeen: false }, now);
		}
		this.#state = { isCurrent: true, takenBack: 0 };
		this.unwritten = 1;
		this.write(now);
	}

	#learner(type: string): FieldLearner {
		const learners = this.#learners();
		const known = learners.get(type);
		if (known !== undefined) return known;
		const learner = new FieldLearner();
		learners.set(type, learner);
		return learner;
	}

	#learners(): Map<string, FieldLearner> {
		if (this.#known !== undefined) return this.#known;
		const learners = [...readDocuments(this.#db, this.#dataset)].map(([type, documents]) => {
			const fields = readLearned(this.#db, this.#dataset, type);
			return [type, new FieldLearner({ documents, fields })] as const;
		});
		return (this.#known = new Map(learners));
	}
}

function typeIn(values: readonly unknown[] | undefined, { entityType }: DocumentPlaces): string {
	const type = entityType === undefined ? undefined : values?.[entityType];
	return typeof type === 'string' ? type : '';
}

function isEmpty(db: DatabaseSync, { table }: Layout): boolean {
	return singleNumber(db, `SELECT NOT EXISTS (SELECT 1 FROM ${quoteName(table)})`) === 1;
}
