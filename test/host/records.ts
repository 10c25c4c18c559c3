/** Single records of Reapit: read, written and refused. Runs while the sandbox is on. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { isJsonObject } from '../../src/core/json.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { changeSetting } from '../../src/core/project/edit/editConnections.ts';
import { JsonText } from '../../src/core/sources/reapit/entities/jsonText.ts';
import { EntityConflict } from '../../src/core/sources/reapit/entities/writeErrors.ts';
import { diskFile } from '../../src/core/sources/reapit/uploads/diskFile.ts';
import { changeProjectFile } from '../../src/vscode/connections/changeProjectFile.ts';
import type { Confirm } from '../../src/vscode/records/confirmWrite.ts';
import { writeMetadata } from '../../src/vscode/records/metadataWrite.ts';
import { openTarget } from '../../src/vscode/records/openTarget.ts';
import type { OpenTarget } from '../../src/vscode/records/openTarget.ts';
import { upload } from '../../src/vscode/records/uploadRecords.ts';
import { writeRecord } from '../../src/vscode/records/writeRecord.ts';
import type { EntityRef } from '../../src/vscode/refs.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const recordsTests = new HostTests();
const test = recordsTests.test.bind(recordsTests);

const agency = () => ({ folder: vscode.Uri.file(folder()).toString(), connection: 'agency' });
const refTo = (path: string): EntityRef => ({ ...agency(), path });
const { signal } = new AbortController();

/** Says yes, and keeps what would be sent. */
function agreeing(): { readonly confirm: Confirm; readonly shown: string[] } {
	const shown: string[] = [];
	return {
		shown,
		confirm: (_, text) => {
			shown.push(text);
			return Promise.resolve(true);
		},
	};
}

const never: Confirm = () => assert.fail('Nothing should be asked');

async function target(): Promise<OpenTarget> {
	const found = await openTarget(freehold(), agency(), '');
	assert.ok(found);
	return found;
}

interface Shown {
	readonly etag: string;
	readonly links: JsonObject;
	readonly record: JsonObject;
}

/** What the editor shows for a path. */
async function read(path: string): Promise<Shown> {
	const document = await vscode.commands.executeCommand<vscode.TextDocument>('freehold.reapit.get', refTo(path));
	const { etag = null, links, record } = JSON.parse(document.getText()) as JsonObject;
	assert.ok(isJsonObject(links) && isJsonObject(record), document.getText());
	return { etag: typeof etag === 'string' ? etag : '', links, record };
}

/** A document that is open already takes a moment to show what is new. */
function shows(path: string, forename: string): Promise<unknown> {
	return until(`${path} is ${forename}`, async () => (await read(path)).record.forename === forename);
}

async function openJson(value: Json): Promise<void> {
	const content = JSON.stringify(value, null, '\t');
	await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content }));
}

/** Of the first record of a list. */
async function firstId(list: string): Promise<string> {
	const { record } = await read(`${list}/?pageSize=1`);
	const [first] = record._embedded as readonly Json[];
	assert.ok(isJsonObject(first) && typeof first.id === 'string');
	return first.id;
}

test('what only Reapit has is offered, because there is a connection to it', () => {
	assert.equal(freehold().contextKeys.get('freehold.hasReapit'), true);
});

test('a record is shown with its version and its links, and no secret', async () => {
	const id = await firstId('contacts');
	const { etag, links, record } = await read(`contacts/${id}`);
	assert.equal(record.id, id);
	assert.match(etag, /^".+"$/);
	assert.equal(links.self, `contacts/${id}`);
	const document = vscode.window.activeTextEditor?.document;
	assert.equal(document?.languageId, 'json');
	const { outside } = await target();
	const secret = await outside.secrets.get('clientSecret');
	assert.ok(secret !== undefined && !document.getText().includes(secret));
});

test('without JSON in the editor a draft is opened, and nothing is sent', async () => {
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	assert.equal(await writeRecord(freehold(), 'POST', refTo('contacts'), never), undefined);
	const draft = vscode.window.activeTextEditor?.document;
	const fields = JSON.parse(draft?.getText() ?? '') as JsonObject;
	assert.deepEqual(fields.officeIds, []);
	assert.equal(fields.surname, '');
});

test('what the vendor would refuse is told by its fields before anything is asked', async () => {
	const messages = await freehold().messages();
	const before = messages.shown;
	await openJson({ surname: 'Draft', homePhon: '1' });
	assert.equal(await writeRecord(freehold(), 'POST', refTo('contacts'), never), undefined);
	assert.equal(messages.shown, before + 1);
});

let contact = '';

