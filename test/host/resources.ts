/** Records of Reapit as files: sent by a save by hand, never by one of the editor's own. Runs while the sandbox is on. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isJsonObject } from '../../src/core/json.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { resolveConflicts } from '../../src/core/sources/reapit/entities/conflictMarkers.ts';
import { openTarget } from '../../src/vscode/records/openTarget.ts';
import type { OpenTarget } from '../../src/vscode/records/openTarget.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const resourcesTests = new HostTests();
const test = resourcesTests.test.bind(resourcesTests);

const { signal } = new AbortController();
const agency = () => ({ folder: vscode.Uri.file(folder()).toString(), connection: 'agency' });
let target: OpenTarget;
let id = '';

const uriOf = (path: string) => vscode.Uri.from({ scheme: 'freehold-reapit', path: `/agency/${path}.json` });
const atVendor = async () => (await target.entities.get(`contacts/${id}`, [], signal)).value;
const patch = (value: JsonObject) => target.entities.patch(`contacts/${id}`, { value }, {}, signal);

async function firstId(list: string): Promise<string> {
	const { json } = await target.entities.read(list, [['pageSize', '1']], signal);
	const [first] = (isJsonObject(json) ? json._embedded : []) as readonly Json[];
	assert.ok(isJsonObject(first) && typeof first.id === 'string');
	return first.id;
}

async function open(path: string): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument(uriOf(path));
	await vscode.window.showTextDocument(document, { preview: false });
	return document;
}

async function write(document: vscode.TextDocument, text: string): Promise<void> {
	const edit = new vscode.WorkspaceEdit();
	edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
	// An edit is refused while VS Code reads the file anew.
	await until('the edit is taken', async () => vscode.workspace.applyEdit(edit));
}

/** Until the contact is shown as the vendor has it. */
async function current(): Promise<vscode.TextDocument> {
	const document = await open(`contacts/${id}`);
	const { _eTag: tag } = await atVendor();
	await until('its version is shown', () => (JSON.parse(document.getText()) as JsonObject)._eTag === tag);
	return document;
}

function changed(document: vscode.TextDocument, fields: JsonObject): Promise<void> {
	const value = JSON.parse(document.getText()) as JsonObject;
	return write(document, `${JSON.stringify({ ...value, ...fields }, null, '\t')}\n`);
}

const findings = (uri: vscode.Uri, code: string) =>
	vscode.languages.getDiagnostics(uri).filter((one) => one.code === code);

test('a record opens as formatted JSON, and folders ask no vendor', async () => {
	const found = await openTarget(freehold(), agency(), '');
	assert.ok(found);
	target = found;
	id = await firstId('contacts');
	const document = await open(`contacts/${id}`);
	assert.equal(document.languageId, 'json');
	assert.equal((JSON.parse(document.getText()) as JsonObject).id, id);
	const root = await vscode.workspace.fs.readDirectory(vscode.Uri.parse('freehold-reapit:/'));
	assert.deepEqual(root, [['agency', vscode.FileType.Directory]]);
	const names = (await vscode.workspace.fs.readDirectory(vscode.Uri.parse('freehold-reapit:/agency/contacts'))).map(
		([name]) => name,
	);
	assert.ok(names.includes(`${id}.json`));
	const loaded = await vscode.commands.executeCommand<string[]>('freehold.resources.loadMore', {
		...agency(),
		path: 'negotiators',
	});
	const negotiators = await vscode.workspace.fs.readDirectory(vscode.Uri.parse('freehold-reapit:/agency/negotiators'));
	assert.ok(loaded.length > 0 && loaded.every((name) => negotiators.some(([known]) => known === name)));
});

test('a save by hand sends what was changed, and shows the record as it is then', async () => {
	const document = await open(`contacts/${id}`);
	const before = await atVendor();
	await changed(document, { forename: 'Caroline' });
	assert.ok(await document.save());
	const after = await atVendor();
	assert.equal(after.forename, 'Caroline');
	assert.equal(after.surname, before.surname);
	const tag = after._eTag;
	await until('the new version is shown', () => (JSON.parse(document.getText()) as JsonObject)._eTag === tag);
	assert.equal(document.isDirty, false);
});

