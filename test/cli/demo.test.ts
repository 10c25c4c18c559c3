/** The demo, the sandbox and the sign-in, as a newcomer meets them. */
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseProject } from '../../src/core/project/parseProject.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { freehold, withFolder } from './fakeTerminal.ts';

interface Changed {
	readonly connection: string;
	readonly table: string;
	readonly inserted: number;
	readonly updated: number;
	readonly deleted: number;
}

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
		const changed = new Map((summary.changed as Changed[]).map(({ table, ...counts }) => [table, counts]));
		expect(changed.get('Property')).toMatchObject({ inserted: 12, deleted: 9 });
		expect(changed.get('Member')).toMatchObject({ inserted: 0, updated: 1, deleted: 0 });
		expect(changed.get('OpenHouse')).toMatchObject({ inserted: 6 });
		expect(changed.get('Contacts')).toMatchObject({ updated: 5 });
		expect(changed.get('customers')).toMatchObject({ connection: 'prague', inserted: 8, deleted: 0 });
		expect(changed.get('products')!.updated).toBeGreaterThanOrEqual(16);
		expect(changed.get('project-units-history')!.inserted).toBeGreaterThanOrEqual(16);
		expect(changed.get('_files')).toMatchObject({ inserted: 6, deleted: 2 });
		expect(err).toMatch(/products .*status [\w-]+ → sold/);
		expect(err).toMatch(/second +prague files +6 +7 /);
		// Twenty exports share one line, and nothing waits for a cool-down.
		expect(err.match(/^✓ prague\/\* download: 15 datasets/gm)).toHaveLength(2);
		expect(lines.filter(({ type, connection }) => type === 'wait' && connection !== 'agency')).toEqual([]);
		// One of the new contacts is the one that the demo has created, and what it wrote later came with it.
		expect(changed.get('contacts')).toMatchObject({ connection: 'agency', inserted: 7, updated: 15, deleted: 3 });
		expect(changed.get('properties')).toMatchObject({ inserted: 4, updated: 10 });
		expect(err).toMatch(/agency\/properties with images: about \d+ billable calls for [\d,]+ records/);
		expect(err).toMatch(/agency\/properties download: .* \d+ calls charged for embeds/);
		expect(summary.writes).toMatchObject({
			...{ replays: 1, collided: ['email'], documents: 4, found: 2, file: 'Survey.pdf', fileBytes: 7_000_000 },
			refused: expect.stringContaining('rating') as string,
		});
		expect(err).toMatch(/ Property: \d+ price changes \(ListPrice\), median −\d\.\d %, /);
		const summaryOf = async (target: string): Promise<string> =>
			(await freehold(['diff', target, '--summary', '--workspace', 'freehold-demo'], { cwd })).out;
		const listings = await summaryOf('mls/Property');
		expect(listings).toMatch(/^mls\/Property: 12 new, \d+ changed, 9 gone\n/);
		expect(listings).toMatch(/\n {2}StandardStatus: Active → Pending \d+/);
		expect(listings).toMatch(/\nmls\/Media: \d+ new, \d+ changed, \d+ gone\n/);
		const units = await summaryOf('prague/products');
		expect(units).toContain('10 price changes (Price incl. VAT), median +2.0 %, 10 higher');
		expect(units).toMatch(/\n {2}Availability: .*[\w-]+ → sold \d/);
		expect(await summaryOf('agency/properties')).toMatch(/\n {2}\d+ price changes? \(selling\.price\), median [−+]/);
		// Neither the user's budgets nor anything else outside the folder.
		await expect(access(join(cwd, '.state'))).rejects.toThrow();

		const suggested = [...err.matchAll(/npm run freehold -- (.+)/g)].map((match) => match[1]!);
		expect(suggested).toHaveLength(4);
		for (const line of suggested) {
			const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
			const ran = await freehold(args, { cwd });
			expect({ args, code: ran.code, isTold: ran.out !== '' }).toEqual({ args, code: 0, isTold: true });
			if (args.includes('agency'))
				expect(ran.out).toMatch(/Ada +Lovelace +07700 900123 +01865 496000 +ada@example.com/);
		}
	});
}, 300_000);

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
		const ready = Promise.withResolvers<string>();
		const takeoutReady = Promise.withResolvers<string>();
		const platformReady = Promise.withResolvers<readonly [string, string]>();
		const reapit = new Map<string, string>();
		const onErr = (text: string): void => {
			const origin = /replication\s+(http:\S+)/.exec(text)?.[1];
			if (origin !== undefined) ready.resolve(origin);
			const address = /Takeout\s+(http:\S+)/.exec(text)?.[1];
			if (address !== undefined) takeoutReady.resolve(address);
			const [, host, url] = /(platform|Connect)\s+(http:\S+)/.exec(text) ?? [];
			if (host !== undefined && url !== undefined) reapit.set(host, url);
			if (reapit.size === 2) platformReady.resolve([reapit.get('platform')!, reapit.get('Connect')!]);
		};
		const faults = join(cwd, 'faults.json');
		await writeFile(
			faults,
			JSON.stringify([
				{ match: { path: '/Office', times: 1 }, do: { kind: 'status', status: 503 } },
				{ match: { host: 'realpad', times: 1 }, do: { kind: 'status', status: 503 } },
				{ match: { host: 'reapit', times: 1 }, do: { kind: 'status', status: 503 } },
			]),
		);
		const args = ['sandbox', '--port', '0', '--scale', '1', '--faults', faults];
		const running = freehold(args, { cwd, signal: cancel.signal, onErr });
		const origin = await ready.promise;
		const realpad = Number(new URL(await takeoutReady.promise).port);
		const [platform, connect] = await platformReady.promise;
		await writeFile(
			join(cwd, 'freehold.yaml'),
			`version: 1
connections:
  mls: { source: spark, keyType: private, replication: true, baseUrl: "${origin}" }
  prague: { source: realpad, baseUrl: "http://127.0.0.1:${realpad}" }
  agency: { source: reapit, customer: SBOX, baseUrl: "${platform}", identityUrl: "${connect}" }
`,
		);
		const env = {
			FREEHOLD_MLS_TOKEN: 'sandbox-private-replication',
			FREEHOLD_PRAGUE_LOGIN: 'takeout',
			FREEHOLD_PRAGUE_PASSWORD: 'sandbox-takeout',
			FREEHOLD_AGENCY_CLIENT_ID: 'sandbox-server',
			FREEHOLD_AGENCY_CLIENT_SECRET: 'sandbox-server-secret',
		};
		const { code, lines } = await freehold(['replicate', 'mls/Office', '--json'], { cwd, env });
		expect(code).toBe(0);
		expect(lines.find((line) => line.type === 'end')).toMatchObject({ record: { retries: 1 } });
		// Rules for one vendor strike there.
		for (const target of ['prague/projects', 'agency/offices']) {
			const ran = await freehold(['replicate', target, '--json'], { cwd, env });
			expect(ran.code, ran.err).toBe(0);
			expect(ran.lines.find((line) => line.type === 'end')).toMatchObject({ record: { retries: 1 } });
		}
		cancel.abort();
		const ended = await running;
		expect(ended.code).toBe(0);
		expect(ended.out).toContain(`baseUrl: ${origin}`);
		expect(ended.out).toContain(`baseUrl: http://127.0.0.1:${realpad}`);
		expect(ended.err).toContain('sandbox-private-replication');
		expect(ended.err).toMatch(/takeout-narrow +sandbox-takeout-narrow/);
		expect(ended.out).toContain(`identityUrl: ${connect}`);
		expect(ended.err).toMatch(/sandbox-reader +sandbox-reader-secret/);
		expect(parseProject(ended.out, cwd).problems).toEqual([]);
	});
});

test('freehold sandbox --json tells programs what they need', async () => {
	await withFolder(async (cwd) => {
		const cancel = new AbortController();
		const running = freehold(['sandbox', '--port', '0', '--json'], {
			cwd,
			signal: AbortSignal.any([cancel.signal, AbortSignal.timeout(20_000)]),
			onOut: () => cancel.abort(),
		});
		const { lines } = await running;
		const address: unknown = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
		expect(lines).toEqual([
			expect.objectContaining({
				type: 'sandbox',
				origins: {
					...{ api: address, identity: address, replication: address, realpad: address },
					...{ reapit: address, reapitConnect: address, reapitFiles: address },
				},
				clients: expect.arrayContaining([{ id: 'sandbox-server', secret: 'sandbox-server-secret' }]) as unknown,
				users: expect.arrayContaining([{ login: 'takeout', password: 'sandbox-takeout' }]) as unknown,
				realpadControl: expect.stringContaining('/control') as unknown,
			}),
		]);
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
