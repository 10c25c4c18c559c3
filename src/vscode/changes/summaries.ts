/** What runs have changed, in sentences, for rows and tooltips: counted in a thread of its own, and once. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { ChangeCounts } from '../../core/changes/tableChanges.ts';
import type { RunRange } from '../../core/replica/pastState.ts';
import { changeSentences, runSentences } from '../../core/wording/changeSentences.ts';
import type { Projects } from '../projects/projects.ts';
import type { DatasetRef, RecordRef } from '../refs.ts';
import { ReaderThread } from '../replicas/readerThread.ts';
import { wordingOf } from '../views/words.ts';

/** What somebody waits for with the pointer at rest: a fraction of a second. */
const MOST_CHANGES = 20_000;
const MOST_KEPT = 200;

export class Summaries implements AsyncDisposable {
	readonly #projects: Projects;
	readonly #thread = new ReaderThread();
	/** The latest asked for stands last. What a run has changed never changes. */
	readonly #kept = new Map<string, Promise<readonly string[]>>();

	constructor(projects: Projects) {
		this.#projects = projects;
	}

	/** Nothing where nothing more than the counts can be said. */
	ofRun(ref: RecordRef): Promise<readonly string[]> {
		return this.#once(ref, `run ${ref.record}`, async (file) => {
			const tables = await this.#thread.ask(file, 'runFigures', ref.record, MOST_CHANGES);
			return runSentences(ref.connection, tables ?? [], wordingOf(vscode.l10n)).flat();
		});
	}

	ofNews(ref: DatasetRef, news: ChangeCounts & { readonly range: RunRange }): Promise<readonly string[]> {
		const { from, to } = news.range;
		if (news.inserted + news.updated + news.deleted > MOST_CHANGES) return Promise.resolve([]);
		return this.#once(ref, `${ref.dataset} ${from} ${to}`, async (file) => {
			const figures = await this.#thread.ask(file, 'figures', ref.dataset, news.range);
			return figures === undefined ? [] : changeSentences(figures, wordingOf(vscode.l10n));
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#thread[Symbol.asyncDispose]();
	}

	#once(
		{ folder, connection }: DatasetRef,
		what: string,
		count: (file: string) => Promise<readonly string[]>,
	): Promise<readonly string[]> {
		const project = this.#projects.of(folder)?.project;
		if (project === undefined) return Promise.resolve([]);
		const file = replicaFile(project.dataFolder, connection);
		const key = `${file}\n${what}`;
		const sentences = this.#kept.get(key) ?? count(file).catch((error: unknown) => this.#forget(key, error));
		this.#kept.delete(key);
		this.#kept.set(key, sentences);
		for (const oldest of this.#kept.keys()) {
			if (this.#kept.size <= MOST_KEPT) break;
			this.#kept.delete(oldest);
		}
		return sentences;
	}

	/** History may have been dropped, or the replica be busy: then the counts alone are told, and the next look asks again. */
	#forget(key: string, error: unknown): readonly string[] {
		this.#kept.delete(key);
		if (FreeholdError.is(error)) return [];
		throw error;
	}
}
