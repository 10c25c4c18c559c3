/** Requests with expectations as tests of the editor: the Testing view runs them and shows what was not met. */
import * as vscode from 'vscode';
import { blockName, directivesOf } from '../../../core/requests/document/requestDocument.ts';
import { isMet } from '../../../core/requests/run/runBlock.ts';
import { checkText } from '../../../core/wording/exchangeText.ts';
import { FreeholdError } from '../../../core/errors.ts';
import type { Ending } from '../../feature.ts';
import { rangeOf } from '../../filter/documents.ts';
import type { Freehold } from '../../freehold.ts';
import { requestsIn } from '../language/requestDocuments.ts';
import { readRequests, shownRequests } from '../language/readRequests.ts';
import type { ReadRequests } from '../language/readRequests.ts';
import { isRequestDocument } from '../selector.ts';

const FILES = '**/*.freehold.http';
const MOST_FILES = 500;

export class RequestTests implements Ending {
	readonly #freehold: Freehold;
	readonly #controller = vscode.tests.createTestController('freehold.requests', vscode.l10n.t('Freehold Requests'));
	readonly #endings: Ending[];

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		const { workspace } = vscode;
		const watcher = workspace.createFileSystemWatcher(FILES);
		const again = (uri: vscode.Uri): void => void this.#read(uri);
		this.#controller.resolveHandler = () => this.#findAll();
		this.#controller.refreshHandler = () => this.#findAll();
		this.#controller.createRunProfile(
			vscode.l10n.t('Run'),
			vscode.TestRunProfileKind.Run,
			(request, token) => this.#run(request, token),
			true,
		);
		this.#endings = [
			this.#controller,
			watcher,
			watcher.onDidCreate(again),
			watcher.onDidChange(again),
			watcher.onDidDelete((uri) => this.#controller.items.delete(uri.toString())),
			workspace.onDidChangeTextDocument(({ document }) => {
				if (isRequestDocument(document) && document.uri.scheme === 'file') this.#show(shownRequests(document));
			}),
		];
		void this.#findAll();
	}

	dispose(): void {
		for (const one of this.#endings) one.dispose();
	}

	async #findAll(): Promise<void> {
		for (const uri of await vscode.workspace.findFiles(FILES, '**/node_modules/**', MOST_FILES)) await this.#read(uri);
	}

	async #read(uri: vscode.Uri): Promise<void> {
		try {
			this.#show(await readRequests(uri));
		} catch (error) {
			(await this.#freehold.log()).write('warn', `${uri.fsPath} could not be read for its tests`, { error });
		}
	}

	/** Of a file that expects nothing, no tests. */
	#show({ uri, requests, positionAt }: ReadRequests): void {
		const tests = requests.blocks.flatMap((block, nth) =>
			block.request !== undefined && directivesOf(block, 'expect').length > 0 ? { block, nth } : [],
		);
		if (tests.length === 0) {
			this.#controller.items.delete(uri.toString());
			return;
		}
		const file = this.#controller.createTestItem(uri.toString(), vscode.workspace.asRelativePath(uri), uri);
		const items = tests.map(({ block, nth }) => {
			const name = blockName(requests, block);
			const item = this.#controller.createTestItem(`${uri.toString()}#${nth} ${name}`, name, uri);
			const { start, end } = block.request ?? block;
			item.range = new vscode.Range(positionAt(start), positionAt(end));
			return item;
		});
		file.children.replace(items);
		this.#controller.items.add(file);
	}

	async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
		const run = this.#controller.createTestRun(request);
		const abort = new AbortController();
		token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
		const excluded = new Set(request.exclude ?? []);
		const chosen = request.include ?? [...this.#controller.items].map(([, item]) => item);
		const items = chosen.flatMap((item) =>
			item.children.size === 0 ? [item] : [...item.children].map(([, child]) => child),
		);
		for (const item of items) {
			if (excluded.has(item) || token.isCancellationRequested) run.skipped(item);
			else await this.#runOne(run, item, abort.signal);
		}
		run.end();
	}

	async #runOne(run: vscode.TestRun, item: vscode.TestItem, signal: AbortSignal): Promise<void> {
		run.started(item);
		const from = performance.now();
		try {
			const message = await this.#failureOf(item, signal);
			if (message === undefined) run.passed(item, performance.now() - from);
			else run.failed(item, message, performance.now() - from);
		} catch (error) {
			if (error instanceof vscode.CancellationError) run.skipped(item);
			else run.errored(item, new vscode.TestMessage(textOf(error)), performance.now() - from);
		}
	}

	/** @returns `undefined` where it was answered as it should have been */
	async #failureOf(item: vscode.TestItem, signal: AbortSignal): Promise<vscode.TestMessage | undefined> {
		const { uri } = item;
		if (uri === undefined) return undefined;
		const document = await vscode.workspace.openTextDocument(uri);
		const requests = requestsIn(document);
		const block = requests.blocks[Number(/#(\d+) /.exec(item.id)?.[1])];
		if (block === undefined || blockName(requests, block) !== item.label)
			return new vscode.TestMessage(vscode.l10n.t('The request is gone'));
		const runs = await this.#freehold.requestRuns();
		const { outcome } = await runs.run({ uri, document: requests, block }, signal);
		if (outcome.result.kind === 'failed') throw outcome.result.error;
		if (isMet(outcome)) return undefined;
		const unmet = outcome.result.checks.filter((check) => !check.isMet);
		const message = new vscode.TestMessage(unmet.map(checkText).join('\n'));
		const [first] = unmet;
		if (first?.expectation !== undefined)
			message.location = new vscode.Location(uri, rangeOf(document, first.expectation));
		return message;
	}
}

function textOf(error: unknown): string {
	if (FreeholdError.is(error)) return `${error.what}: ${error.why}. ${error.next}`;
	return error instanceof Error ? error.message : String(error);
}
