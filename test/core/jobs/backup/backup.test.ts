import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import type { ServedFile } from './fileServer.ts';
import { backupRig } from './backupRig.ts';

const short = ({ uid }: ServedFile): string => uid.slice(0, 8);

test('every file lies under its readable name, and the manifest tells it', async () => {
	const { server, run, query, standing } = await backupRig();
	const plan = server.add('Půdorys bytu č. 12.PDF', 'the plan');
	const photo = server.add('some file.jpg', randomBytes(300_000));
	const twin = server.add('some file.jpg', 'another one');
	const bare = server.add('README', '');
	const result = await run();
	expect(result).toMatchObject({ error: undefined, failureCount: 0, runs: [{ phase: 'backup', outcome: 'done' }] });
	expect(result.runs[0]?.counts._files).toMatchObject({ read: 4, inserted: 4, unchanged: 0 });
	const files = await standing();
	expect([...files.keys()].sort()).toEqual(
		[
			`pdf/Půdorys bytu č. 12 (${short(plan)}).PDF`,
			`jpg/some file (${short(photo)}).jpg`,
			`jpg/some file (${short(twin)}).jpg`,
			`other/README (${short(bare)})`,
		].sort(),
	);
	expect(files.get(`jpg/some file (${short(photo)}).jpg`)?.equals(photo.content)).toBe(true);
	expect(query(`SELECT path, file_name, size, state, gone_at FROM _files WHERE uid = '${plan.uid}'`)).toEqual([
		{
			path: `pdf/Půdorys bytu č. 12 (${short(plan)}).PDF`,
			file_name: plan.name,
			size: 8,
			state: 'stored',
			gone_at: null,
		},
	]);
});

test('a second run fetches only what is new; what is gone upstream is kept and marked', async () => {
	const { server, run, query, standing } = await backupRig();
	const [first, second] = [server.add('a.txt', 'a'), server.add('b.txt', 'b')];
	await run();
	server.files.delete(first.uid);
	const third = server.add('c.txt', 'c');
	const result = await run();
	expect([first, second, third].map((file) => server.askedFor(file))).toEqual([1, 1, 1]);
	expect(result.runs[0]?.counts._files).toMatchObject({ read: 2, inserted: 1, deleted: 1, unchanged: 1 });
	expect((await standing()).size).toBe(3);
	expect(query('SELECT uid FROM _files WHERE gone_at IS NOT NULL')).toEqual([{ uid: first.uid }]);
	server.files.set(first.uid, first);
	await run();
	expect(query('SELECT uid FROM _files WHERE gone_at IS NOT NULL')).toEqual([]);
	expect(server.askedFor(first)).toBe(1);
});

test('files are fetched without credentials, four at once', async () => {
	const { server, run } = await backupRig();
	server.delayMs = 5;
	for (let number = 0; number < 30; number++) server.add(`${number}.txt`, `${number}`);
	await run();
	expect(server.mostAtOnce).toBe(4);
	expect(JSON.stringify(server.headers)).not.toContain('the password');
	expect(server.headers.every((headers) => headers.authorization === undefined && headers.cookie === undefined)).toBe(
		true,
	);
});

test('a SHA-256 checksum is taken instead of a CRC', async () => {
	const { server, run, query } = await backupRig();
	server.style = 'checksum';
	server.add('a.txt', 'a');
	expect((await run()).failureCount).toBe(0);
	expect(query('SELECT crc IS NOT NULL AS crc, length(sha256) AS sha FROM _files')).toEqual([{ crc: 1, sha: 64 }]);
});