test('a record is created from the JSON in the editor, once it was agreed to', async () => {
	const { record } = await read(`contacts/${await firstId('contacts')}`);
	const { officeIds = [], negotiatorIds = [] } = record;
	const person = { title: 'Ms', forename: 'Mary', surname: 'Somerville', mobilePhone: '07700 900002' };
	await openJson({ ...person, marketingConsent: 'deny', officeIds, negotiatorIds });
	assert.equal(await writeRecord(freehold(), 'POST', refTo('contacts'), () => Promise.resolve(false)), undefined);
	const { confirm, shown } = agreeing();
	const written = await writeRecord(freehold(), 'POST', refTo('contacts'), confirm);
	assert.match(shown.join(), /^POST \/contacts\/\n\n\{/);
	contact = written?.path ?? '';
	assert.equal((await read(contact)).record.surname, 'Somerville');
});

test('fields are changed on the version that was read', async () => {
	const { etag } = await read(contact);
	await openJson({ forename: 'Margaret' });
	const { confirm, shown } = agreeing();
	await writeRecord(freehold(), 'PATCH', refTo(contact), confirm);
	assert.ok(shown.join().startsWith(`PATCH /${contact}\nif-match: ${etag}\n`), shown.join());
	await shows(contact, 'Margaret');
});

test('where somebody else has changed the same field meanwhile, three sides are shown and nothing is sent', async () => {
	await openJson({ forename: 'Mine' });
	const meanwhile: Confirm = async ({ entities }) => {
		await entities.patch(contact, { value: { forename: 'Theirs' } }, {}, signal);
		return true;
	};
	await assert.rejects(writeRecord(freehold(), 'PATCH', refTo(contact), meanwhile), EntityConflict);
	const text = vscode.window.activeTextEditor?.document.getText() ?? '';
	assert.match(text, /field +base +theirs +yours/);
	assert.match(text, /forename +Margaret +Theirs +Mine/);
	await shows(contact, 'Theirs');
});

test('what the vendor cannot delete is refused, and what it can is kept by a no', async () => {
	await assert.rejects(writeRecord(freehold(), 'DELETE', refTo(contact), never), /Reapit has no such operation/);
	const document = `documents/${await firstId('documents')}`;
	const refusing: Confirm = (_, shown) => {
		assert.equal(shown, `DELETE /${document}\n`);
		return Promise.resolve(false);
	};
	assert.equal(await writeRecord(freehold(), 'DELETE', refTo(document), refusing), undefined);
	assert.equal((await read(document)).links.self, document);
});

test('metadata is created and changed by the document as it is to be', async () => {
	const { confirm, shown } = agreeing();
	const first = JsonText.parse('{"rating": 3, "note": "kept"}', 'first.json');
	const wish = { verb: 'create', entityType: 'contact', entityId: contact.split('/')[1], document: first } as const;
	const created = await writeMetadata(freehold(), await target(), wish, confirm);
	const id = created?.path?.split('/')[1] ?? '';
	const document = JsonText.parse('{"rating": 5, "note": "kept"}', 'second.json');
	await writeMetadata(freehold(), await target(), { verb: 'patch', id, document }, confirm);
	assert.match(shown.at(-1) ?? '', /"op": "replace"/);
	assert.deepEqual((await read(`metadata/${id}`)).record.metadata, { rating: 5, note: 'kept' });
	// Made once more, it would change nothing.
	assert.equal(await writeMetadata(freehold(), await target(), { verb: 'patch', id, document }, never), undefined);
});

test('a file is uploaded with its fields, and told before with its size', async () => {
	const file = join(folder(), 'plan.pdf');
	writeFileSync(file, '%PDF-1.4\nfloor plan');
	const { confirm, shown } = agreeing();
	const fields = { associatedType: 'contact', associatedId: contact.split('/')[1] ?? '', typeId: 'DET' };
	const wish = { kind: 'documents', fields, files: [await diskFile(file, file)] } as const;
	const written = await upload(freehold(), await target(), wish, confirm);
	assert.match(shown.join(), /plan\.pdf: 19 B, application\/pdf, within the request/);
	assert.equal((await read(written?.path ?? '')).record.name, 'plan.pdf');
});

test('the cost of a read is estimated, and a command line that listens is copied', async () => {
	const catalogue = (await freehold().catalogues()).told(agency());
	const dataset = catalogue.find(({ relations = [], isLeftOut }) => relations.length === 0 && !isLeftOut)?.id ?? '';
	const ref = { ...agency(), dataset };
	const document = await vscode.commands.executeCommand<vscode.TextDocument>('freehold.reapit.estimate', ref);
	assert.match(document.getText(), /billable call/);
	await vscode.commands.executeCommand('freehold.reapit.listen', agency());
	assert.equal(await vscode.env.clipboard.readText(), 'freehold reapit listen agency');
});

test('nothing is written through a connection that is read-only', async () => {
	const file = vscode.Uri.file(join(folder(), 'freehold.yaml'));
	await changeProjectFile(file, (text) => changeSetting(text, 'agency', 'readOnly', true));
	await (await freehold().projects()).refresh();
	await openJson({ forename: 'Nobody' });
	await assert.rejects(writeRecord(freehold(), 'PATCH', refTo(contact), never), /read-only/);
	await changeProjectFile(file, (text) => changeSetting(text, 'agency', 'readOnly', undefined));
	await (await freehold().projects()).refresh();
});
