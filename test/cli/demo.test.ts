/** The demo, the sandbox and the sign-in, as a newcomer meets them. */
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { freehold, withFolder } from './fakeTerminal.ts';

test('the demo replicates twice, shows what changed, and names commands that work without the sandbox', async () => {
	await withFolder(async (cwd) => {
		const { code, err, lines } = await freehold(['demo', '--json'], { cwd });
		expect(code).toBe(0);
		for (const title of ['What was fetched', 'What changed between the two runs', 'Where it lies', 'Try next']) {
			expect(err).toContain(title);
		}
		expect(err).toMatch(/ListPrice [\d,]+ → [\d,]+/);
		const summary = lines.at(-1)!;
		expect(summary).toMatchObject({ type: 'demo', folder: join(cwd, 'freehold-demo') });
		const changed = new Map((summary.changed as { table: string }[]).map(({ table, ...counts }) => [table, counts]));
		expect(changed.get('Property')).toMatchObject({ inserted: 12, deleted: 9 });
		expect(changed.get('Member')).toMatchObject({ inserted: 0, updated: 1, deleted: 0 });
		expect(changed.get('OpenHouse')).toMatchObject({ inserted: 6 });
		expect(changed.get('Contacts')).toMatchObject({ updated: 5 });
		// Neither the user's budgets nor anything else outside the folder.
		await expect(access(join(cwd, '.state'))).rejects.toThrow();

		const suggested = [...err.matchAll(/npm run freehold -- (.+)/g)].map((match) => match[1]!);
		expect(suggested).toHaveLength(3);
		for (const line of suggested) {
			const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
			const ran = await freehold(args, { cwd });
			expect({ args, code: ran.code, isTold: ran.out !== '' }).toEqual({ args, code: 0, isTold: true });
		}
	});
}, 60_000);

test('a folder that holds something is never written into', async () => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'notes.txt'), 'mine');
		const { code, err } = await freehold(['demo', '--out', '.'], { cwd });
		expect(code).toBe(2);
		expect(err).toContain('is not empty');
	});
});

test('freehold sandbox prints a project that works, and ends with Ctrl-C', async () => {
	await withFolder(async (cwd) => {
		const cancel = new AbortController();
		let told: (origin: string) => void = () => undefined;
		const ready = new Promise<string>((resolve) => (told = resolve));
		const onErr = (text: string): void => {
			const origin = /replication\s+(http:\S+)/.exec(text)?.[1];
			if (origin !== undefined) told(origin);
		};
		const faults = join(cwd, 'faults.json');
		await writeFile(
			faults,
			JSON.stringify([{ match: { path: '/Office', times: 1 }, do: { kind: 'status', status: 503 } }]),
		);
		const args = ['sandbox', '--port', '0', '--scale', '1', '--faults', faults];
		const running = freehold(args, { cwd, signal: cancel.signal, onErr });
		const origin = await ready;
		await writeFile(
			join(cwd, 'freehold.yaml'),
			`version: 1\nconnections: { mls: { source: spark, keyType: private, replication: true, baseUrl: "${origin}" } }\n`,
		);
		const env = { FREEHOLD_MLS_TOKEN: 'sandbox-private-replication' };
		const { code, lines } = await freehold(['replicate', 'mls/Office', '--json'], { cwd, env });
		expect(code).toBe(0);
		expect(lines.find((line) => line.type === 'end')).toMatchObject({ record: { retries: 1 } });
		cancel.abort();
		const ended = await running;
		expect(ended.code).toBe(0);
		expect(ended.out).toContain(`baseUrl: ${origin}`);
		expect(ended.err).toContain('sandbox-private-replication');
	});
});

test('bad faults are told by what is wrong with them', async () => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'f.json'), '[{"do":{"kind":"explode"}}]');
		const { code, err } = await freehold(['sandbox', '--port', '0', '--faults', 'f.json'], { cwd });
		expect(code).toBe(2);
		expect(err).toContain('explode');
	});
});

test.each(['openid', 'oauth2'])('sign-in by %s keeps tokens in the secrets file alone, and they work', async (auth) => {
	const sandbox = await startSandbox({ spark: { autoApprove: true } });
	try {
		await withFolder(async (cwd) => {
			const { origins, credentials } = sandbox.spark;
			await writeFile(
				join(cwd, 'freehold.yaml'),
				`version: 1
connections:
  mls: { source: spark, keyType: private, auth: ${auth}, baseUrl: "${origins.api}", identityUrl: "${origins.identity}", redirectUri: "http://127.0.0.1:48653/callback" }
`,
			);
			const client = {
				FREEHOLD_MLS_CLIENT_ID: credentials.clients.normal.id,
				FREEHOLD_MLS_CLIENT_SECRET: credentials.clients.normal.secret,
			};
			let browser: Promise<unknown> = Promise.resolve();
			const onErr = (text: string): void => {
				const url = /^ {2}(http:\S+)$/m.exec(text)?.[1];
				if (url !== undefined) browser = followInBrowser(url);
			};
			const args = ['sign-in', 'mls', '--secrets-file', 'my.secrets.yaml'];
			const signedIn = await freehold(args, { cwd, env: client, onErr });
			await browser;
			expect(signedIn.err).toContain('is signed in');
			expect(signedIn.code).toBe(0);
			const kept = await readFile(join(cwd, 'my.secrets.yaml'), 'utf8');
			const token = /accessToken: (\S+)/.exec(kept)?.[1];
			expect(token).toBeDefined();
			expect(signedIn.err + signedIn.out).not.toContain(token!);

			const used = await freehold(['replicate', 'mls/Office', '--secrets-file', 'my.secrets.yaml'], {
				cwd,
				env: client,
			});
			expect({ code: used.code, err: used.err }).toMatchObject({ code: 0 });
		});
	} finally {
		await sandbox.close();
	}
});

/** The sign-in may be announced a moment before the listener's promise is awaited; the server is there already. */
async function followInBrowser(url: string): Promise<void> {
	const answer = await fetch(url, { redirect: 'follow' });
	await answer.text();
}