test.each(['crc', 'checksum'] as const)(
	'content with a wrong %s is fetched three times, then set aside and reported',
	async (style) => {
		const { server, folder, run, query, standing } = await backupRig();
		server.style = style;
		const good = server.add('good.txt', 'good');
		const bad = server.add('bad.txt', 'right');
		server.answers.set(bad.uid, (_request, response) => void response.end('wrong'));
		const result = await run();
		expect(server.askedFor(bad)).toBe(3);
		expect(result.runs[0]?.outcome).toBe('gaps');
		expect(result.failures).toMatchObject([{ kind: 'quarantined', uid: bad.uid }]);
		expect([...(await standing()).keys()]).toEqual([`txt/good (${short(good)}).txt`]);
		expect(await readdir(join(folder, '.quarantine'))).toEqual([bad.uid]);
		expect(query(`SELECT state FROM _files WHERE uid = '${bad.uid}'`)).toEqual([{ state: 'quarantined' }]);
		server.answers.clear();
		expect((await run()).failureCount).toBe(0);
		expect((await standing()).size).toBe(2);
	},
);

test('a checksum that was wrong once is a matter of trying again', async () => {
	const { server, run } = await backupRig();
	const file = server.add('a.txt', 'right');
	server.answers.set(file.uid, (request, response, served, attempt) => {
		if (attempt === 1) response.end('wrong');
		else server.serve(request, response, served);
	});
	expect((await run()).failureCount).toBe(0);
	expect(server.askedFor(file)).toBe(2);
});

test('a download that breaks off goes on where it stopped', async () => {
	const { server, run, standing } = await backupRig();
	const file = server.add('film.mp4', randomBytes(900_000));
	server.answers.set(file.uid, (request, response, served, attempt) => {
		if (attempt > 1) {
			server.serve(request, response, served);
			return;
		}
		response.setHeader('content-length', served.content.length);
		response.write(served.content.subarray(0, 600_000), () => setTimeout(() => response.destroy(), 20));
	});
	expect((await run()).failureCount).toBe(0);
	expect(server.ranges.map(Number)).toEqual([expect.any(Number)]);
	expect(Number(server.ranges[0])).toBeGreaterThan(0);
	expect([...(await standing()).values()][0]?.equals(file.content)).toBe(true);
});

test('a part left by an earlier run is continued, and one that is bad is fetched afresh', async () => {
	const { server, folder, run, standing } = await backupRig();
	const content = randomBytes(100_000);
	const [good, bad, whole, long] = [1, 2, 3, 4].map((number) => server.add(`${number}.bin`, content)) as [
		ServedFile,
		ServedFile,
		ServedFile,
		ServedFile,
	];
	await mkdir(join(folder, '.incoming'), { recursive: true });
	const leave = (file: ServedFile, part: Buffer): Promise<void> =>
		writeFile(join(folder, '.incoming', `${file.uid}.part`), part);
	await leave(good, content.subarray(0, 40_000));
	await leave(bad, randomBytes(50_000));
	await leave(whole, content);
	await leave(long, randomBytes(200_000));
	await writeFile(join(folder, '.incoming', 'forgotten.part'), 'x');
	expect((await run()).failureCount).toBe(0);
	expect(server.ranges.sort()).toEqual(['40000', '50000']);
	expect([good, bad, whole, long].map((file) => server.askedFor(file))).toEqual([1, 2, 0, 1]);
	expect([...(await standing()).values()].every((stored) => stored.equals(content))).toBe(true);
	expect(await readdir(join(folder, '.incoming'))).toEqual([]);
});

test('a server without ranges sends all of it', async () => {
	const { server, folder, run } = await backupRig();
	server.takesRanges = false;
	const file = server.add('a.bin', randomBytes(1000));
	await mkdir(join(folder, '.incoming'), { recursive: true });
	await writeFile(join(folder, '.incoming', `${file.uid}.part`), file.content.subarray(0, 10));
	expect((await run()).failureCount).toBe(0);
	expect(server.askedFor(file)).toBe(1);
});

test('a file that stands under its final name is taken in without being fetched', async () => {
	const { server, replica, run, query } = await backupRig();
	const files = [1, 2, 3].map((number) => server.add(`${number}.txt`, `content ${number}`));
	await run();
	for (const ending of ['', '-wal', '-shm']) await rm(`${replica}${ending}`, { force: true });
	expect((await run()).failureCount).toBe(0);
	expect(files.map((file) => server.askedFor(file))).toEqual([1, 1, 1]);
	expect(query("SELECT count(*) AS stored FROM _files WHERE state = 'stored'")).toEqual([{ stored: 3 }]);
});

