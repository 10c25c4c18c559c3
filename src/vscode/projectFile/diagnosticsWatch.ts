/** Keeps what is wrong in every open freehold.yaml shown; what vendors tell may change it. */
import { CheckedDocuments } from '../doors/checkedDocuments.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { isProjectFile } from './selector.ts';

export class DiagnosticsWatch implements Ending {
	readonly #freehold: Freehold;
	readonly #checked: CheckedDocuments;
	/** Vendors tell which datasets there are; followed from the first check on. */
	#follow: Promise<Ending> | undefined;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		this.#checked = new CheckedDocuments(freehold, {
			name: 'freehold',
			concerns: isProjectFile,
			find: async (document) => {
				const { asDiagnostic, problemsOf } = await import('./diagnostics.ts');
				this.#follow ??= this.#followCatalogues();
				return (await problemsOf(freehold, document)).map((problem) => asDiagnostic(document, problem));
			},
		});
	}

	dispose(): void {
		this.#checked.dispose();
		void this.#follow?.then((following) => following.dispose());
	}

	async #followCatalogues(): Promise<Ending> {
		return (await this.#freehold.catalogues()).onDidChange(() => this.#checked.checkAll());
	}
}
