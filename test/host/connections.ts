/** Connections in a real VS Code: saved, bound to their servers, renamed, grouped, removed. Runs while the sandbox is on. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { changeSetting } from '../../src/core/project/edit/editConnections.ts';
import { declared as declaredNew } from '../../src/core/project/newConnection.ts';
import type { NewConnection } from '../../src/core/project/newConnection.ts';
import type { Connection } from '../../src/core/project/project.ts';
import { signsInByBrowser } from '../../src/core/project/secretFields.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { changeProjectFile } from '../../src/vscode/connections/changeProjectFile.ts';
import { chosenConnection } from '../../src/vscode/connections/chosenConnection.ts';
import type { ChosenConnection } from '../../src/vscode/connections/chosenConnection.ts';
import { DraftSecrets } from '../../src/vscode/connections/draftSecrets.ts';
import { carryOutRemoval } from '../../src/vscode/connections/removeConnection.ts';
import { carryOutRename } from '../../src/vscode/connections/renameConnection.ts';
import { saveNewConnection } from '../../src/vscode/connections/saveConnection.ts';
import { performSignIn } from '../../src/vscode/connections/signIn.ts';
import { askProject } from '../../src/vscode/projects/askFolder.ts';
import type { ConnectionRef } from '../../src/vscode/refs.ts';
import { HostTests } from './tiny.ts';
import { folder, freehold, storedRows } from './workspace.ts';

export const connectionsTests = new HostTests();
const test = connectionsTests.test.bind(connectionsTests);

const file = (): vscode.Uri => vscode.Uri.file(join(folder(), 'freehold.yaml'));
const text = (): string => readFileSync(file().fsPath, 'utf8');
const refTo = (connection: string): ConnectionRef => ({ folder: vscode.Uri.file(folder()).toString(), connection });

async function chosen(connection: string): Promise<ChosenConnection> {
	const found = await chosenConnection(freehold(), refTo(connection), '');
	assert.ok(found);
	return found;
}

async function declared(connection: string): Promise<Connection> {
	return (await chosen(connection)).connection;
}

async function token(): Promise<string> {
	const { secrets } = await freehold().network();
	return (await secrets.of(refTo('mls'), await declared('mls')).get('token')) ?? '';
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Rows below Spark and its groups. */
async function sparkRows(): Promise<readonly string[]> {
	const tree = await freehold().sources();
	const spark = (await tree.children(undefined)).find((node) => node.kind === 'source' && node.source === 'spark');
	return (await tree.children(spark)).map((node) => {
		const { label } = tree.row(node);
		return typeof label === 'string' ? label : '';
	});
}

test('a saved connection works when it is tried', async () => {
	for (const name of ['mls', 'prague', 'agency']) {
		const datasets = await vscode.commands.executeCommand('freehold.connection.test', refTo(name));
		assert.ok(Number(datasets) > 5, `${name} has ${String(datasets)} datasets`);
	}
});

test('a new connection stands in freehold.yaml without its secrets, and everything else as before', async () => {
	const before = text();
	const mls = await declared('mls');
	const connection: NewConnection = {
		...{ source: 'spark', name: 'second', keyType: 'private', replication: true, auth: 'token' },
		...{ baseUrl: mls.baseUrl, identityUrl: mls.identityUrl },
	};
	const secret = await token();
	await saveNewConnection(freehold(), vscode.Uri.file(folder()), connection, { secrets: { token: secret } });
	const after = text();
	assert.ok(!after.includes(secret));
	assert.ok(after.includes('  second:\n    source: spark'));
	for (const line of before.split('\n')) assert.ok(after.includes(line), line);
	assert.deepEqual(await sparkRows(), ['mls', 'second']);
	const { secrets } = await freehold().network();
	assert.equal(await secrets.of(refTo('second'), await declared('second')).get('token'), secret);
});

test('a freehold.yaml that names another server gets nothing until the user says so', async () => {
	const requests: string[] = [];
	const elsewhere = createServer((request, response) => {
		requests.push(`${request.url ?? ''} ${JSON.stringify(request.headers)}`);
		response.end();
	});
	await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', () => resolve()));
	try {
		const origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
		const vendor = (await declared('second')).baseUrl ?? '';
		await changeProjectFile(file(), (now) => changeSetting(now, 'second', 'baseUrl', origin));
		await (await freehold().projects()).refresh();
		const network = await freehold().network();
		assert.equal(await network.credentialState(refTo('second'), await declared('second')), 'elsewhere');
		const end = await vscode.commands.executeCommand<{
			readonly error: { readonly reason?: string } | undefined;
			readonly results: readonly { readonly error: { readonly reason?: string } | undefined }[];
		}>('freehold.replicate', refTo('second'));
		const errors = [end.error, ...end.results.map(({ error }) => error)].filter((error) => error !== undefined);
		assert.ok(errors.length > 0 && errors.every(({ reason }) => reason === 'unsafe'), JSON.stringify(errors));
		assert.deepEqual(requests, []);
		const tree = await freehold().sources();
		const spark = (await tree.children(undefined)).find((node) => node.kind === 'source' && node.source === 'spark');
		const row = (await tree.children(spark)).find(
			(node) => node.kind === 'connection' && node.ref.connection === 'second',
		);
		const notices = (await tree.children(row)).filter((node) => node.kind === 'notice').map(({ notice }) => notice);
		assert.deepEqual(notices, ['otherServer']);
		await changeProjectFile(file(), (now) => changeSetting(now, 'second', 'baseUrl', vendor));
		await (await freehold().projects()).refresh();
		assert.equal(await network.credentialState(refTo('second'), await declared('second')), 'ready');
	} finally {
		elsewhere.close();
	}
});