test('an automatic save sends nothing and loses nothing; the next save by hand sends it', async () => {
	const document = await current();
	const before = await atVendor();
	const files = vscode.workspace.getConfiguration('files');
	await files.update('autoSaveDelay', 50, vscode.ConfigurationTarget.Global);
	await files.update('autoSave', 'afterDelay', vscode.ConfigurationTarget.Global);
	const messages = await freehold().messages();
	const told = messages.shown;
	await changed(document, { forename: 'Waiting' });
	await until('it is saved by itself', () => !document.isDirty);
	await until('it is said to wait', () => findings(document.uri, 'notSent').length === 1);
	await files.update('autoSave', undefined, vscode.ConfigurationTarget.Global);
	await files.update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
	assert.equal((await atVendor())._eTag, before._eTag);
	assert.equal(messages.shown, told);
	const kept = new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri));
	assert.equal((JSON.parse(kept) as JsonObject).forename, 'Waiting');
	await vscode.window.showTextDocument(document);
	await vscode.commands.executeCommand('workbench.action.files.save');
	await until('it is sent', async () => (await atVendor()).forename === 'Waiting');
	await until('nothing waits', () => findings(document.uri, 'notSent').length === 0);
});

test('others who changed other fields keep their changes', async () => {
	const document = await current();
	await patch({ surname: 'Herschel' });
	await changed(document, { forename: 'Replayed' });
	assert.ok(await document.save());
	assert.deepEqual((({ forename, surname }) => ({ forename, surname }))(await atVendor()), {
		forename: 'Replayed',
		surname: 'Herschel',
	});
	await until('both are shown', () => document.getText().includes('Herschel'));
});

test('what somebody else reads of the file meanwhile is not what a change is made on', async () => {
	const document = await current();
	await changed(document, { forename: 'Mine' });
	await patch({ surname: 'Baily' });
	// As "Compare with Saved" does.
	const read = new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri));
	assert.equal((JSON.parse(read) as JsonObject).surname, 'Baily');
	assert.ok(await document.save());
	const { forename, surname } = await atVendor();
	assert.deepEqual({ forename, surname }, { forename: 'Mine', surname: 'Baily' });
	await until('both are shown', () => document.getText().includes('Baily'));
	await changed(document, { forename: 'Replayed' });
	assert.ok(await document.save());
});

test('a conflict that is undone is a conflict again, and others keep what they changed', async () => {
	const document = await current();
	await patch({ forename: 'Theirs', surname: 'Somerville' });
	await changed(document, { forename: 'Yours' });
	const yours = document.getText();
	await vscode.commands.executeCommand('workbench.action.files.save');
	await until('the conflict stands in the text', () => document.getText().includes('<<<<<<< yours'));
	await vscode.commands.executeCommand('undo');
	await until('it is undone', () => document.getText() === yours);
	await vscode.commands.executeCommand('workbench.action.files.save');
	await until('it stands there again', () => document.getText().includes('<<<<<<< yours'));
	const { forename, surname } = await atVendor();
	assert.deepEqual({ forename, surname }, { forename: 'Theirs', surname: 'Somerville' });
	await write(document, resolveConflicts(document.getText(), 'theirs'));
	await changed(document, { forename: 'Replayed' });
	assert.ok(await document.save());
});

