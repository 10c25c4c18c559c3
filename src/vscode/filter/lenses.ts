/** Lenses above each set of filters: how many rows match here, and what can be done with it. */
import * as vscode from 'vscode';
import { lensesOf } from '../../core/filter/editing/lenses.ts';
import type { FilterLens, LensKind } from '../../core/filter/editing/lenses.ts';
import { asCommand } from '../doors/commands.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import type { PlaceRef } from '../refs.ts';
import { datasetRef } from './datasetRef.ts';
import { reapitConnections } from './datasets.ts';
import { filtersIn, rangeOf } from './documents.ts';
import { FILTER_LANGUAGE, mayHoldFilters } from './selectors.ts';

class MatchesLens extends vscode.CodeLens {
	readonly lens: FilterLens;
	readonly document: vscode.TextDocument;

	constructor(lens: FilterLens, document: vscode.TextDocument) {
		super(rangeOf(document, lens));
		this.lens = lens;
		this.document = document;
	}
}

export class FilterLenses implements vscode.CodeLensProvider, Ending {
	readonly #freehold: Freehold;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #endings: Ending[] = [this.#changed];
	#watching: Promise<void> | undefined;

	readonly onDidChangeCodeLenses = this.#changed.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
		const filters = filtersIn(document);
		if (filters === undefined) return [];
		await (this.#watching ??= this.#watch());
		return lensesOf(filters)
			.filter(({ kind }) => canBeUsed(kind, document))
			.map((lens) => {
				if (lens.kind === 'matches') return new MatchesLens(lens, document);
				return new vscode.CodeLens(rangeOf(document, lens), commandOf(lens, document));
			});
	}

	/** Counted when it is seen. */
	async resolveCodeLens(lens: vscode.CodeLens): Promise<vscode.CodeLens> {
		if (lens instanceof MatchesLens) lens.command = await this.#matches(lens);
		return lens;
	}

	dispose(): void {
		for (const one of this.#endings) one.dispose();
	}

	async #matches({ lens, document }: MatchesLens): Promise<vscode.Command> {
		const [projects, data] = await Promise.all([this.#freehold.projects(), this.#freehold.filterData()]);
		const ref = datasetRef(reapitConnections(projects, document.uri), lens.dataset);
		if (ref === undefined) return text(vscode.l10n.t('There is no dataset {0}', lens.dataset ?? ''));
		const filters = lens.set.expressions.map(({ parsed }) => parsed);
		const found = await data.matches(ref, filters).catch(() => 'unreadable' as const);
		if (found === 'unreadable') return text(vscode.l10n.t('The replica cannot be read'));
		if (found === undefined) return asCommand('freehold.replicate', vscode.l10n.t('Not replicated yet'), ref);
		const { matching, rows, undecided } = found;
		const [some, all] = [matching.toLocaleString(), rows.toLocaleString()];
		const title =
			undecided === 0
				? vscode.l10n.t('Matches {0} of {1} locally', some, all)
				: vscode.l10n.t('Matches {0} of {1} locally, {2} undecided', some, all, undecided.toLocaleString());
		return asCommand('freehold.filter.rows', title, setRefOf(lens, document));
	}

	/** Counts change with the data, and with where it lies. */
	async #watch(): Promise<void> {
		const [projects, replicas] = await Promise.all([this.#freehold.projects(), this.#freehold.replicas()]);
		const again = (): void => {
			if (vscode.window.visibleTextEditors.some(({ document }) => mayHoldFilters(document))) this.#changed.fire();
		};
		this.#endings.push(
			projects.onDidChange(again),
			replicas.onDidChange(again),
			vscode.workspace.onDidGrantWorkspaceTrust(again),
		);
	}
}

/** Nothing is sent where nobody trusts the workspace; a request says by its address what it is meant for. */
function canBeUsed(kind: LensKind, { languageId }: vscode.TextDocument): boolean {
	if (kind === 'run') return vscode.workspace.isTrusted;
	return kind !== 'chooseDataset' || languageId === FILTER_LANGUAGE;
}

function commandOf(lens: FilterLens, document: vscode.TextDocument): vscode.Command {
	const ref = setRefOf(lens, document);
	switch (lens.kind) {
		case 'run':
			return asCommand('freehold.filter.run', vscode.l10n.t('Run on Reapit'), ref);
		case 'copyAddress':
			return asCommand('freehold.filter.copyAddress', vscode.l10n.t('Copy URL'), ref);
		case 'openInGrid':
		case 'matches':
			return asCommand('freehold.filter.rows', vscode.l10n.t('Open in Grid'), ref);
		case 'chooseDataset':
			return asCommand('freehold.filter.chooseDataset', vscode.l10n.t('Choose Its Dataset'), ref);
	}
}

function setRefOf({ set }: FilterLens, { uri }: vscode.TextDocument): PlaceRef {
	return { file: uri.toString(), offset: set.start };
}

/** A lens without a command is text. */
function text(title: string): vscode.Command {
	return { command: '', title };
}