test('with several folders, the user says which one gets the connections', async () => {
	const { all } = await freehold().projects();
	const [only] = all;
	assert.ok(only);
	assert.equal(await askProject(all, ''), only);
	const other = { ...only, folder: 'file:///elsewhere', name: 'elsewhere' };
	const asked = askProject([only, other], 'Which folder?');
	const choosing = setInterval(() => {
		void vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
		void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
	}, 500);
	try {
		assert.equal(await asked, other);
	} finally {
		clearInterval(choosing);
	}
});

test('a user signs in through the browser: to a page on this machine, or back into VS Code', async () => {
	const sandbox = await startSandbox({ scale: 0.01, spark: { autoApprove: true } });
	try {
		const { id, secret } = sandbox.spark.credentials.clients.replication;
		const port = await freePort();
		const uri = `http://127.0.0.1:${port}/callback`;
		const connection = declaredNew({
			...{ source: 'spark', name: 'user', keyType: 'private', replication: true, auth: 'openid', redirectUri: uri },
			...{ baseUrl: sandbox.spark.origins.replication, identityUrl: sandbox.spark.origins.identity },
		});
		assert.ok(signsInByBrowser(connection));
		const [network, returns] = await Promise.all([freehold().network(), freehold().signInReturns()]);
		const ways = {
			listener: (url: string) => fetch(url),
			editor: async (url: string) => {
				const answer = await fetch(url, { redirect: 'manual' });
				assert.equal(returns.arrive(`${uri}?code=1&state=forged`), false);
				assert.equal(returns.arrive(answer.headers.get('location') ?? ''), true);
			},
		};
		for (const how of ['listener', 'editor'] as const) {
			const secrets = new DraftSecrets(
				{ clientId: id, clientSecret: secret },
				{ get: () => Promise.resolve(undefined) },
			);
			const outside = network.outsideWith(connection, secrets);
			const work = { freehold: freehold(), connection, outside, redirect: { uri, how }, title: 'Sign in' };
			await performSignIn({ ...work, abort: new AbortController(), open: ways[how] });
			assert.deepEqual(Object.keys(secrets.fields).sort(), ['accessToken', 'clientId', 'clientSecret', 'refreshToken']);
		}
	} finally {
		await sandbox.close();
	}
});

test('groups, the lock and the colour of freehold.yaml show in the tree', async () => {
	await changeProjectFile(file(), (now) =>
		changeSetting(
			changeSetting(changeSetting(now, 'second', 'group', 'Tests'), 'second', 'color', 'green'),
			'second',
			'readOnly',
			true,
		),
	);
	await (await freehold().projects()).refresh();
	assert.deepEqual(await sparkRows(), ['Tests', 'mls']);
	const tree = await freehold().sources();
	const spark = (await tree.children(undefined)).find((node) => node.kind === 'source' && node.source === 'spark');
	const group = (await tree.children(spark)).find((node) => node.kind === 'connectionGroup');
	const [second] = await tree.children(group);
	assert.ok(second);
	const { iconPath, description } = tree.row(second);
	assert.deepEqual(iconPath, new vscode.ThemeIcon('lock', new vscode.ThemeColor('charts.green')));
	assert.equal(description, 'read-only');
});

test('data and secrets follow a new name', async () => {
	await vscode.commands.executeCommand('freehold.replicate', { ...refTo('second'), dataset: 'Office' });
	const rows = storedRows('second', 'Office');
	assert.ok(rows > 0);
	await carryOutRename(freehold(), await chosen('second'), 'third', 'withData');
	assert.equal(storedRows('third', 'Office'), rows);
	assert.ok(!existsSync(join(folder(), 'data', 'second.sqlite')));
	const { secrets } = await freehold().network();
	assert.equal(await secrets.of(refTo('third'), await declared('third')).get('token'), await token());
	assert.deepEqual(await secrets.standing(refTo('second'), await declared('third')), { kind: 'none' });
});

test('a removed connection takes its secrets and, when it is said, its data along', async () => {
	const connection = await declared('third');
	await carryOutRemoval(freehold(), await chosen('third'), 'withData');
	assert.ok(!text().includes('third'));
	assert.deepEqual(
		readdirSync(join(folder(), 'data')).filter((name) => name.startsWith('third')),
		[],
	);
	const { secrets } = await freehold().network();
	assert.deepEqual(await secrets.standing(refTo('third'), connection), { kind: 'none' });
	assert.deepEqual(await sparkRows(), ['mls']);
});
