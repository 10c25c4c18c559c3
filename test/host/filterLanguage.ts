/** Filters in the editor: each kind of help as VS Code gives it, in filter files, in request files, in freehold.yaml. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { makeContactsWithMetadata } from './filterRecords.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const filterLanguageTests = new HostTests();
const test = filterLanguageTests.test.bind(filterLanguageTests);

interface Written {
	readonly document: vscode.TextDocument;
	readonly uri: vscode.Uri;
	/** The place of `|` in a text that stands in the document. */
	readonly at: (marked: string) => vscode.Position;
}

/** Shows a file with a text; afterwards it is gone, or as it was. */
async function withText(name: string, text: string, look: (file: Written) => Promise<void>): Promise<void> {
	const path = join(folder(), name);
	const original = name === 'freehold.yaml' ? readFileSync(path, 'utf8') : undefined;
	writeFileSync(path, text);
	const document = await vscode.workspace.openTextDocument(path);
	await until('the editor has the text', () => document.getText() === text);
	await vscode.window.showTextDocument(document);
	try {
		await look({
			document,
			uri: document.uri,
			at: (marked) => {
				const plain = marked.replace('|', '');
				const offset = document.getText().indexOf(plain);
				assert.notEqual(offset, -1, `${plain} is not in the file`);
				return document.positionAt(offset + marked.indexOf('|'));
			},
		});
	} finally {
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		if (original === undefined) rmSync(path);
		else writeFileSync(path, original);
	}
}

const head = '# @name one\n# @dataset agency/contacts\n';

/** What a provider gives, asked again until it gives something: providers come with the first document. */
function given<T>(command: string, ...args: readonly unknown[]): Promise<NonNullable<T>> {
	return until(`${command} gives something`, async () => {
		const found = await vscode.commands.executeCommand<T>(command, ...args);
		return Array.isArray(found) && found.length === 0 ? undefined : found;
	});
}

