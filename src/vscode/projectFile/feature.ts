/** Help with writing freehold.yaml: mistakes, completion, explanations, names, and what can be done with what is written. */
import * as vscode from 'vscode';
import type { Feature, SomeCommands } from '../feature.ts';
import { isFileRef } from '../refs.ts';
import { openRequestFile } from '../requestSecrets/selector.ts';
import { DiagnosticsWatch } from './diagnosticsWatch.ts';
import { SELECTOR } from './selector.ts';
import { Lenses } from './lenses.ts';

export const projectFileCommands = {
	'freehold.moveSecrets': async (freehold, given) => {
		const ref = given ?? openRequestFile();
		return isFileRef(ref)
			? (await import('../requestSecrets/moveRequestSecrets.ts')).moveRequestSecrets(freehold, ref)
			: (await import('./moveSecrets.ts')).moveSecrets(freehold, ref);
	},
} satisfies SomeCommands;

/** Typed behind a key, before a dataset, in a list: what follows is offered at once. */
const TRIGGERS = [' ', '/', '[', ','] as const;

export const projectFileFeature: Feature = {
	register: (freehold) => {
		const { languages } = vscode;
		const lenses = new Lenses(freehold);
		return [
			new DiagnosticsWatch(freehold),
			lenses,
			languages.registerCodeLensProvider(SELECTOR, lenses),
			languages.registerCompletionItemProvider(
				SELECTOR,
				{
					provideCompletionItems: async (document, position, token) =>
						(await import('./completion.ts')).completionsAt(freehold, document, position, token),
				},
				...TRIGGERS,
			),
			languages.registerHoverProvider(SELECTOR, {
				provideHover: async (document, position) => (await import('./hover.ts')).hoverAt(freehold, document, position),
			}),
			languages.registerCodeActionsProvider(
				SELECTOR,
				{
					provideCodeActions: async (document, range) =>
						(await import('./quickFixes.ts')).quickFixes(freehold, document, range),
				},
				{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
			),
			languages.registerDefinitionProvider(SELECTOR, {
				provideDefinition: async (document, position) => (await import('./names.ts')).definitionAt(document, position),
			}),
			languages.registerReferenceProvider(SELECTOR, {
				provideReferences: async (document, position, { includeDeclaration }) =>
					(await import('./names.ts')).referencesAt(document, position, includeDeclaration),
			}),
			languages.registerRenameProvider(SELECTOR, {
				prepareRename: async (document, position) => (await import('./names.ts')).renamedAt(document, position),
				provideRenameEdits: async (document, position, name) =>
					(await import('./names.ts')).renameAt(freehold, document, position, name),
			}),
			languages.registerDocumentSymbolProvider(
				SELECTOR,
				{ provideDocumentSymbols: async (document) => (await import('./symbols.ts')).symbolsOf(document) },
				{ label: 'Freehold' },
			),
		];
	},
};
