/** Scaffolded integrations: typed right under strict, and their own tests pass against the sandbox. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../../../src/core/project/project.ts';
import { ReplicaReader } from '../../../../src/core/replica/reader.ts';
import { scaffold } from '../../../../src/core/requests/scaffold/scaffold.ts';
import { scaffoldTypes } from '../../../../src/core/requests/scaffold/scaffoldTypes.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { Agency } from '../../../support/agency.ts';
import { Mls } from '../../../support/mls.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const none = { redirectUri: undefined, identityUrl: undefined, baseUrl: undefined };
const agencyConnection: Connection = {
	...{ source: 'reapit', connection: 'agency', customers: ['SBOX'], auth: 'clientCredentials', ...none },
	...{ apiVersion: '2020-01-31', readOnly: false },
};
const mlsConnection: Connection = {
	...{ source: 'spark', connection: 'mls', keyType: 'private', replication: true, dictionary: '2.0', ...none },
	...{ auth: 'token', strictInitial: false },
};

let folder: string;
let sandbox: Sandbox;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'freehold-scaffold-'));
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	sandbox = await startSandbox({ scale: 0.1 });
});
afterAll(async () => {
	await sandbox.close();
	await rm(folder, { recursive: true, force: true });
});

async function writeProject(
	name: string,
	reader: ReplicaReader,
	connection: Connection,
	datasets: readonly string[],
): Promise<string> {
	const project = join(folder, name);
	for (const { path, text } of scaffold({ connection, types: await scaffoldTypes(reader, connection, datasets) })) {
		await mkdir(dirname(join(project, path)), { recursive: true });
		await writeFile(join(project, path), text);
	}
	return project;
}

interface Outcome {
	readonly types: string;
	readonly tests: string;
}

async function outcomeOf(project: string, env: Readonly<Record<string, string>>): Promise<Outcome> {
	const options = { cwd: project, env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env } };
	const failed = ({ stdout, stderr }: { stdout: string; stderr: string }): { stdout: string } => ({
		stdout: stdout + stderr,
	});
	const types = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit'], options).catch(
		failed,
	);
	const tests = await run(process.execPath, ['--test', 'test/*.test.ts'], options).catch(failed);
	return { types: types.stdout, tests: tests.stdout };
}

test('an integration with an agency is right, and syncs, changes and receives', async () => {
	const agency = await Agency.open();
	try {
		await agency.replicate({ datasets: ['contacts', 'offices', 'departments'] });
		using reader = new ReplicaReader(agency.file);
		const project = await writeProject('agency', reader, agencyConnection, []);
		const { origins, handlers } = sandbox.reapit;
		const { types, tests } = await outcomeOf(project, {
			FREEHOLD_AGENCY_CLIENT_ID: handlers.clients.server.id,
			FREEHOLD_AGENCY_CLIENT_SECRET: handlers.clients.server.secret ?? '',
			FREEHOLD_AGENCY_BASE_URL: origins.api,
			FREEHOLD_AGENCY_IDENTITY_URL: origins.connect,
		});
		expect(types).toBe('');
		expect(tests).toMatch(/pass 3\n[^]*fail 0\n/);
	} finally {
		await agency.close();
	}
});

test('an integration with an MLS is right, downloads, updates and purges', async () => {
	const mls = await Mls.open();
	try {
		await mls.replicate({ datasets: ['Property', 'Member'], expand: [] });
		using reader = new ReplicaReader(mls.file);
		const project = await writeProject('mls', reader, mlsConnection, ['Property', 'Member']);
		const { origins, tokens } = sandbox.spark;
		const { types, tests } = await outcomeOf(project, {
			FREEHOLD_MLS_TOKEN: tokens.private.replication,
			FREEHOLD_MLS_BASE_URL: `${origins.replication}/Version/3/Reso/OData`,
		});
		expect(types).toBe('');
		expect(tests).toMatch(/pass 1\n[^]*fail 0\n/);
	} finally {
		await mls.close();
	}
});

test('what is no list of its own cannot be begun with, and nothing replicated is said', async () => {
	await expect(scaffoldTypes(undefined, agencyConnection, ['properties.keys'])).rejects.toMatchObject({
		reason: 'notFound',
	});
	await expect(scaffoldTypes(undefined, mlsConnection, [])).rejects.toMatchObject({ reason: 'notFound' });
	expect((await scaffoldTypes(undefined, agencyConnection, [])).map(({ name }) => name)).toEqual([
		'Contact',
		'Property',
	]);
});