async function labelsAt(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
	const list = await vscode.commands.executeCommand<vscode.CompletionList>(
		'vscode.executeCompletionItemProvider',
		...[uri, position],
	);
	return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function findings(uri: vscode.Uri): readonly vscode.Diagnostic[] {
	return vscode.languages.getDiagnostics(uri).filter(({ code }) => typeof code === 'object');
}

function codes(uri: vscode.Uri): readonly string[] {
	return findings(uri).map(({ code }) => (typeof code === 'object' ? String(code.value) : ''));
}

function fixesAt(uri: vscode.Uri, range: vscode.Range, kind: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
	return given('vscode.executeCodeActionProvider', uri, range, kind.value);
}

test('contacts with metadata are made and replicated', makeContactsWithMetadata);

test('datasets of Reapit that have metadata offer to try a filter', async () => {
	const tree = await freehold().sources();
	const contexts: string[] = [];
	const visit = async (below: Parameters<typeof tree.children>[0], depth: number): Promise<void> => {
		for (const node of await tree.children(below)) {
			const { label, contextValue = '' } = tree.row(node);
			if (contextValue.startsWith('dataset'))
				contexts.push(`${typeof label === 'string' ? label : ''} ${contextValue}`);
			else if (depth > 0) await visit(node, depth - 1);
		}
	};
	await visit(undefined, 3);
	assert.ok(
		contexts.some((context) => context.startsWith('contacts dataset.stored.reapit.filtered')),
		contexts.join(),
	);
	assert.ok(contexts.includes('Property dataset.stored'));
});

test('files have their languages', async () => {
	await withText('one.rfilter', head, async ({ document }) => {
		await Promise.resolve();
		assert.equal(document.languageId, 'freehold-filter');
	});
	await withText('one.freehold.http', 'GET /contacts/\n', async ({ document }) => {
		await Promise.resolve();
		assert.equal(document.languageId, 'freehold-http');
	});
});

test('lines are commented out, quotes are closed, and a list that is not finished goes on indented', async () => {
	await withText('one.rfilter', `${head}metadata.city $in `, async ({ document }) => {
		const editor = vscode.window.activeTextEditor;
		assert.equal(editor?.document, document);
		const type = (text: string): Thenable<unknown> => vscode.commands.executeCommand('type', { text });
		const end = document.lineAt(2).range.end;
		editor.selection = new vscode.Selection(end, end);
		await type("'");
		assert.equal(document.lineAt(2).text, "metadata.city $in ''");
		for (const key of ['a', "'", ',', '\n']) await type(key);
		await until('the line is indented', () => /^\s+$/.test(document.lineAt(3).text));
		assert.equal(document.lineAt(2).text, "metadata.city $in 'a',");
		editor.selection = new vscode.Selection(2, 0, 2, 0);
		await vscode.commands.executeCommand('editor.action.commentLine');
		assert.equal(document.lineAt(2).text, "# metadata.city $in 'a',");
	});
});

test('completion knows fields with their types, operators that fit, values that are there, directives', async () => {
	const text = `${head}metadata.\nmetadata.budget \nmetadata.city $in 'Oxford',\n# @data\n`;
	await withText('one.rfilter', text, async ({ uri, at }) => {
		const fields = await until('the fields are learned', async () => {
			const found = await labelsAt(uri, at('\nmetadata.|\n'));
			return found.some((label) => label.includes('city')) ? found : undefined;
		});
		assert.ok(fields.findIndex((one) => one.includes('city')) < fields.findIndex((one) => one.includes('isActive')));
		const operators = await labelsAt(uri, at('metadata.budget |\n'));
		assert.ok(operators.includes('$gte'), operators.join());
		const values = await labelsAt(uri, at("'Oxford',|\n"));
		assert.ok(values.includes("'London'") && !values.includes("'Oxford'"), values.join());
		assert.ok((await labelsAt(uri, at('# @data|'))).some((label) => label.includes('dataset')));
	});
});

test('what was asked for is offered though somebody types on', async () => {
	await withText('one.rfilter', `${head}metadata.city $eq 'Oxford'\nm\n`, async ({ document, uri, at }) => {
		await until('fields are known', async () => (await labelsAt(uri, at('\nm|\n'))).length > 0);
		const place = at('\nm|\n');
		const data = await freehold().filterData();
		const known = data.lists();
		const typed = Promise.withResolvers<undefined>();
		data.lists = () => typed.promise.then(() => known);
		const asked = labelsAt(uri, place);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(uri, place, 'etadata.');
		assert.ok(await vscode.workspace.applyEdit(edit));
		assert.ok(document.getText().includes('\nmetadata.\n'));
		typed.resolve(undefined);
		data.lists = () => known;
		assert.ok((await asked).some((label) => label.includes('city')));
	});
});

test('what a completion means comes when it is looked at', async () => {
	await withText('one.rfilter', `${head}metadata.budget \n`, async ({ uri, at }) => {
		const ask = (resolved: number): Thenable<vscode.CompletionList> =>
			vscode.commands.executeCommand(
				'vscode.executeCompletionItemProvider',
				...[uri, at('metadata.budget |'), undefined, resolved],
			);
		const item = (list: vscode.CompletionList): vscode.CompletionItem | undefined =>
			list.items.find(({ label }) => (typeof label === 'string' ? label : label.label) === '$gte');
		assert.equal(item(await ask(0))?.documentation, undefined);
		const about = item(await ask(100))?.documentation;
		assert.ok(about instanceof vscode.MarkdownString);
		assert.match(about.value, /greater or the same/);
	});
});

test('an operator tells what it takes, and the pointer what a field holds', async () => {
	await withText('one.rfilter', `${head}metadata.city $in 'Oxford',\n`, async ({ uri, at }) => {
		const help = await given<vscode.SignatureHelp>('vscode.executeSignatureHelpProvider', uri, at("'Oxford',|"));
		assert.match(help.signatures[0]?.label ?? '', /metadata\.city \$in value/);
		assert.equal(help.activeParameter, 1);
		const hovers = await given<vscode.Hover[]>('vscode.executeHoverProvider', uri, at('metadata.ci|ty'));
		const words = hovers.flatMap(({ contents }) =>
			contents.map((one) => (one instanceof vscode.MarkdownString ? one.value : '')),
		);
		assert.match(words.join('\n'), /city/);
		assert.match(words.join('\n'), /Often: .*`Bath`/);
	});
});

test('mistakes are shown while they are typed, with a page on each; those of the data too', async () => {
	const text = `${head}metadata.city $eq London\nmetadata.citty $eq 'x'\nmetadata.budget $gt 5\nmetadata.budget $lt 3\n`;
	await withText('one.rfilter', text, async ({ document, uri, at }) => {
		await until('all mistakes are shown', () => ['FH122', 'FH150', 'FH162'].every((code) => codes(uri).includes(code)));
		const quotes = findings(uri).find(({ code }) => typeof code === 'object' && code.value === 'FH122');
		assert.deepEqual(quotes?.range, new vscode.Range(at('$eq |London'), at('$eq London|')));
		const page = await vscode.workspace.openTextDocument((quotes?.code as { readonly target: vscode.Uri }).target);
		assert.match(page.getText(), /^# FH122: Text without quotes/);
		const never = findings(uri).find(({ code }) => typeof code === 'object' && code.value === 'FH162');
		assert.equal(never?.relatedInformation?.[0]?.message, 'metadata.budget $gt 5');
		const edit = new vscode.WorkspaceEdit();
		edit.replace(
			uri,
			new vscode.Range(document.positionAt(0), document.lineAt(document.lineCount - 1).range.end),
			head,
		);
		await vscode.workspace.applyEdit(edit);
		await until('the mistakes are gone', () => codes(uri).length === 0);
	});
});

test('a quick fix mends one mistake; saving mends all that is certain', async () => {
	await withText('one.rfilter', `${head}metadata.city $eq ‘London’\nmetadata.budget == 5\n`, async (file) => {
		const { document, uri } = file;
		const [found] = await until('the mistake is shown', () =>
			codes(uri).includes('FH120') ? findings(uri) : undefined,
		);
		assert.ok(found);
		const fixes = await fixesAt(uri, found.range, vscode.CodeActionKind.QuickFix);
		const [fix] = fixes.filter(({ isPreferred }) => isPreferred);
		assert.ok(fix?.edit);
		await vscode.workspace.applyEdit(fix.edit);
		assert.match(document.getText(), /^metadata\.city \$eq 'London'$/m);
		await document.save();
		assert.equal(document.getText(), `${head}metadata.city $eq 'London'\nmetadata.budget $eq 5\n`);
	});
});

test('files are formatted as a whole, in part, and behind a quote', async () => {
	const text = `${head}metadata.city   $EQ  'x'\nmetadata.city $in 'a' , 'b'\n`;
	await withText('one.rfilter', text, async ({ document, uri, at }) => {
		const options = { tabSize: 2, insertSpaces: true };
		/** The lines with edits applied; the text is then as it was. */
		const linesWith = async (edits: readonly vscode.TextEdit[]): Promise<readonly string[]> => {
			const edit = new vscode.WorkspaceEdit();
			edit.set(uri, [...edits]);
			await vscode.workspace.applyEdit(edit);
			const lines = document.getText().split('\n').slice(2, 4);
			await vscode.commands.executeCommand('workbench.action.files.revert');
			return lines;
		};
		const [first, second] = ["metadata.city $eq 'x'", "metadata.city $in 'a','b'"];
		const [firstWritten, secondWritten] = text.split('\n').slice(2, 4);
		const whole = await given<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', uri, options);
		assert.deepEqual(await linesWith(whole), [first, second]);
		const { range } = document.lineAt(3);
		const part = await given<vscode.TextEdit[]>('vscode.executeFormatRangeProvider', uri, range, options);
		assert.deepEqual(await linesWith(part), [firstWritten, second]);
		const typed = await given<vscode.TextEdit[]>(
			'vscode.executeFormatOnTypeProvider',
			...[uri, at("'x'|"), "'", options],
		);
		assert.deepEqual(await linesWith(typed), [first, secondWritten]);
	});
});

test('a field is found and renamed in all files that filter the same dataset', async () => {
	const request = "# @connection agency\nGET /contacts/?metadata=metadata.related.area $eq 'N1'\n";
	await withText('other.freehold.http', request, async (other) => {
		const text = `${head}metadata.related.area $eq 'N1'\n\n# @dataset agency/properties\nmetadata.related.area $eq 'N1'\n`;
		await withText('one.rfilter', text, async ({ uri, at }) => {
			const place = at('# @dataset agency/contacts\nmetadata.related.ar|ea');
			const found = await given<vscode.Location[]>('vscode.executeReferenceProvider', uri, place);
			assert.deepEqual(found.map((one) => one.uri.path.split('/').at(-1)).sort(), [
				'one.rfilter',
				'other.freehold.http',
			]);
			const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
				'vscode.executeDocumentRenameProvider',
				...[uri, place, 'related.district'],
			);
			assert.deepEqual(
				edit.get(uri).map(({ newText }) => newText),
				['related.district'],
			);
			assert.equal(edit.get(other.uri).length, 1);
			await assert.rejects(
				async () => vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', uri, place, 'a b'),
				/blank/,
			);
		});
	});
});

test('the outline, folds, and what a selection grows to follow the sets', async () => {
	const text = `${head}metadata.city $eq 'x'\nmetadata.budget $gt 5\n\nmetadata.city $eq 'y'\n`;
	await withText('one.rfilter', text, async ({ uri, at }) => {
		const symbols = await given<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri);
		assert.deepEqual(
			symbols.map(({ name, detail, children }) => [name, detail, children.length]),
			[
				['one', 'agency/contacts', 2],
				['filters 2', '', 1],
			],
		);
		const folds = await given<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', uri);
		assert.ok(folds.some(({ start, end }) => start === 0 && end === 3));
		const [range] = await given<vscode.SelectionRange[]>('vscode.executeSelectionRangeProvider', uri, [
			at('metadata.bud|get'),
		]);
		assert.equal(range?.range.end.character, 'metadata.budget'.length);
		assert.equal(range.range.start.character, 'metadata.'.length);
		assert.equal(range.parent?.range.start.character, 0);
	});
});

