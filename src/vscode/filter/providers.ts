/** Everything that the editor offers for filters. Loaded when the first document is opened that may hold some. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { formatTriggers } from '../../core/filter/editing/format.ts';
import { FIX_ALL, codeActions } from './codeActions.ts';
import { FilterColours, LEGEND, inlayHints } from './colours.ts';
import { COMPLETION_TRIGGERS, completionsAt, resolved } from './completion.ts';
import { FilterDiagnosticsWatch } from './diagnosticsWatch.ts';
import { formatted, formattedBehind } from './formatting.ts';
import { SIGNATURE_TRIGGERS, hoverText, signatureHelp } from './help.ts';
import { FilterLenses } from './lenses.ts';
import { codeLinks } from './links.ts';
import { references, rename, renamed } from './names.ts';
import { FILTER_FILES, FILTER_PLACES, REQUEST_FILES } from './selectors.ts';
import { FilterStatusItem } from './statusItem.ts';
import { folds, selections, symbols } from './structure.ts';

export function registerProviders(freehold: Freehold): readonly Ending[] {
	const lenses = new FilterLenses(freehold);
	const colours = new FilterColours(freehold);
	return [
		new FilterDiagnosticsWatch(freehold),
		new FilterStatusItem(freehold),
		lenses,
		vscode.languages.registerCodeLensProvider(FILTER_PLACES, lenses),
		...wherever(freehold),
		colours,
		vscode.languages.registerDocumentSemanticTokensProvider([FILTER_FILES, REQUEST_FILES], colours, LEGEND),
		...inFilterFiles(),
	];
}

/** In filter files, in request files, in freehold.yaml. */
function wherever(freehold: Freehold): readonly Ending[] {
	const { languages } = vscode;
	return [
		languages.registerCompletionItemProvider(
			FILTER_PLACES,
			{
				provideCompletionItems: (document, position, token) => completionsAt(freehold, document, position, token),
				resolveCompletionItem: resolved,
			},
			...COMPLETION_TRIGGERS,
		),
		languages.registerSignatureHelpProvider(
			FILTER_PLACES,
			{ provideSignatureHelp: signatureHelp },
			...SIGNATURE_TRIGGERS,
		),
		languages.registerHoverProvider(FILTER_PLACES, {
			provideHover: (document, position) => hoverText(freehold, document, position),
		}),
		languages.registerCodeActionsProvider(
			FILTER_PLACES,
			{
				provideCodeActions: (document, range, { only }) => codeActions(freehold, document, range, only),
			},
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL] },
		),
		languages.registerReferenceProvider(FILTER_PLACES, {
			provideReferences: (document, position) => references(freehold, document, position),
		}),
		languages.registerRenameProvider(FILTER_PLACES, {
			prepareRename: renamed,
			provideRenameEdits: (document, position, name) => rename(freehold, document, position, name),
		}),
		languages.registerInlayHintsProvider(FILTER_PLACES, {
			provideInlayHints: (document, range) => inlayHints(freehold, document, range),
		}),
		languages.registerDocumentLinkProvider(FILTER_PLACES, { provideDocumentLinks: codeLinks }),
	];
}

/** Where other languages have their own: an outline of freehold.yaml, say, is not of filters. */
function inFilterFiles(): readonly Ending[] {
	const { languages } = vscode;
	const [firstTrigger, ...moreTriggers] = formatTriggers;
	return [
		languages.registerDocumentFormattingEditProvider(FILTER_FILES, {
			provideDocumentFormattingEdits: (document) => formatted(document),
		}),
		languages.registerDocumentRangeFormattingEditProvider(FILTER_FILES, {
			provideDocumentRangeFormattingEdits: formatted,
		}),
		languages.registerOnTypeFormattingEditProvider(
			FILTER_FILES,
			{ provideOnTypeFormattingEdits: formattedBehind },
			firstTrigger,
			...moreTriggers,
		),
		languages.registerDocumentSymbolProvider(FILTER_FILES, { provideDocumentSymbols: symbols }, { label: 'Freehold' }),
		languages.registerFoldingRangeProvider(FILTER_FILES, { provideFoldingRanges: folds }),
		languages.registerSelectionRangeProvider(FILTER_FILES, { provideSelectionRanges: selections }),
	];
}