test('what is typed while a save asks Reapit stays, and the next save meets the conflict', async () => {
	const document = await current();
	await patch({ forename: 'Theirs', surname: 'Fleming' });
	await changed(document, { forename: 'Yours' });
	const { targets } = await freehold().resources();
	const resource = targets.resource.bind(targets);
	const messages = await freehold().messages();
	const failed = messages.failed.bind(messages);
	const told = Promise.withResolvers<unknown>();
	messages.failed = (error) => {
		told.resolve(error);
		return Promise.resolve();
	};
	targets.resource = async (uri) => {
		targets.resource = resource;
		await changed(document, { title: 'Typed' });
		return resource(uri);
	};
	await vscode.commands.executeCommand('workbench.action.files.save');
	await told.promise;
	messages.failed = failed;
	assert.match(document.getText(), /"Typed"/);
	assert.doesNotMatch(document.getText(), /<<<<<<< yours/);
	await vscode.commands.executeCommand('undo');
	await until('it is undone', () => !document.getText().includes('"Typed"'));
	await vscode.commands.executeCommand('workbench.action.files.save');
	await until('the conflict stands in the text', () => document.getText().includes('<<<<<<< yours'));
	const { forename, surname } = await atVendor();
	assert.deepEqual({ forename, surname }, { forename: 'Theirs', surname: 'Fleming' });
	await write(document, resolveConflicts(document.getText(), 'theirs'));
	await changed(document, { forename: 'Replayed' });
	assert.ok(await document.save());
});

test('where both changed the same field, base, theirs and yours are resolved in the file', async () => {
	const document = await current();
	await patch({ forename: 'Theirs' });
	await changed(document, { forename: 'Yours' });
	await vscode.commands.executeCommand('workbench.action.files.save');
	await until('the conflict stands in the text', () => document.getText().includes('<<<<<<< yours'));
	assert.match(document.getText(), /"Yours".*\n\|{7} base\n.*"Replayed".*\n={7}\n.*"Theirs"/);
	assert.equal((await atVendor()).forename, 'Theirs');
	const [conflict] = await until('it is marked', () => {
		const found = findings(document.uri, 'conflict');
		return found.length > 0 ? found : undefined;
	});
	assert.ok(conflict);
	const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		document.uri,
		conflict.range,
	);
	const mine = actions.find(({ edit, title }) => edit !== undefined && title.includes('Yours'));
	assert.ok(mine?.edit && (await vscode.workspace.applyEdit(mine.edit)));
	await vscode.commands.executeCommand('workbench.action.files.save');
	await until('it is sent', async () => (await atVendor()).forename === 'Yours');
});

test('a conflict is resolved in the merge editor where the editor has one, and saving there sends it', async () => {
	const document = await current();
	assert.ok((await vscode.commands.getCommands(false)).includes('_open.mergeEditor'));
	const messages = await freehold().messages();
	const told = messages.conflictMarked.bind(messages);
	const opened = Promise.withResolvers<undefined>();
	// Presses the button.
	messages.conflictMarked = (_, openMergeEditor) =>
		Promise.resolve(openMergeEditor()).then(() => opened.resolve(undefined), opened.reject);
	await patch({ forename: 'Theirs', surname: 'Cannon' });
	await changed(document, { forename: 'Mine', title: 'Dame' });
	await vscode.commands.executeCommand('workbench.action.files.save');
	await opened.promise;
	messages.conflictMarked = told;
	const tab = await until('the merge editor is open', () => {
		const { activeTab } = vscode.window.tabGroups.activeTabGroup;
		return activeTab !== undefined && !(activeTab.input instanceof vscode.TabInputText) ? activeTab : undefined;
	});
	assert.match(tab.label, new RegExp(`${id}\\.json`));
	// What nobody has resolved is not sent from there either.
	await vscode.commands.executeCommand('workbench.action.files.save');
	assert.match(document.getText(), /<{7} yours\n.*"Mine"/);
	assert.equal((await atVendor()).forename, 'Theirs');
	await until('yours is taken', async () => {
		await vscode.commands.executeCommand('merge.acceptAllInput2');
		return !document.getText().includes('<<<<<<<');
	});
	await vscode.commands.executeCommand('workbench.action.files.save');
	await until('it is sent', async () => (await atVendor()).forename === 'Mine');
	const { surname, title } = await atVendor();
	assert.deepEqual({ surname, title }, { surname: 'Cannon', title: 'Dame' });
	await vscode.window.tabGroups.close(tab);
});