test('dates are told in words, and fields are coloured by what they hold', async () => {
	const text = `${head}metadata.chased $gte 2026-01-05T10:00:00Z\nmetadata.nothing $eq 1\n`;
	await withText('one.rfilter', text, async ({ document, uri }) => {
		const all = new vscode.Range(0, 0, document.lineCount, 0);
		const hints = await given<vscode.InlayHint[]>('vscode.executeInlayHintProvider', uri, all);
		assert.equal(hints.length, 1);
		assert.deepEqual(hints[0]?.position, document.lineAt(2).range.end);
		const legend = await given<vscode.SemanticTokensLegend>('vscode.provideDocumentSemanticTokensLegend', uri);
		const tokens = await given<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', uri);
		const kinds = [...tokens.data].flatMap((_, nth, data) =>
			nth % 5 === 3
				? [
						[
							legend.tokenTypes[data[nth]!],
							legend.tokenModifiers.filter((__, bit) => (data[nth + 1]! >> bit) & 1).join(),
						],
					]
				: [],
		);
		assert.deepEqual(kinds[0], ['property', 'date']);
		assert.deepEqual(kinds[3], ['property', 'unknown']);
	});
});

test('lenses count the matches here, and copy the address that asks for them', async () => {
	await withText('one.rfilter', `${head}metadata.city $eq 'london'\n`, async ({ uri }) => {
		const lenses = await given<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
		const titled = (title: RegExp): vscode.Command => {
			const command = lenses.map((lens) => lens.command).find((one) => one !== undefined && title.test(one.title));
			assert.ok(command, lenses.map((lens) => lens.command?.title).join());
			return command;
		};
		const run = ({ command, arguments: inputs = [] }: vscode.Command): Thenable<unknown> =>
			vscode.commands.executeCommand(command, ...(inputs as readonly unknown[]));
		assert.ok(titled(/^Run on Reapit$/));
		await run(titled(/^Copy URL$/));
		const address = await vscode.env.clipboard.readText();
		assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/contacts\/\?metadata=metadata\.city%20%24eq%20%27london%27$/);
		await run(titled(/^Matches 2 of [\d,.\s]+ locally$/));
		const subject = (await freehold().grids()).active?.subject;
		assert.ok(subject?.kind === 'query');
		assert.deepEqual(subject.filtered, { dataset: 'contacts', expressions: ["metadata.city $eq 'london'"] });
		const tab = (): string | undefined => vscode.window.tabGroups.activeTabGroup.activeTab?.label;
		await until('its tab tells what it shows', () => tab() === 'Filter on agency/contacts');
		const { thread } = await freehold().replicas();
		const replica = join(folder(), 'data', `${subject.connection}.sqlite`);
		const found = await thread.ask(replica, 'query', subject.sql, 10);
		assert.equal(found?.rows.length, 2);
		assert.deepEqual(
			found?.columns.filter((name) => name === '_hidden' || name === '_inserted_run'),
			[],
		);
		assert.match(JSON.stringify(found?.rows), /Lovelace 0.*Lovelace 1/);
		await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
	});
});

