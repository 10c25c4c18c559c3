/** `freehold mcp`, asked by the protocol's own client over a process of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { temporaryFolder } from '../core/replica/replicaFixture.ts';
import { projectIn, store } from '../core/tools/toolRig.ts';
import { Workspace } from '../support/workspace.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const canary = 'canary-9d3e5a7c1b';

interface Asked {
	readonly client: Client;
	readonly call: (
		name: string,
		input?: Record<string, unknown>,
	) => Promise<{ readonly isError: boolean; readonly text: string }>;
}

async function connect(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Asked> {
	const client = new Client({ name: 'a test', version: '1' });
	await client.connect(
		new StdioClientTransport({ command: process.execPath, args: [main, 'mcp', ...args], env, stderr: 'pipe' }),
	);
	onTestFinished(() => client.close());
	return {
		client,
		call: async (name, input) => {
			const { content, isError } = await client.callTool({ name, arguments: input ?? {} });
			const [{ text }] = content as [{ readonly text: string }];
			return { isError: isError === true, text };
		},
	};
}

test('a client finds three tools that read, uses them, and meets no secret', async () => {
	const folder = temporaryFolder();
	store(projectIn(folder), 'mls', 'Property', [{ Key: 'A', City: canary }]);
	const { client, call } = await connect(['--workspace', folder], { FREEHOLD_MLS_TOKEN: canary });
	const { tools } = await client.listTools();
	expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
		['list_datasets', true],
		['query_replica', true],
		['explain_filter', true],
	]);
	expect(client.getServerVersion()).toMatchObject({ name: 'freehold' });
	expect((await call('list_datasets')).text).toContain('"rows":1');
	const { text } = await call('query_replica', { connection: 'mls', sql: 'SELECT "Key", "City" FROM "Property"' });
	expect(JSON.parse(text)).toMatchObject({ rows: [['A', '***']] });
	const wrong = await call('query_replica', { connection: 'mls', sql: 'DELETE FROM "Property"' });
	expect(wrong.isError).toBe(true);
	expect(JSON.parse(wrong.text)).toMatchObject({
		error: { reason: 'readOnly', next: expect.stringContaining('SELECT') as unknown },
	});
	expect(JSON.parse((await call('run_job', { job: 'listings' })).text)).toMatchObject({
		error: { reason: 'forbidden' },
	});
});

test('with --allow-run a job is run, and the client is told how far it is', async () => {
	const sandbox = await startSandbox({ scale: 0.05, spark: { rateLimits: false } });
	const workspace = new Workspace(sandbox.spark);
	onTestFinished(async () => {
		workspace.remove();
		await sandbox.close();
	});
	writeFileSync(
		join(workspace.folder, 'freehold.yaml'),
		`version: 1
connections: { mls: { source: spark, keyType: private, baseUrl: "${sandbox.spark.origins.api}" } }
jobs: { listings: { replicate: [mls/Property] } }
`,
	);
	const token = sandbox.spark.tokens.private.normal;
	const env = { FREEHOLD_MLS_TOKEN: token, FREEHOLD_STATE: join(workspace.folder, '.state') };
	const { client, call } = await connect(['--workspace', workspace.folder, '--allow-run'], env);
	const messages: (string | undefined)[] = [];
	const ran = await client.callTool({ name: 'run_job', arguments: { job: 'listings' } }, undefined, {
		onprogress: ({ message }) => messages.push(message),
	});
	const [{ text }] = ran.content as [{ readonly text: string }];
	expect(JSON.parse(text)).toMatchObject({
		outcome: 'done',
		datasets: [{ target: 'mls/Property', runs: [{ outcome: 'done' }] }],
	});
	expect(messages.at(-1)).toMatch(/^mls\/Property: 100 of 100 records$/);
	expect(text).not.toContain(token);
	const count = await call('query_replica', { connection: 'mls', sql: 'SELECT count(*) FROM "Property"' });
	expect(JSON.parse(count.text)).toMatchObject({ rows: [[100]] });
}, 60_000);

test.each([
	['its input', 0, (child: ReturnType<typeof serve>) => void child.stdin.end()],
	['Ctrl-C', 130, (child: ReturnType<typeof serve>) => void child.kill('SIGINT')],
])(
	'it ends with %s, also in the middle of a query, and nothing but the protocol is on stdout',
	async (_, code, end) => {
		const folder = temporaryFolder();
		store(projectIn(folder), 'mls', 'Property', [{ Key: 'A' }]);
		const child = serve(folder);
		const out: string[] = [];
		const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
		const answered = new Promise<void>((resolve) => {
			child.stdout.on('data', (chunk: Buffer) => {
				out.push(chunk.toString());
				resolve();
			});
		});
		const clientInfo = { name: 'a test', version: '1' };
		send(child, 1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
		child.stdin.write('this is no message\n');
		await answered;
		const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
		send(child, 2, 'tools/call', { name: 'query_replica', arguments: { connection: 'mls', sql } });
		end(child);
		expect(await ended).toBe(code);
		const lines = out
			.join('')
			.split('\n')
			.filter((line) => line !== '');
		expect(lines.map((line) => (JSON.parse(line) as { readonly jsonrpc: string }).jsonrpc)).toEqual(['2.0']);
	},
);

function serve(folder: string): ChildProcessByStdio<Writable, Readable, Readable> {
	return spawn(process.execPath, [main, 'mcp', '--workspace', folder], { stdio: ['pipe', 'pipe', 'pipe'] });
}

function send(child: ReturnType<typeof serve>, id: number, method: string, params: unknown): void {
	child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
}