test('what Reapit refuses is shown at its field until the text changes', async () => {
	const document = await current();
	const text = document.getText();
	await changed(document, { officeIds: ['NOWHERE'] });
	await vscode.commands.executeCommand('workbench.action.files.save');
	const [refused] = await until('it is refused', () => {
		const found = findings(document.uri, 'refused');
		return found.length > 0 ? found : undefined;
	});
	assert.match(document.lineAt(refused?.range.start.line ?? 0).text, /officeIds|NOWHERE/);
	await write(document, text);
	await until('it is gone', () => findings(document.uri, 'refused').length === 0);
	await vscode.commands.executeCommand('workbench.action.files.save');
	await until('it is saved', () => !document.isDirty);
});

test('what the model does not take is shown while it is typed', async () => {
	const document = await current();
	const text = document.getText();
	await changed(document, { foreName: 'Nobody' });
	await until('it is marked', () => findings(document.uri, 'model').length > 0);
	await write(document, text);
	await vscode.commands.executeCommand('workbench.action.files.save');
	await until('it is saved', () => !document.isDirty);
});

test('a new record is sent by its first save, and is called by its id then', async () => {
	const { officeIds = [], negotiatorIds = [] } = await atVendor();
	const ref = { ...agency(), path: 'contacts' };
	const draft = await vscode.commands.executeCommand<vscode.TextDocument>('freehold.resources.new', ref);
	assert.match(draft.uri.path, /\/agency\/contacts\/new-1\.json$/);
	const person = { title: 'Ms', forename: 'Maria', surname: 'Mitchell', mobilePhone: '07700 900003' };
	await write(draft, JSON.stringify({ ...person, marketingConsent: 'deny', officeIds, negotiatorIds }, null, '\t'));
	await vscode.commands.executeCommand('workbench.action.files.save');
	const made = await until('it has its id', () => {
		const shown = vscode.window.activeTextEditor?.document;
		return shown?.uri.scheme === draft.uri.scheme && !shown.uri.path.includes('new-1') ? shown : undefined;
	});
	const { surname, id: own } = JSON.parse(made.getText()) as { readonly surname: string; readonly id: string };
	assert.equal(surname, 'Mitchell');
	assert.ok(made.uri.path.endsWith(`/${own}.json`));
});

test('metadata is a document in the folder of its type', async () => {
	const created = await (await freehold().resources()).targets.open(uriOf(`contacts/${id}`));
	const made = await created.metadata.create(
		{ entityType: 'contact', entityId: id, document: { value: { rating: 3 } } },
		{},
		signal,
	);
	const document = await open(`metadata/contact/${made.id ?? ''}`);
	assert.deepEqual(JSON.parse(document.getText()), { rating: 3 });
	await changed(document, { rating: 4 });
	assert.ok(await document.save());
	assert.deepEqual((await created.metadata.get(made.id ?? '', signal)).metadata, { rating: 4 });
});

test('a deletion asks; what is not deletable is refused, and so is a new name', async () => {
	const files = await freehold().resources();
	const before = files.confirm;
	const document = await firstId('documents');
	const asked: string[] = [];
	files.confirm = (_, shown) => {
		asked.push(shown);
		return Promise.resolve(asked.length > 1);
	};
	await assert.rejects(async () => vscode.workspace.fs.delete(uriOf(`documents/${document}`)));
	assert.equal((await target.entities.get(`documents/${document}`, [], signal)).value.id, document);
	await vscode.workspace.fs.delete(uriOf(`documents/${document}`));
	await assert.rejects(target.entities.get(`documents/${document}`, [], signal));
	assert.deepEqual(asked, [`DELETE /documents/${document}\n`, `DELETE /documents/${document}\n`]);
	await assert.rejects(async () => vscode.workspace.fs.delete(uriOf(`contacts/${id}`)), /no such operation/);
	await assert.rejects(async () => vscode.workspace.fs.rename(uriOf(`contacts/${id}`), uriOf('contacts/OXF0')));
	files.confirm = before;
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
});
