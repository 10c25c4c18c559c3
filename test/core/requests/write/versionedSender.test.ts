/** Changes to records of Reapit from request files, at the sandbox: on the version that was read, and nobody's is lost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { bodyText, headerOfExchange } from '../../../../src/core/requests/send/exchange.ts';
import type { Exchange } from '../../../../src/core/requests/send/exchange.ts';
import { assertResolved } from '../../../../src/core/requests/write/assertResolved.ts';
import { markRequest } from '../../../../src/core/requests/write/markRequest.ts';
import { refusedFields } from '../../../../src/core/requests/write/refusedFields.ts';
import { VersionedSender } from '../../../../src/core/requests/write/versionedSender.ts';
import type { SentVersioned } from '../../../../src/core/requests/write/versionedSender.ts';
import { resolveConflicts } from '../../../../src/core/sources/reapit/entities/conflictMarkers.ts';
import { EntityConflict } from '../../../../src/core/sources/reapit/entities/writeErrors.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { sandboxConnections, startSending } from '../sending.ts';
import type { Sending } from '../sending.ts';

let sandbox: Sandbox;
let sending: Sending;
let id = '';
const { signal } = new AbortController();
const consent = () => Promise.resolve(true);

beforeAll(async () => {
	sandbox = await startSandbox({ seed: 5, scale: 0.02 });
	sending = startSending(sandboxConnections(sandbox));
	const list = await sending.send('# @connection agency\nGET {{base}}/contacts/?pageSize=1');
	id = ((JSON.parse(bodyText(list) ?? '') as { _embedded: { id: string }[] })._embedded[0] ?? { id: '' }).id;
});

afterAll(async () => {
	await sending.close();
	await sandbox.close();
});

const getText = () => `# @connection agency\nGET {{base}}/contacts/${id}`;
const patchText = (body: JsonObject) =>
	`# @connection agency\nPATCH {{base}}/contacts/${id}\nContent-Type: application/json\n\n${JSON.stringify(body, null, '\t')}\n`;

async function send(through: VersionedSender, text: string): Promise<SentVersioned> {
	return through.send(await sending.resolve(text), { consent }, signal);
}

async function record(): Promise<JsonObject> {
	return JSON.parse(bodyText(await sending.send(getText())) ?? '') as JsonObject;
}

function sentVersion({ request }: Exchange): string | undefined {
	return headerOfExchange(request, 'if-match');
}

test('a change names the version of the last read, and nothing is read again for it', async () => {
	const mine = new VersionedSender(sending.sender);
	const read = await send(mine, getText());
	const { exchange, notes } = await send(mine, patchText({ forename: 'Ada' }));
	expect(exchange.status).toBe(204);
	expect(sentVersion(exchange)).toBe(headerOfExchange(read.exchange, 'etag'));
	expect(notes).toEqual([]);
});

test('without a read the record is read first, which is told', async () => {
	const { exchange, notes } = await send(new VersionedSender(sending.sender), patchText({ forename: 'Grace' }));
	expect(exchange.status).toBe(204);
	expect(notes).toEqual([`/contacts/${id} was read first, for its version`]);
	expect((await record()).forename).toBe('Grace');
});

test('a change that nobody agrees to reads nothing either', async () => {
	const next = { match: { method: 'GET', path: `/contacts/${id}`, nth: 1, times: 1 } } as const;
	sandbox.reapit.faults.add({ ...next, do: { kind: 'status', status: 404 } });
	const resolved = await sending.resolve(patchText({ forename: 'Nobody' }));
	const refused = { consent: () => Promise.resolve(false) };
	await expect(new VersionedSender(sending.sender).send(resolved, refused, signal)).rejects.toMatchObject({
		reason: 'usage',
	});
	expect((await sending.send(getText())).status, 'the next to read is the first one').toBe(404);
});

test('an If-Match of the file is left as it is, and so is its refusal', async () => {
	const text = patchText({ forename: 'Nobody' }).replace('Content-Type', 'If-Match: "old"\nContent-Type');
	const { exchange } = await send(new VersionedSender(sending.sender), text);
	expect(exchange.status).toBe(412);
});

test('where somebody else changed another field, the change is made again on theirs', async () => {
	const [mine, theirs] = [new VersionedSender(sending.sender), new VersionedSender(sending.sender)];
	await send(mine, getText());
	await send(theirs, patchText({ surname: 'Hopper' }));
	const { exchange, notes } = await send(mine, patchText({ forename: 'Mine' }));
	expect(exchange.status).toBe(204);
	expect(notes.join()).toMatch(/made again on their version/);
	expect(await record()).toMatchObject({ forename: 'Mine', surname: 'Hopper' });
});

test('where it was the same field, nothing is sent; resolved in the text, it goes to their version', async () => {
	const [mine, theirs] = [new VersionedSender(sending.sender), new VersionedSender(sending.sender)];
	await send(mine, getText());
	await send(theirs, patchText({ forename: 'Theirs' }));
	const text = patchText({ forename: 'Yours', surname: 'Kept' });
	const error: unknown = await send(mine, text).catch((reason: unknown) => reason);
	expect(error).toBeInstanceOf(EntityConflict);
	expect(await record()).toMatchObject({ forename: 'Theirs', surname: 'Hopper' });

	const document = parseRequests(text);
	const block = document.blocks[0]!;
	const marked = markRequest(document, block, (error as EntityConflict).collisions)!;
	const unresolved = text.slice(0, marked.start) + marked.text + text.slice(marked.end);
	const again = parseRequests(unresolved);
	expect(() => assertResolved(again, again.blocks[0]!)).toThrow(/was not sent/);

	mine.tellShown(error as EntityConflict, true);
	const resolved = resolveConflicts(unresolved, 'yours');
	expect(() => assertResolved(parseRequests(resolved), parseRequests(resolved).blocks[0]!)).not.toThrow();
	const { exchange } = await send(mine, resolved);
	expect(exchange.status).toBe(204);
	expect(sentVersion(exchange)).toBe((error as EntityConflict).theirs.etag);
	expect(await record()).toMatchObject({ forename: 'Yours', surname: 'Kept' });
});

test('sent again as it was, a change meets its conflict again, until both sides are shown and where that is undone', async () => {
	const [mine, theirs] = [new VersionedSender(sending.sender), new VersionedSender(sending.sender)];
	await send(mine, getText());
	await send(theirs, patchText({ forename: 'Theirs again' }));
	const text = patchText({ forename: 'Mine again' });
	const conflict = await send(mine, text).catch((reason: unknown) => reason);
	expect(conflict).toBeInstanceOf(EntityConflict);
	await expect(send(mine, text)).rejects.toBeInstanceOf(EntityConflict);
	mine.tellShown(conflict as EntityConflict, true);
	mine.tellShown(conflict as EntityConflict, false);
	await expect(send(mine, text)).rejects.toBeInstanceOf(EntityConflict);
	expect((await record()).forename).toBe('Theirs again');
	// Whoever has read it anew knows theirs.
	await send(mine, getText());
	mine.tellShown(conflict as EntityConflict, true);
	expect((await send(mine, text)).exchange.status).toBe(204);
});

test('what the vendor refuses is told at the field of the body', async () => {
	const text = patchText({ forename: 'Ada', officeIds: ['NOWHERE'] });
	const { exchange } = await send(new VersionedSender(sending.sender), text);
	expect(exchange.status).toBe(422);
	const [found] = refusedFields(parseRequests(text).blocks[0]!, exchange);
	expect(found?.message).toMatch(/^officeIds/);
	expect(text.slice(0, found?.start)).toMatch(/"officeIds": (?:\[\s*)?$/);
});