test('a check re-reads everything and mends what is damaged or gone', async () => {
	const { server, folder, run, events, standing } = await backupRig();
	const files = [1, 2, 3, 4].map((number) => server.add(`${number}.txt`, `content ${number}`)) as [
		ServedFile,
		ServedFile,
		ServedFile,
		ServedFile,
	];
	await run();
	await writeFile(join(folder, 'txt', `1 (${short(files[0])}).txt`), 'CONTENT 1');
	await rm(join(folder, 'txt', `2 (${short(files[1])}).txt`));
	const result = await run({ mode: 'check' });
	expect(result).toMatchObject({ mended: 2, failureCount: 0, runs: [{ phase: 'check', outcome: 'done' }] });
	expect(result.runs[0]?.counts._files).toMatchObject({ updated: 2, unchanged: 2 });
	expect(files.map((file) => server.askedFor(file))).toEqual([2, 2, 1, 1]);
	expect([...(await standing()).values()].map(String).sort()).toEqual([
		'content 1',
		'content 2',
		'content 3',
		'content 4',
	]);
	expect(
		events
			.filter((event) => event.type === 'warning')
			.map(({ message }) => message)
			.join(),
	).toMatch(/damaged/);
	expect((await run({ mode: 'check' })).mended).toBe(0);
});

test('damage that cannot be mended is reported, and the damaged file is kept', async () => {
	const { server, folder, run } = await backupRig();
	const file = server.add('a.txt', 'right');
	await run();
	server.files.clear();
	await writeFile(join(folder, 'txt', `a (${short(file)}).txt`), 'wrong');
	const result = await run({ mode: 'check' });
	expect(result.runs[0]?.outcome).toBe('gaps');
	expect(result.failures[0]?.error).toMatch(/CRC-32.*failed/);
	expect(await readdir(join(folder, '.quarantine'))).toEqual([file.uid]);
});

test('the parts of a check together read every file once', async () => {
	const { server, run } = await backupRig();
	for (let number = 0; number < 60; number++) server.add(`${number}.txt`, `${number}`);
	await run();
	let checked = 0;
	for (const number of [1, 2, 3]) {
		const result = await run({ mode: 'check', part: { number, of: 3 } });
		const { read } = result.runs[0]!.counts._files!;
		expect(read).toBeGreaterThan(5);
		checked += read;
	}
	expect(checked).toBe(60);
});

test('files larger than allowed, or than the disk has room for, are refused before they are fetched', async () => {
	const { server, run } = await backupRig();
	const huge = server.add('huge.bin', 'x', { listed: { size: 10_000_000_000 } });
	const large = server.add('large.bin', 'x', { listed: { size: 2_000_000_000 } });
	const result = await run();
	expect(result.failures.map(({ uid, kind }) => ({ uid, kind }))).toEqual(
		expect.arrayContaining([
			{ uid: huge.uid, kind: 'refused' },
			{ uid: large.uid, kind: 'refused' },
		]),
	);
	expect(server.asked.size).toBe(0);
});

test('a file that goes on after its size is not read on', async () => {
	const { server, run } = await backupRig();
	const file = server.add('endless.bin', 'x', { listed: { size: 1000 } });
	let sent = 0;
	server.answers.set(file.uid, (_request, response) => {
		const more = (): void => {
			if (response.destroyed || sent > 500_000_000) return;
			sent += 65_536;
			if (response.write(Buffer.alloc(65_536))) setImmediate(more);
			else response.once('drain', more);
		};
		more();
	});
	const result = await run();
	expect(result.failures).toMatchObject([
		{ kind: 'quarantined', uid: file.uid, error: expect.stringContaining('goes on after') as string },
	]);
	expect(sent).toBeLessThan(200_000_000);
});

