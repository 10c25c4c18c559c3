/** What is known for filters: lists of the vendor; fields of a dataset and matching rows, asked once per state of a replica. */
import * as vscode from 'vscode';
import type { FieldIndex } from '../../core/filter/fieldIndex.ts';
import type { Parsed } from '../../core/filter/syntax.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { DatasetState } from '../../core/replica/contract.ts';
import type { FilterCount } from '../../core/replica/filterRows.ts';
import { reapitLists } from '../../core/sources/reapit/catalogue/lists.ts';
import type { ReapitList } from '../../core/sources/reapit/catalogue/lists.ts';
import type { Freehold } from '../freehold.ts';
import type { ProjectState } from '../projects/projects.ts';
import type { DatasetRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import type { ReplicaState } from '../replicas/replicas.ts';
import { ReaderThread } from '../replicas/readerThread.ts';

interface Stored {
	readonly file: string;
	readonly state: ReplicaState;
	readonly dataset: DatasetState;
}

export class FilterData implements AsyncDisposable {
	readonly #freehold: Freehold;
	/** Of its own: learning a large dataset must not keep the views waiting. */
	readonly #thread = new ReaderThread();
	readonly #learned = new vscode.EventEmitter<undefined>();
	/** By the state that they belong to: a replica that has changed has another one. */
	readonly #answers = new WeakMap<ReplicaState, Map<string, Promise<unknown>>>();
	readonly #known = new Map<string, FieldIndex>();

	#lists: Promise<ReadonlyMap<string, ReapitList>> | undefined;

	/** Fields have become known that were not, or are others. */
	readonly onDidLearn = this.#learned.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	/** What the vendor publishes, put together once: it is asked for with every key that is typed. */
	lists(): Promise<ReadonlyMap<string, ReapitList>> {
		return (this.#lists ??= reapitLists());
	}

	/** As last learned, at once. */
	knownFields(ref: DatasetRef): FieldIndex | undefined {
		return this.#known.get(keyOf(ref));
	}

	/** As they are now; `undefined` where nothing was replicated yet. */
	async fields(ref: DatasetRef): Promise<FieldIndex | undefined> {
		const stored = await this.#stored(ref);
		if (stored === undefined) return undefined;
		const { file, state } = stored;
		const index = await this.#once(state, `fields ${ref.dataset}`, () =>
			this.#thread.ask(file, 'metadataFields', ref.dataset),
		);
		const key = keyOf(ref);
		if (index !== undefined && this.#known.get(key) !== index) {
			this.#known.set(key, index);
			this.#learned.fire(undefined);
		}
		return index;
	}

	/** `undefined` where nothing was replicated yet. */
	async matches(ref: DatasetRef, filters: readonly Parsed[]): Promise<FilterCount | undefined> {
		const stored = await this.#stored(ref);
		if (stored === undefined) return undefined;
		const { file, state } = stored;
		const question = [ref.dataset, filters.map(({ text }) => text)];
		const count = await this.#once(state, JSON.stringify(['matches', ...question]), () =>
			this.#thread.ask(file, 'countMatches', ref.dataset, filters),
		);
		if (count === undefined) return undefined;
		// After the answer, for the next question: in a large table it takes seconds.
		void this.#once(state, JSON.stringify(['index', ...question]), () =>
			this.#thread.ask(file, 'indexFor', ref.dataset, filters, count),
		);
		return count;
	}

	/** How the dataset stands in its replica. */
	async stateOf(ref: DatasetRef): Promise<DatasetState | undefined> {
		return (await this.#stored(ref))?.dataset;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#learned.dispose();
		await this.#thread[Symbol.asyncDispose]();
	}

	async #stored(ref: DatasetRef): Promise<Stored | undefined> {
		const [projects, replicas] = await Promise.all([this.#freehold.projects(), this.#freehold.replicas()]);
		const project: ProjectState | undefined = projects.of(ref.folder);
		if (project?.project === undefined) return undefined;
		const state = await replicas.read(ref, project);
		const dataset = state.datasets.find((one) => one.dataset === ref.dataset);
		if (dataset === undefined) return undefined;
		return { file: replicaFile(project.project.dataFolder, ref.connection), state, dataset };
	}

	#once<T>(state: ReplicaState, question: string, ask: () => Promise<T>): Promise<T> {
		const answers = this.#answers.get(state) ?? new Map<string, Promise<unknown>>();
		this.#answers.set(state, answers);
		const known = answers.get(question) as Promise<T> | undefined;
		if (known !== undefined) return known;
		const answer = ask();
		answers.set(question, answer);
		// Not asked again before the replica is another one: with every key that is typed it would fail once more.
		answer.catch(async (error: unknown) => {
			(await this.#freehold.log()).write('warn', 'A replica could not be asked for its filters', { error });
		});
		return answer;
	}
}

function keyOf(ref: DatasetRef): string {
	return `${ref.folder}\n${targetOf(ref)}`;
}