test('a filter that is run shows what Reapit has for it', async () => {
	await withText('one.rfilter', `${head}metadata.city $eq 'london'\n`, async ({ document, uri, at }) => {
		const offset = document.offsetAt(at('metadata.|city'));
		await vscode.commands.executeCommand('freehold.filter.run', { file: uri.toString(), offset });
		const shown = vscode.window.activeTextEditor?.document;
		assert.equal(shown?.languageId, 'json');
		interface Answer {
			readonly customers: readonly {
				readonly customer: string;
				readonly matching: number;
				readonly records: readonly { readonly metadata: { readonly city: string } }[];
			}[];
		}
		const [answer] = (JSON.parse(shown.getText()) as Answer).customers;
		assert.equal(answer?.matching, 2);
		assert.deepEqual(
			answer.records.map(({ metadata }) => metadata.city),
			['London', 'London'],
		);
		await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
	});
});

test('what Reapit refuses is shown at the part of the filter that it names, until the text is another', async () => {
	const text = `${head}metadata.city $eq 'x'\nmetadata.a.record $eq 5\n`;
	await withText('one.rfilter', text, async ({ document, uri, at }) => {
		const offset = document.offsetAt(at('metadata.|city'));
		const refused = (): readonly vscode.Diagnostic[] =>
			vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Reapit');
		await vscode.commands.executeCommand('freehold.filter.run', { file: uri.toString(), offset });
		const [found] = refused();
		assert.match(found?.message ?? '', /Metadata filter field name 'a' cannot be used/);
		assert.equal(found?.code, 400);
		assert.deepEqual(found.range, new vscode.Range(at('metadata.|a.record'), at('metadata.a|.record')));
		const edit = new vscode.WorkspaceEdit();
		edit.insert(uri, at('$eq 5|'), '0');
		await vscode.workspace.applyEdit(edit);
		await until('it is gone', () => refused().length === 0);
	});
});