test('a redirect to another host is not followed', async () => {
	const { server, run } = await backupRig();
	const { server: other } = await backupRig();
	const file = server.add('a.txt', 'a');
	other.files.set(file.uid, file);
	server.answers.set(file.uid, (_request, response) => {
		response.writeHead(302, { location: `${other.origin}/resource/${file.uid}` }).end();
	});
	const result = await run();
	expect(result.failures).toMatchObject([
		{ kind: 'failed', uid: file.uid, error: expect.stringContaining(other.origin) as string },
	]);
	expect(other.asked.size).toBe(0);
});

test('entries that cannot be trusted are refused, and the rest is backed up', async () => {
	const { server, events, run, standing } = await backupRig();
	const good = server.add('good.txt', 'good');
	const many = ['../../etc/passwd', 'not-a-uid', '', `${good.uid}/../x`];
	server.list = `<resources>${many.map((uid) => `<resource uid="${uid}" file-name="x" size="1" crc="1"/>`).join('')}
		<resource uid="${good.uid.toUpperCase()}" content-type="application/x-lie" file-name="good.txt" size="4" crc="${crc32(good.content)}"/></resources>`;
	const result = await run();
	expect(result.runs[0]?.outcome).toBe('gaps');
	expect(events.filter((event) => event.type === 'warning')).toHaveLength(4);
	expect((await standing()).size).toBe(1);
});

test('hostile names stay within the folder and never meet each other', async () => {
	const { server, folder, run, standing } = await backupRig();
	const names = [
		'../../../etc/passwd',
		'..\\..\\x.exe',
		'CON',
		'aux.txt',
		'a'.repeat(300) + '.pdf',
		'ž'.repeat(300),
		'...',
		'x.',
		' .git',
		'A.TXT',
		'a.txt',
		'nul\u0000.txt',
		'C:\\Users\\x\\plan.dwg',
		'x.con',
		'y.aux',
	];
	for (const name of names) server.add(name, name);
	server.list = undefined;
	expect((await run()).failureCount).toBe(0);
	const paths = [...(await standing()).keys()];
	expect(paths).toHaveLength(names.length);
	for (const path of paths) {
		expect(path).toMatch(/^[a-z0-9]+[/][^/]+$/);
		expect(Buffer.byteLength(path.split('/')[1]!)).toBeLessThanOrEqual(200);
	}
	expect((await readdir(join(folder, '..'))).sort()).toEqual(['prague']);
});

test('namesakes whose uids begin alike get their whole uid', async () => {
	const { server, run, standing } = await backupRig();
	const uids = ['bb938c51-0000-4000-8000-000000000001', 'bb938c51-0000-4000-8000-000000000002'] as const;
	for (const uid of uids) server.add('Same.txt', uid, { uid });
	server.add('SAME.TXT', 'third', { uid: 'bb938c51-0000-4000-8000-000000000003' });
	expect((await run()).failureCount).toBe(0);
	expect([...(await standing()).keys()].sort()).toEqual(
		[
			'txt/SAME (bb938c51-0000-4000-8000-000000000003).TXT',
			'txt/Same (bb938c51).txt',
			'txt/Same (bb938c51-0000-4000-8000-000000000002).txt',
		].sort(),
	);
});

test('what stands in the way and is not ours is left alone', async () => {
	const { server, folder, run } = await backupRig();
	const [dir, link] = [server.add('a.txt', 'a'), server.add('b.txt', 'b')];
	await mkdir(join(folder, 'txt', `a (${short(dir)}).txt`), { recursive: true });
	await symlink('/etc/hostname', join(folder, 'txt', `b (${short(link)}).txt`));
	const result = await run();
	expect(result.failures.map(({ kind }) => kind)).toEqual(['failed', 'failed']);
});

