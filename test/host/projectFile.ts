/** Writing freehold.yaml: each kind of help as VS Code gives it. Runs after the sandbox has filled the workspace. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const projectFileTests = new HostTests();
const test = projectFileTests.test.bind(projectFileTests);

const CANARY = 'canary0secret1value2that3nobody4may5see';

interface Written {
	readonly document: vscode.TextDocument;
	readonly original: string;
	readonly at: (word: string, within?: number) => vscode.Position;
}

/** Shows freehold.yaml with another text, saved or not; afterwards it is as it was. */
async function withFile(
	change: (original: string) => string,
	how: 'saved' | 'typed',
	look: (file: Written) => Promise<void>,
): Promise<void> {
	const path = join(folder(), 'freehold.yaml');
	const original = readFileSync(path, 'utf8');
	const document = await vscode.workspace.openTextDocument(path);
	await vscode.window.showTextDocument(document);
	const replace = async (text: string): Promise<void> => {
		const edit = new vscode.WorkspaceEdit();
		const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
		edit.replace(document.uri, all, text);
		await vscode.workspace.applyEdit(edit);
	};
	try {
		await replace(change(original));
		if (how === 'saved') await document.save();
		await look({
			document,
			original,
			at: (word, within = 0) => {
				const offset = document.getText().indexOf(word);
				assert.notEqual(offset, -1, `${word} is not in the file`);
				return document.positionAt(offset + within);
			},
		});
	} finally {
		await replace(original);
		await document.save();
		writeFileSync(path, original);
	}
}

const asItIs = (original: string): string => original;

async function labelsAt(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
	const list = await vscode.commands.executeCommand<vscode.CompletionList>(
		'vscode.executeCompletionItemProvider',
		...[uri, position],
	);
	return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
	const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
	return found
		.flatMap(({ contents }) => contents)
		.map((one) => (one instanceof vscode.MarkdownString ? one.value : JSON.stringify(one)))
		.join('\n')
		.replaceAll('&nbsp;', ' ');
}

function diagnosticsOf({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] {
	return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Freehold');
}

async function fixesAt(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
	return vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		...[uri, range, vscode.CodeActionKind.QuickFix.value],
	);
}

test('mistakes are shown while they are typed, go when they are mended, and bring their fix', async () => {
	const misspelt = (original: string): string => original.replace('keyType:', 'keyTyp:');
	await withFile(misspelt, 'typed', async ({ document, at }) => {
		const [found] = await until('the mistake is shown', () => {
			const all = diagnosticsOf(document);
			return all.length > 0 ? all : undefined;
		});
		assert.match(found?.message ?? '', /Did you mean 'keyType'/);
		assert.deepEqual(found?.range.start, at('keyTyp'));
		const fix = (await fixesAt(document.uri, found.range)).find(({ title }) => title === "Change to 'keyType'");
		assert.ok(fix?.edit);
		await vscode.workspace.applyEdit(fix.edit);
		await until('the mistake is gone', () => diagnosticsOf(document).length === 0);
	});
});

test('a dataset that nobody has heard of is a warning, with the nearest name', async () => {
	await withFile(
		(original) => original.replace('mls/Property', 'mls/Propertys'),
		'typed',
		async ({ document, at }) => {
			const [found] = await until('the warning is shown', () => {
				const all = diagnosticsOf(document);
				return all.length > 0 ? all : undefined;
			});
			assert.equal(found?.severity, vscode.DiagnosticSeverity.Warning);
			assert.match(found.message, /mls has no dataset 'Propertys'.* Did you mean 'Property'\?/);
			assert.deepEqual(found.range.start, at('mls/Propertys', 4));
			const titles = (await fixesAt(document.uri, found.range)).map(({ title }) => title);
			assert.ok(titles.includes("Change to 'Property'"), titles.join());
		},
	);
});

test('a secret in the file moves to the secret storage, and no message repeats it', async () => {
	const connection = `connections:\n  spare:\n    source: spark\n    token: ${CANARY}\n`;
	const withSecret = (original: string): string => original.replace('connections:\n', connection);
	await withFile(withSecret, 'saved', async ({ document, at }) => {
		const [found] = await until('the secret is shown', () => {
			const all = diagnosticsOf(document).filter(({ message }) => message.includes('secret'));
			return all.length > 0 ? all : undefined;
		});
		assert.doesNotMatch(JSON.stringify(diagnosticsOf(document)), new RegExp(CANARY));
		assert.deepEqual(found?.range.start, at('token:'));
		const fix = (await fixesAt(document.uri, found.range)).find(({ command }) => command !== undefined);
		assert.equal(fix?.command?.command, 'freehold.moveSecrets');
		assert.doesNotMatch(JSON.stringify(fix), new RegExp(CANARY));
		await vscode.commands.executeCommand(fix.command.command, ...((fix.command.arguments ?? []) as readonly unknown[]));
		assert.doesNotMatch(document.getText(), new RegExp(CANARY));
		assert.match(document.getText(), /spare:\n {4}source: spark\n/);
		assert.doesNotMatch(readFileSync(document.uri.fsPath, 'utf8'), new RegExp(CANARY));
		const projects = await freehold().projects();
		await projects.refresh();
		const ref = { folder: vscode.Uri.file(folder()).toString(), connection: 'spare' };
		const spare = projects.connection(ref);
		assert.ok(spare);
		const network = await freehold().network();
		assert.equal(await network.secretsOf(ref, spare).get('token'), CANARY);
		await network.secrets.remove(ref);
	});
});