test('two lists that the server confuses are refused at the list', async () => {
	const text = `${head}metadata.city $in 'x','y'\nmetadata.area $in 'x','y'\n`;
	await withText('one.rfilter', text, async ({ document, uri, at }) => {
		const offset = document.offsetAt(at('metadata.|city'));
		await vscode.commands.executeCommand('freehold.filter.run', { file: uri.toString(), offset });
		const [found] = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Reapit');
		assert.match(found?.message ?? '', /same key has already been added/);
		assert.equal(found?.range.start.line, 2);
	});
});

test('a code in a comment leads to its page', async () => {
	await withText('one.rfilter', "# FH124 is known\nmetadata.city $eq 'x'\n", async ({ uri }) => {
		const [link] = await given<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
		assert.equal(link?.range.start.character, 2);
		assert.match((await vscode.workspace.openTextDocument(link.target!)).getText(), /^# FH124/);
	});
});

test('filters in freehold.yaml are checked and completed at their places', async () => {
	const yaml = readFileSync(join(folder(), 'freehold.yaml'), 'utf8');
	const filters = `    filters:\n      contacts:\n        - "metadata.city $eq \\u2018x\\u2019"\n        - "metadata.city $eq 'London'"\n`;
	await withText('freehold.yaml', yaml.replace('  agency:\n', `  agency:\n${filters}`), async ({ uri, at }) => {
		await until('the mistake is shown', () => codes(uri).includes('FH120'));
		const found = findings(uri).find(({ code }) => typeof code === 'object' && code.value === 'FH120');
		assert.deepEqual(found?.range.start, at('"metadata.city $eq |\\u2018'));
		const values = await until('the fields are learned', async () => {
			const labels = await labelsAt(uri, at(`$eq 'Lon|don'`));
			return labels.includes("'Oxford'") ? labels : undefined;
		});
		assert.ok(values.includes("'London'"));
	});
});

test('filters in requests are checked and completed, also where they are percent-encoded', async () => {
	const text =
		'# @connection agency\nGET /contacts/\n  ?metadata=metadata.city%20$eq%20London\n  &metadata=metadata.budget $\n';
	await withText('one.freehold.http', text, async ({ uri, at }) => {
		await until('the mistake is shown', () => codes(uri).includes('FH122'));
		const found = findings(uri).find(({ code }) => typeof code === 'object' && code.value === 'FH122');
		assert.deepEqual(found?.range, new vscode.Range(at('%20|London'), at('%20London|')));
		const operators = await until('operators are offered', async () => {
			const labels = await labelsAt(uri, at('metadata.budget $|'));
			return labels.includes('$gt') ? labels : undefined;
		});
		assert.ok(operators.includes('$eq'));
	});
});
