/** Lenses above each request: what can be done with it. */
import * as vscode from 'vscode';
import { directiveWord } from '../../../core/requests/document/requestDocument.ts';
import type { RequestBlock } from '../../../core/requests/document/requestDocument.ts';
import { asCommand } from '../../doors/commands.ts';
import type { Ending } from '../../feature.ts';
import { rangeOf } from '../../filter/documents.ts';
import type { Freehold } from '../../freehold.ts';
import type { PlaceRef } from '../../refs.ts';
import { requestsIn } from '../language/requestDocuments.ts';
import type { RequestCounts } from './requestCounts.ts';

export class RequestLenses implements vscode.CodeLensProvider, Ending {
	readonly #freehold: Freehold;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #endings: Ending[] = [this.#changed];
	#counts: RequestCounts | undefined;

	readonly onDidChangeCodeLenses = this.#changed.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		this.#endings.push(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
	}

	async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
		const counts = await this.#countsOf();
		return requestsIn(document).blocks.flatMap((block) => {
			const { request } = block;
			if (request === undefined) return [];
			const range = rangeOf(document, request);
			const ref: PlaceRef = { file: document.uri.toString(), offset: request.start };
			return commandsOf(block, ref, counts.of(document, request.start)).map(
				(command) => new vscode.CodeLens(range, command),
			);
		});
	}

	dispose(): void {
		for (const one of this.#endings) one.dispose();
	}

	async #countsOf(): Promise<RequestCounts> {
		if (this.#counts === undefined) {
			this.#counts = await this.#freehold.requestCounts();
			this.#endings.push(this.#counts.onDidChange(() => this.#changed.fire()));
		}
		return this.#counts;
	}
}

/** Nothing is sent where nobody trusts the workspace. */
function commandsOf(block: RequestBlock, ref: PlaceRef, count: string | undefined): readonly vscode.Command[] {
	const { l10n } = vscode;
	const copy = asCommand('freehold.requests.copyAs', l10n.t('Copy as…'), ref);
	if (!vscode.workspace.isTrusted) return [copy];
	const isRead = /^(?:GET)?$/i.test(block.request?.method?.text ?? '');
	const run = asCommand('freehold.requests.run', `$(play) ${l10n.t('Run')}`, ref);
	if (!isRead) return [run, asCommand('freehold.requests.dryRun', l10n.t('Show What Would Be Sent'), ref), copy];
	const isBilled = directiveWord(block, 'connection') !== undefined;
	return [
		run,
		asCommand('freehold.requests.runAllPages', l10n.t('Run All Pages'), ref),
		asCommand('freehold.requests.count', l10n.t('Count'), ref),
		...(isBilled ? [asCommand('freehold.requests.cost', l10n.t('Cost'), ref)] : []),
		copy,
		...(count === undefined ? [] : [{ command: '', title: count }]),
	];
}