test('a list that is cut, or is no list, changes nothing', async () => {
	const { server, run, query } = await backupRig();
	server.add('a.txt', 'a');
	await run();
	for (const list of [
		'<resources>',
		'<html><body>Maintenance</body></html>',
		'',
		'<!DOCTYPE r [<!ENTITY a "b">]><resources/>',
	]) {
		server.list = list;
		const result = await run();
		expect(FreeholdError.is(result.error, 'badResponse')).toBe(true);
	}
	expect(query('SELECT count(*) AS gone FROM _files WHERE gone_at IS NOT NULL')).toEqual([{ gone: 0 }]);
	server.list = '<resources/>';
	expect((await run()).runs[0]).toMatchObject({ outcome: 'done', counts: { _files: { deleted: 1 } } });
});

test('a file that the server does not have does not stop the others', async () => {
	const { server, run } = await backupRig();
	const gone = server.add('gone.txt', 'x');
	const broken = server.add('broken.txt', 'x');
	for (let number = 0; number < 20; number++) server.add(`${number}.txt`, `${number}`);
	server.answers.set(gone.uid, (_request, response) => void response.writeHead(404).end());
	server.answers.set(broken.uid, (_request, response) => void response.writeHead(500).end());
	const result = await run();
	expect(result.failures.map(({ uid }) => uid).sort()).toEqual([gone.uid, broken.uid].sort());
	expect(result.runs[0]?.counts._files?.inserted).toBe(20);
});

test('a server that is gone ends the run, which then goes on from there', async () => {
	const { server, run } = await backupRig();
	for (let number = 0; number < 100; number++) {
		const file = server.add(`${number}.txt`, `${number}`);
		if (number >= 20) server.answers.set(file.uid, (_request, response) => void response.writeHead(503).end());
	}
	const result = await run();
	expect(FreeholdError.is(result.error, 'unavailable')).toBe(true);
	expect(result.runs[0]?.outcome).toBe('failed');
	server.answers.clear();
	expect((await run()).failureCount).toBe(0);
});

test('cancelling ends at once and leaves a record; nothing fetched is fetched again', async () => {
	const { server, run, query, standing } = await backupRig();
	server.delayMs = 2;
	for (let number = 0; number < 300; number++) server.add(`${number}.txt`, `${number}`);
	const cancel = new AbortController();
	const running = run({
		signal: cancel.signal,
		onEvent: (event) => {
			if (event.type === 'progress' && event.done > 0) cancel.abort(new Error('enough'));
		},
	});
	await expect(running).rejects.toThrow('enough');
	expect(query('SELECT outcome FROM _runs')).toEqual([{ outcome: 'cancelled' }]);
	const before = new Set(query("SELECT uid FROM _files WHERE state = 'stored'").map(({ uid }) => String(uid)));
	expect(before.size).toBeGreaterThan(0);
	const asked = new Map(server.asked);
	await run();
	for (const uid of before) expect(server.asked.get(uid)).toBe(asked.get(uid));
	expect((await standing()).size).toBe(300);
});

test('progress tells how far it is', async () => {
	const { server, run, events } = await backupRig();
	for (let number = 0; number < 130; number++) server.add(`${number}.txt`, `${number}`);
	await run();
	expect(events[0]).toMatchObject({ type: 'start', phase: 'backup', connection: 'prague', dataset: '_files' });
	const progress = events.filter((event) => event.type === 'progress');
	expect(progress.map(({ total }) => total)).toEqual(progress.map(() => 130));
	expect(progress.at(-1)).toMatchObject({ done: 130, counts: { _files: { inserted: 130 } } });
	expect(events.at(-1)).toMatchObject({ type: 'end', record: { outcome: 'done', requests: 131 } });
});

test('an uid listed with another content makes its file doubtful: fetched anew, the old one kept aside', async () => {
	const { server, folder, run, events, standing } = await backupRig();
	const file = server.add('a.txt', 'old');
	await run();
	file.content = Buffer.from('new one');
	expect((await run()).failureCount).toBe(0);
	expect([...(await standing()).values()].map(String)).toEqual(['new one']);
	expect(await readdir(join(folder, '.quarantine'))).toEqual([file.uid]);
	expect(events.some((event) => event.type === 'warning' && event.message.includes('another size'))).toBe(true);
});