test('completion knows keys, connections, datasets, relations and columns', async () => {
	const half = (original: string): string => `${original}  more:\n    replicate: [mls/\n    expand: []\n    `;
	await withFile(half, 'typed', async ({ document, at }) => {
		const { uri } = document;
		const end = document.positionAt(document.getText().length);
		assert.deepEqual((await labelsAt(uri, end)).slice(0, 2), ['every', 'purge']);
		const datasets = await labelsAt(uri, at('[mls/\n', 5));
		assert.ok(datasets.includes('Property') && datasets.includes('*'), datasets.join());
		assert.deepEqual((await labelsAt(uri, at('[mls/\n', 1))).slice(0, 2), ['mls', 'prague']);
		assert.ok((await labelsAt(uri, at('expand: []', 9))).includes('Media'));
	});
	const selecting = (original: string): string =>
		original.replace('  mls:\n', '  mls:\n    select:\n      Property: [City, ]\n');
	await withFile(selecting, 'typed', async ({ document, at }) => {
		const columns = await labelsAt(document.uri, at('[City, ]', 7));
		assert.ok(columns.includes('ListPrice') && !columns.includes('City'), columns.slice(0, 20).join());
	});
});

test('what is taken is put in with the indentation of its place', async () => {
	const half = (original: string): string => original.replace('jobs:\n', 'jobs:\n  \n');
	await withFile(half, 'typed', async ({ document, at }) => {
		const position = at('jobs:\n  \n', 8);
		const list = await vscode.commands.executeCommand<vscode.CompletionList>(
			'vscode.executeCompletionItemProvider',
			...[document.uri, position],
		);
		const item = list.items.find(({ label }) => label === 'backup job');
		assert.ok(item?.insertText instanceof vscode.SnippetString);
		const editor = await vscode.window.showTextDocument(document);
		await editor.insertSnippet(item.insertText, position);
		assert.match(document.getText(), /^jobs:\n {2}files:\n {4}backup: \[\]\n/m);
	});
});

test('hovering explains keys, datasets and connections', async () => {
	await withFile(asItIs, 'typed', async ({ document, at }) => {
		const { uri } = document;
		assert.match(await hoverAt(uri, at('keyType', 2)), /Data role of the API key/);
		assert.match(await hoverAt(uri, at('mls/Property', 6)), /2.000 rows[^]*Last run: just now/);
		assert.match(await hoverAt(uri, at('mls/Property', 1)), /spark[^]*datasets/);
		assert.match(await hoverAt(uri, at('prague/products', 9)), /products/);
	});
});

test('lenses run jobs, tell when they ran and run next, and set credentials', async () => {
	await withFile(asItIs, 'typed', async ({ document, at }) => {
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			...[document.uri, 100],
		);
		const titlesAt = (position: vscode.Position): readonly string[] =>
			lenses
				.filter(({ range }) => range.start.line === position.line)
				.map(({ command }) => command?.title.replaceAll(/\d+/g, 'n') ?? '');
		const titles = titlesAt(at('  listings:'));
		assert.deepEqual(titles.slice(0, 2), ['Run', 'Preview']);
		assert.match(titles.join(), /Last run (just now|n min ago)/);
		assert.match(titles.join(), /Next run in n (min|h)/);
		assert.deepEqual(titlesAt(at('  mls:')), ['Set Credentials', 'Test']);
		const run = lenses.find(({ range }) => range.start.line === at('  listings:').line)?.command;
		assert.deepEqual(run?.arguments, [{ folder: vscode.Uri.file(folder()).toString(), job: 'listings' }]);
	});
});

test('from a job to its connection, back to all jobs, and another name for it', async () => {
	await withFile(asItIs, 'typed', async ({ document, at }) => {
		const { uri } = document;
		const position = at('mls/Property', 1);
		const [link] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
			'vscode.executeDefinitionProvider',
			...[uri, position],
		);
		assert.deepEqual(link?.targetRange.start, at('  mls:', 2));
		const references = await vscode.commands.executeCommand<vscode.Location[]>(
			'vscode.executeReferenceProvider',
			...[uri, at('  mls:', 3)],
		);
		const uses = document.getText().match(/\bmls\b/g)?.length ?? 0;
		assert.ok(uses >= 4);
		assert.equal(references.length, uses);
		const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
			'vscode.executeDocumentRenameProvider',
			...[uri, position, 'west'],
		);
		assert.deepEqual(new Set(edit.get(uri).map(({ newText }) => newText)), new Set(['west']));
		assert.equal(edit.get(uri).length, uses);
		await assert.rejects(
			async () => vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', ...[uri, position, 'prague']),
			/prague/,
		);
	});
});

test('the outline names connections and jobs', async () => {
	await withFile(asItIs, 'typed', async ({ document }) => {
		const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
			'vscode.executeDocumentSymbolProvider',
			document.uri,
		);
		const found = symbols.map(({ name, detail }) => `${name} ${detail}`);
		for (const wanted of ['mls spark', 'prague realpad', 'listings replicate', 'files backup']) {
			assert.ok(found.includes(wanted), `${wanted} is not among ${found.join()}`);
		}
	});
});
