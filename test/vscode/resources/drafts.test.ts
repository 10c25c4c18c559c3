/** Texts of records that were not sent: in the next window, whatever ended this one. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Uri } from 'vscode';
import { Drafts } from '../../../src/vscode/resources/drafts.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'freehold-drafts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const storage = () => ({ scheme: 'file', fsPath: folder }) as unknown as Uri;
const uri = { toString: () => 'freehold-reapit:/agency/contacts/OXF1.json' } as unknown as Uri;

test('a text that waits is there in the next window, with the version that it was made on', async () => {
	const base = { value: { id: 'OXF1' }, etag: '"1"' };
	const first = await Drafts.open(storage());
	await first.hold({ uri: uri.toString(), text: 'one', base });
	await first.hold({ uri: uri.toString(), text: 'two', base });
	expect((await Drafts.open(storage())).get(uri)).toEqual({ uri: uri.toString(), text: 'two', base });
	await first.drop(uri);
	expect((await Drafts.open(storage())).all).toEqual([]);
});

test('what was cut while it was written takes nothing that was kept before', async () => {
	const drafts = await Drafts.open(storage());
	await drafts.hold({ uri: uri.toString(), text: 'kept', base: undefined });
	const [name = ''] = readdirSync(join(folder, 'drafts'));
	writeFileSync(join(folder, 'drafts', `${name}.part`), '{"uri": "fre');
	expect((await Drafts.open(storage())).all.map(({ text }) => text)).toEqual(['kept']);
	await drafts.hold({ uri: uri.toString(), text: 'next', base: undefined });
	expect(readdirSync(join(folder, 'drafts'))).toEqual([name]);
});
